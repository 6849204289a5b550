/** How a local map counts azimuth: where its longitude 0 lies on the horizon, and which way it grows. */
import type { Vector3 } from '../math/matrix3.ts'

type Axes = { readonly x: Vector3; readonly y: Vector3 }

const NORTH: Vector3 = [1, 0, 0]
const WEST: Vector3 = [0, 1, 0]
const SOUTH: Vector3 = [-1, 0, 0]
const EAST: Vector3 = [0, -1, 0]

/**
 * The axes x (longitude 0) and y (longitude 90°) of a local map in components north, west, up; z is the zenith. Named after where the two lie.
 * The first four grow counter-clockwise as seen from above, as a right-handed frame does; the others like a compass.
 *
 * - `southEast`: what the program cra-ahlers-llh computes with (rows of its rotation matrix: south, east, zenith).
 * - `eastNorth`: what its README says, and the azimuth of Auger event lists.
 * - `northWest`: the axes of the review's (R5).
 * - `northEast`: a compass; the review's φ itself (R5) taken for the longitude.
 * - `westSouth`, `eastSouth`, `southWest`, `westNorth`: the remaining ways to number the same pixels; no program is known to use them.
 */
export const AZIMUTHS = {
  southEast: { x: SOUTH, y: EAST },
  eastNorth: { x: EAST, y: NORTH },
  northWest: { x: NORTH, y: WEST },
  westSouth: { x: WEST, y: SOUTH },
  northEast: { x: NORTH, y: EAST },
  eastSouth: { x: EAST, y: SOUTH },
  southWest: { x: SOUTH, y: WEST },
  westNorth: { x: WEST, y: NORTH },
} as const satisfies { readonly [name: string]: Axes }

export type Azimuth = keyof typeof AZIMUTHS

export const AZIMUTH_NAMES = Object.keys(AZIMUTHS) as readonly Azimuth[]

/** True for azimuths that grow counter-clockwise as seen from above: x × y points up. */
export function isRightHanded(azimuth: Azimuth): boolean {
  const { x, y }: Axes = AZIMUTHS[azimuth]
  return x[0] * y[1] - x[1] * y[0] > 0
}
