/** A picture's caption: what was done to the sky and how it is shown, as one line. */
import { projections } from '../drawing/projections/projection.ts'
import { valueText } from '../drawing/scale.ts'
import type { CameraView, ClockName, MapPane, Recipe, Study, View } from '../study/document.ts'
import { CLOCKS, clockOf } from '../study/clockName.ts'
import { multipoleText } from '../study/multipoleName.ts'
import type { Display } from '../study/results.ts'
import { DIFFERENCE } from '../study/shown.ts'
import { directionWords, frameWords, partWords, PROJECTION_WORDS } from './layoutWords.ts'
import { declinationRange } from './numbers.ts'
import { MULTIPOLES } from './multipoles.ts'
import { dataOf, recipeOf, weightsOf } from './seen.ts'

const QUANTITIES = { relativeIntensity: 'Relative intensity', significance: 'Significance', counts: 'Counts' } as const

/** @param pane  the map of the picture */
export function caption(study: Study, pane: MapPane, display: Pick<Display, 'skyFraction'>): string {
  const { multipole } = pane
  const what = pane.part === DIFFERENCE ? 'First map less the second' : multipole === undefined ? QUANTITIES[pane.quantity] : `${multipoleText(multipole)} part of the relative intensity, from pseudo-coefficients of the seen sky,`
  const from = dataOf(study) === undefined ? `${study.title} (synthetic, not data)` : study.title
  const recipe = recipeOf(study)
  const steps = recipe === undefined ? [] : done(multipole === undefined && pane.quantity !== 'counts' ? recipe : unsmoothed(recipe), weightsOf(study) === 'equal' ? 'fit' : 'weighted fit')
  return [`${what} of ${from}`, ...steps, ...hoursOf(clockOf(study, pane.part)), ...seenHow(study.view, pane, display)].join('; ') + '. Anisky.'
}

/** By another clock than the stars’ a map is none of the sky. */
const hoursOf = (clock: ClockName): readonly string[] => (clock === 'sidereal' ? [] : [`hours of ${CLOCKS[clock].time} (15° each) in the place of right ascension`])

/** A multipole is made of the map before it is smoothed, and counts are shown as they are. */
const unsmoothed = (recipe: Recipe): Recipe => ({ ...recipe, smooth: { ...recipe.smooth, on: false } })

function done({ mask, subtract, smooth }: Recipe, fit: string): readonly string[] {
  const names = subtract.degrees.map((l) => MULTIPOLES.find((multipole) => multipole.l === l)?.name ?? `ℓ = ${l}`)
  return [
    ...(mask.on ? [`declination ${declinationRange(mask.declinationDeg)}`] : []),
    ...(subtract.on ? [`${names.join(', ')} subtracted (${fit}, m ${subtract.zonal ? '= 0 too' : '≠ 0'})`] : []),
    ...(smooth.on ? [`smoothed with a top-hat of ${smooth.radiusDeg}°`] : []),
  ]
}

const UNSEEN: Readonly<Record<View['unseen'], string>> = { hatched: 'hatched: not observed', grey: 'grey: not observed', white: 'white: not observed' }

/** What the colours leave out, and in which coordinates and projection the sky is laid out. */
function seenHow(view: View, { quantity, scale: { threshold = 0, hatchNegative, zeroContour } }: MapPane, { skyFraction }: Pick<Display, 'skyFraction'>): readonly string[] {
  return [
    ...(threshold > 0 ? [`light grey: within ±${valueText(quantity, threshold).replace('+', '').replace(/\.?0+(?= )/, '')}`] : []),
    ...(zeroContour ? ['full line: zero'] : []),
    ...(hatchNegative ? ['dark lines: below zero'] : []),
    ...(skyFraction < 1 ? [UNSEEN[view.unseen]] : []),
    laidOut(view.camera),
  ]
}

/** The direction is told where it is not the one of the sky seen from inside, the part where it is not all of the sky. */
function laidOut(camera: CameraView): string {
  const partly = camera.zoom > 1 || projections[camera.projection].reach === 'hemisphere'
  return [frameWords(camera), PROJECTION_WORDS[camera.projection], ...(partly ? [partWords(camera)] : []), ...(camera.longitude === 'rightward' ? [directionWords(camera)] : [])].join(', ')
}
