/** The sky over a detector as a disc: Lambert's azimuthal equal-area projection about the zenith, the horizon its rim. */
import { rotate, transposed, type Matrix3, type Vector3 } from '../science/math/matrix3.ts'
import { equatorialAngles, equatorialVector, localRotation } from '../science/sphere/directions.ts'

/** `inside`: looking up, east on the left when north is up, as star charts have it. `above`: as on a map of the ground, east on the right. */
export type DomeSide = 'inside' | 'above'

export interface DomeView {
  /** Φ (radians) */
  readonly latitude: number
  /** ωt (radians), the right ascension of the zenith. */
  readonly sidereal: number
  readonly side: DomeSide
}

export interface Dome {
  readonly view: DomeView
  /** Equatorial components → north, west, up. */
  readonly rotation: Matrix3
  /** Width and height of the picture, and the radius of the horizon about its middle. CSS pixels. */
  readonly size: number
  readonly radius: number
}

/** @param margin  room kept around the horizon for its letters, CSS pixels */
export function domeOf(view: DomeView, size: number, margin = 0): Dome {
  return { view, rotation: localRotation(view.latitude, view.sidereal), size, radius: Math.max(1, size / 2 - margin) }
}

/** How far from the middle a zenith angle θ lies: ρ = radius · √2 sin(θ/2), so that equal areas of sky are equal areas of the picture (Snyder 1987, eq. 24-1). */
export const zenithRadius = ({ radius }: Pick<Dome, 'radius'>, theta: number): number => radius * Math.SQRT2 * Math.sin(theta / 2)

const westward = (side: DomeSide): 1 | -1 => (side === 'inside' ? 1 : -1)

/** Where a local direction (north, west, up) falls, also below the horizon; the nadir falls on one point of its circle. */
export function localPoint({ size, radius, view }: Dome, [north, west, up]: Vector3): [number, number] {
  // √2 sin(θ/2) / sin θ = 1/√(1 + cos θ)
  const stretch = radius / Math.sqrt(Math.max(1e-12, 1 + up))
  return [size / 2 + westward(view.side) * west * stretch, size / 2 - north * stretch]
}

/** Where a direction falls; below the horizon nowhere. */
export function toDome(dome: Dome, alpha: number, delta: number): [number, number] | undefined {
  const local = rotate(dome.rotation, equatorialVector(alpha, delta))
  return local[2] < 0 ? undefined : localPoint(dome, local)
}

/** The local direction under a point of the picture; beyond the horizon the sky goes on as far as the nadir. */
export function localAt({ size, radius, view }: Dome, x: number, y: number): [number, number, number] {
  const u = ((x - size / 2) * westward(view.side)) / radius
  const v = (size / 2 - y) / radius
  const fall = Math.min(2, u * u + v * v)
  const shrink = Math.sqrt(2 - fall)
  return [v * shrink, u * shrink, 1 - fall]
}

/** The direction under a point of the picture; undefined outside the horizon. */
export function fromDome(dome: Dome, x: number, y: number): { alpha: number; delta: number } | undefined {
  if (Math.hypot(x - dome.size / 2, y - dome.size / 2) > dome.radius) return undefined
  return equatorialAngles(rotate(transposed(dome.rotation), localAt(dome, x, y)))
}
