/** How the sky is laid out, in words: frame, projection, what part of it is seen, and where its longitude grows. */
import { signedDegreesText, withMinus } from '../drawing/format.ts'
import { projections } from '../drawing/projections/projection.ts'
import { radians } from '../science/units.ts'
import type { CameraView, FrameName } from '../study/document.ts'

export const PROJECTION_WORDS: Readonly<Record<CameraView['projection'], string>> = {
  mollweide: 'Mollweide',
  hammer: 'Hammer',
  equirectangular: 'equirectangular',
  equalArea: 'cylindrical equal-area',
  polar: 'azimuthal equal-area',
  globe: 'globe',
}

const FRAME_WORDS: Readonly<Record<FrameName, string>> = { equatorial: 'equatorial', galactic: 'Galactic', ecliptic: 'ecliptic', magnetic: 'magnetic' }

const ANGLES: Readonly<Record<FrameName, readonly [longitude: string, latitude: string]>> = {
  equatorial: ['right ascension', 'declination'],
  galactic: ['Galactic longitude', 'latitude'],
  ecliptic: ['ecliptic longitude', 'latitude'],
  magnetic: ['magnetic longitude', 'latitude'],
}

/** Nearer to a pole than this (degrees), longitude grows about the middle of the picture rather than across it. */
const ABOUT_POLE_DEG = 10

/** `Galactic coordinates`; the magnetic ones with the pole that was chosen. */
export function frameWords({ frame, magneticPoleDeg: [raDeg, decDeg] }: CameraView): string {
  const pole = frame === 'magnetic' ? ` (pole α ${degreeWords(raDeg)}, δ ${degreeWords(decDeg)})` : ''
  return `${FRAME_WORDS[frame]} coordinates${pole}`
}

/** `the whole sky`, `a hemisphere` or `a part of the sky`, and what is in the middle of it. */
export function partWords({ projection, frame, centreDeg: [longitudeDeg, latitudeDeg], zoom }: CameraView): string {
  const part = zoom > 1 ? 'a part of the sky' : projections[projection].reach === 'hemisphere' ? 'a hemisphere' : 'the whole sky'
  const [longitude, latitude] = ANGLES[frame]
  if (Math.abs(latitudeDeg) === 90) return `${part} around the ${poleWords(latitudeDeg)}`
  return `${part} around ${longitude} ${Math.round(longitudeDeg) % 360}°, ${latitude} ${signedDegreesText(radians(latitudeDeg), 0)}`
}

/** `right ascension growing to the left`; about a pole, clockwise or anticlockwise. */
export function directionWords({ frame, longitude, centreDeg: [, latitudeDeg] }: CameraView): string {
  const leftward = longitude === 'leftward'
  const aboutPole = Math.abs(latitudeDeg) > 90 - ABOUT_POLE_DEG
  const where = aboutPole ? `${leftward === latitudeDeg > 0 ? 'clockwise' : 'anticlockwise'} about the ${poleWords(latitudeDeg)}` : `to the ${leftward ? 'left' : 'right'}`
  return `${ANGLES[frame][0]} growing ${where}`
}

const poleWords = (latitudeDeg: number): string => `${latitudeDeg > 0 ? 'north' : 'south'} pole`

const degreeWords = (deg: number): string => `${withMinus(String(deg))}°`
