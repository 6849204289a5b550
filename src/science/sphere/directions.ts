import type { Matrix3, Vector3 } from '../math/matrix3.ts'
import { wrap } from '../units.ts'

/** n = (cos α cos δ, sin α cos δ, sin δ) (R2). */
export function equatorialVector(alpha: number, delta: number): [number, number, number] {
  const c = Math.cos(delta)
  return [Math.cos(alpha) * c, Math.sin(alpha) * c, Math.sin(delta)]
}

/** n′ = (cos φ sin θ, −sin φ sin θ, cos θ) (R5): axes north, west, up; azimuth φ from north over east; zenith angle θ. */
export function localVector(phi: number, theta: number): [number, number, number] {
  const s = Math.sin(theta)
  return [Math.cos(phi) * s, -Math.sin(phi) * s, Math.cos(theta)]
}

/**
 * R(t) of n′ = R n (R7): its rows are north, west and up in equatorial components. At the poles "north" still follows
 * the meridian of ωt, so no case is special.
 *
 * @param latitude  Φ
 * @param sidereal  ωt, the right ascension of the zenith; the longitude is in it already
 */
export function localRotation(latitude: number, sidereal: number): Matrix3 {
  const cosPhi = Math.cos(latitude)
  const sinPhi = Math.sin(latitude)
  const c = Math.cos(sidereal)
  const s = Math.sin(sidereal)
  return [-c * sinPhi, -s * sinPhi, cosPhi, s, -c, 0, c * cosPhi, s * cosPhi, sinPhi]
}

/** α in [0, 2π) and δ of a vector of any length; by arctangents, so exact near the poles too. */
export function equatorialAngles([x, y, z]: Vector3): { alpha: number; delta: number } {
  return { alpha: wrap(Math.atan2(y, x)), delta: Math.atan2(z, Math.hypot(x, y)) }
}

/** Azimuth φ in [0, 2π) and zenith angle θ of a local vector. */
export function localAngles([north, west, up]: Vector3): { phi: number; theta: number } {
  return { phi: wrap(Math.atan2(-west, north)), theta: Math.atan2(Math.hypot(north, west), up) }
}

/** The angle between two unit vectors, accurate for small and for nearly opposite directions. */
export function angleBetween(a: Vector3, b: Vector3): number {
  const gap = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
  const sum = Math.hypot(a[0] + b[0], a[1] + b[1], a[2] + b[2])
  return 2 * Math.atan2(gap, sum)
}
