/** Directions on the sky that papers of the field refer to, in the coordinates they are quoted in. */
import { rotate, transposed, type Vector3 } from '../science/math/matrix3.ts'
import { equatorialVector } from '../science/sphere/directions.ts'
import { frameRotation } from '../science/sphere/frames.ts'
import { radians } from '../science/units.ts'
import { REVIEW, type Sourced } from './source.ts'

export interface Direction extends Sourced {
  readonly name: string
  readonly frame: 'equatorial' | 'galactic' | 'ecliptic'
  readonly longitudeDeg: number
  readonly latitudeDeg: number
  /** One standard deviation, as the radius of a circle on the sky. */
  readonly errorDeg?: number
  readonly speedKmPerS?: number
}

export const galacticCentre: Direction = {
  name: 'Galactic centre',
  frame: 'galactic',
  longitudeDeg: 0,
  latitudeDeg: 0,
  source: 'l = 0, b = 0 by definition; The Hipparcos Catalogue, ESA SP-1200, vol. 1, sec. 1.5.3',
}

/** Where the Sun moves to among the stars around it. */
export const lsrApex: Direction = {
  name: 'solar apex, local standard of rest',
  frame: 'galactic',
  longitudeDeg: 47.9,
  latitudeDeg: 23.8,
  errorDeg: 2.9,
  speedKmPerS: 18,
  source: `${REVIEW}, sec. 3.2: (l, b) = (47.9° ± 2.9°, 23.8° ± 2.0°), 18.0 ± 0.9 km/s`,
}

/** Where the Sun moves to in the interstellar medium around it; what flows past the heliosphere comes from there. */
export const interstellarApex: Direction = {
  name: 'motion through the local interstellar medium',
  frame: 'galactic',
  longitudeDeg: 5.25,
  latitudeDeg: 12,
  errorDeg: 0.5,
  speedKmPerS: 23.2,
  source: `${REVIEW}, sec. 3.2: (l, b) = (5.25° ± 0.24°, 12.0° ± 0.5°), 23.2 ± 0.3 km/s`,
}

/** Where the flow goes: close to the tail of the heliosphere. */
export const interstellarTail: Direction = opposite(interstellarApex, 'opposite of the motion through the interstellar medium')

/** Axes of the local interstellar magnetic field. An axis has no sense: its opposite is as good. */
export const magneticAxes = {
  ibex: {
    name: 'IBEX ribbon',
    frame: 'galactic',
    longitudeDeg: 210.5,
    latitudeDeg: -57.1,
    errorDeg: 1.5,
    source: `${REVIEW}, sec. 3.2: (l, b) = (210.5°, −57.1°) ± 1.5°, the centre of the ring of energetic neutral atoms`,
  },
  hawcIceCube: {
    name: 'HAWC + IceCube fit',
    frame: 'equatorial',
    longitudeDeg: 229.2,
    latitudeDeg: 11.4,
    errorDeg: 3.5,
    source: 'HAWC and IceCube 2019 (arXiv:1812.05682): right ascension 229.2° ± 3.5°, declination 11.4° ± 3.0°, from the anisotropy itself',
  },
  starlight: {
    name: 'polarisation of starlight',
    frame: 'galactic',
    longitudeDeg: 216.2,
    latitudeDeg: -49,
    errorDeg: 16,
    source: `${REVIEW}, sec. 3.2: (l, b) = (216.2°, −49.0°) ± 16°, from stars within 40 pc`,
  },
} as const satisfies Readonly<Record<string, Direction>>

/** Equatorial components of a direction. */
export const vectorOf = ({ frame, longitudeDeg, latitudeDeg }: Pick<Direction, 'frame' | 'longitudeDeg' | 'latitudeDeg'>): Vector3 =>
  rotate(transposed(frameRotation(frame)), equatorialVector(radians(longitudeDeg), radians(latitudeDeg)))

function opposite(direction: Direction, name: string): Direction {
  return { ...direction, name, longitudeDeg: (direction.longitudeDeg + 180) % 360, latitudeDeg: -direction.latitudeDeg }
}
