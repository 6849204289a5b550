/**
 * The Hammer projection: equal-area, the whole sky in an ellipse twice as wide as high, parallels bent as on a globe.
 *
 *     x = 2√2 cos φ sin(λ/2) / w,   y = √2 sin φ / w,   w² = 1 + cos φ cos(λ/2)
 *
 * (Snyder 1987, p. 232, the Lambert azimuthal projection of half the longitude.)
 *
 * @param lambda  longitude, −π ≤ λ ≤ π
 * @param phi     latitude, −π/2 ≤ φ ≤ π/2
 * @returns       [x, y], |x| ≤ 2√2, |y| ≤ √2
 */
export function hammer(lambda: number, phi: number): [number, number] {
  const c = Math.cos(phi)
  const w = Math.sqrt(1 + c * Math.cos(lambda / 2))
  return [(2 * Math.SQRT2 * c * Math.sin(lambda / 2)) / w, (Math.SQRT2 * Math.sin(phi)) / w]
}

/** [λ, φ] of a point of the ellipse: z² = 1 − x²/16 − y²/4, sin φ = z y, tan(λ/2) = z x / (2 (2 z² − 1)). */
hammer.invert = (x: number, y: number): [number, number] => {
  const z = Math.sqrt(Math.max(0.5, 1 - (x * x) / 16 - (y * y) / 4))
  return [2 * Math.atan2(z * x, 2 * (2 * z * z - 1)), Math.asin(Math.max(-1, Math.min(1, z * y)))]
}

/** That of half the longitude is (2 z² − 1, z x / 2, z y); its first two components are a complex number, whose square doubles the angle. */
hammer.vector = (x: number, y: number, out: Float64Array, at: number): void => {
  const z = Math.sqrt(Math.max(0, 1 - (x * x) / 16 - (y * y) / 4))
  const p = 2 * z * z - 1
  const q = (z * x) / 2
  const c = Math.max(1e-300, Math.sqrt(p * p + q * q))
  out[at] = ((p - q) * (p + q)) / c
  out[at + 1] = (2 * p * q) / c
  out[at + 2] = z * y
}
