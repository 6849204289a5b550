/** A picture's caption: what was done to the sky, as one line, from the study alone. */
import type { Recipe, Study } from '../study/document.ts'
import { multipoleText } from '../study/multipoleName.ts'
import { declinationRange } from './numbers.ts'
import { MULTIPOLES } from './multipoles.ts'
import { dataOf, mapPane, recipeOf, weightsOf } from './seen.ts'

const QUANTITIES = { relativeIntensity: 'Relative intensity', significance: 'Significance', counts: 'Counts' } as const

export function caption(study: Study): string {
  const pane = mapPane(study)
  const multipole = pane?.multipole
  const what = multipole === undefined ? QUANTITIES[pane?.quantity ?? 'relativeIntensity'] : `${multipoleText(multipole)} part of the relative intensity, from pseudo-coefficients of the seen sky,`
  const from = dataOf(study) === undefined ? `${study.title} (synthetic, not data)` : study.title
  const recipe = recipeOf(study)
  return [`${what} of ${from}`, ...(recipe === undefined ? [] : done(multipole === undefined ? recipe : unsmoothed(recipe), weightsOf(study) === 'equal' ? 'fit' : 'weighted fit')), 'equatorial, Mollweide'].join('; ') + '. Anisky.'
}

/** A multipole is made of the map before it is smoothed. */
const unsmoothed = (recipe: Recipe): Recipe => ({ ...recipe, smooth: { ...recipe.smooth, on: false } })

function done({ mask, subtract, smooth }: Recipe, fit: string): readonly string[] {
  const names = subtract.degrees.map((l) => MULTIPOLES.find((multipole) => multipole.l === l)?.name ?? `ℓ = ${l}`)
  return [
    ...(mask.on ? [`declination ${declinationRange(mask.declinationDeg)}`] : []),
    ...(subtract.on ? [`${names.join(', ')} subtracted (${fit}, m ${subtract.zonal ? '= 0 too' : '≠ 0'})`] : []),
    ...(smooth.on ? [`smoothed with a top-hat of ${smooth.radiusDeg}°`] : []),
  ]
}
