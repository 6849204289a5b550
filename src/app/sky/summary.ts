/** The map in words, from the same numbers that draw it. */
import { degreesText, signedDegreesText } from '../../drawing/format.ts'
import { QUANTITY_TITLES, valueText } from '../../drawing/scale.ts'
import { FRAME_NAMES } from '../../drawing/viewNames.ts'
import type { CameraView } from '../../study/document.ts'
import { multipoleText, type Multipole } from '../../study/multipoleName.ts'
import type { Display, Place } from '../../study/results.ts'

export function summaryOf(display: Display, view: CameraView, tag: string | undefined, multipole?: Multipole): string {
  const { quantity, skyFraction, declination, min, max, places } = display
  const value = (x: number) => valueText(quantity, x)
  const at = ({ alpha, delta }: Place) => `right ascension ${degreesText(alpha, 0)}, declination ${signedDegreesText(delta, 0)}`
  const part = multipole === undefined ? '' : `${multipoleText(multipole)} part of the `
  const first = `Map of the ${part}${QUANTITY_TITLES[quantity]} ${laidOut(view)}.`
  const seen = `Observed: ${Math.round(100 * skyFraction)} % of the sky, declination ${signedDegreesText(declination[0], 0)} to ${signedDegreesText(declination[1], 0)}.`
  const origin = tag === undefined ? '' : ` It shows a ${tag.replace(' — not data', '; these are not data')}.`
  if (!Number.isFinite(min)) return `${first} Nothing is observed.${origin}`
  return `${first} ${seen} Values from ${value(min)} at ${at(places.faintest)} to ${value(max)} at ${at(places.brightest)}.${origin}`
}

const PROJECTIONS: { readonly [P in CameraView['projection']]: string } = {
  ...{ mollweide: 'Mollweide projection', hammer: 'Hammer projection', equalArea: 'longitude against the sine of latitude', equirectangular: 'longitude against latitude' },
  ...{ polar: 'seen onto a pole', globe: 'a globe' },
}

/** How the sky lies in the picture, and how much of it is seen. */
function laidOut({ frame, projection, longitude, zoom, centreDeg: [longitudeDeg, latitudeDeg] }: CameraView): string {
  const [along, up] = frame === 'equatorial' ? ['right ascension', 'declination'] : ['longitude', 'latitude']
  const middle = `${along} ${Math.round(longitudeDeg)}°, ${up} ${signedDegreesText((latitudeDeg * Math.PI) / 180, 0)}`
  const hemisphere = projection === 'polar' || projection === 'globe'
  const seen = zoom > 1 ? `magnified ${Number(zoom.toPrecision(2))} times about ${middle}` : hemisphere ? `the hemisphere about ${middle}` : 'whole sky'
  return `in ${FRAME_NAMES[frame]} coordinates, ${PROJECTIONS[projection]}, ${seen}, ${along} growing to the ${longitude === 'leftward' ? 'left' : 'right'}`
}
