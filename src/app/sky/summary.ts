/** The map in words, from the same numbers that draw it. */
import { degreesText, signedDegreesText } from '../../drawing/format.ts'
import { QUANTITY_TITLES, valueText } from '../../drawing/scale.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { CameraView, ClockName } from '../../study/document.ts'
import { multipoleText, type Multipole } from '../../study/multipoleName.ts'
import type { Display, Place } from '../../study/results.ts'
import { directionWords, frameWords, partWords, PROJECTION_WORDS } from '../layoutWords.ts'

export function summaryOf(display: Display, view: CameraView, tag: string | undefined, multipole?: Multipole, clock: ClockName = 'sidereal'): string {
  const { quantity, skyFraction, declination, min, max, places } = display
  const value = (x: number) => valueText(quantity, x)
  const at = ({ alpha, delta }: Place) => `right ascension ${degreesText(alpha, 0)}, declination ${signedDegreesText(delta, 0)}`
  const part = multipole === undefined ? '' : `${multipoleText(multipole)} part of the `
  const first = `Map of the ${part}${QUANTITY_TITLES[quantity]} in ${frameWords(view)}, ${PROJECTION_WORDS[view.projection]} projection: ${partWords(view)}, ${directionWords(view)}.${clock === 'sidereal' ? '' : ` Hours of ${CLOCKS[clock].time}, 15° each, stand in the place of right ascension.`}`
  const seen = `Observed: ${Math.round(100 * skyFraction)} % of the sky, declination ${signedDegreesText(declination[0], 0)} to ${signedDegreesText(declination[1], 0)}.`
  const origin = tag === undefined ? '' : ` It shows a ${tag.replace(' — not data', '; these are not data')}.`
  if (!Number.isFinite(min)) return `${first} Nothing is observed.${origin}`
  return `${first} ${seen} Values from ${value(min)} at ${at(places.faintest)} to ${value(max)} at ${at(places.brightest)}.${origin}`
}
