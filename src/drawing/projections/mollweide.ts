/** The half angle t of a declination φ, as the gap u = π − 2t: 2t + sin 2t = π sin φ becomes u − sin u = π (1 − sin φ). */
function gapOf(phi: number): number {
  // 1 − sin φ = 2 sin²((π/2 − φ)/2) loses no digits at the pole, where the plain equation has a triple root.
  const q = 2 * Math.PI * Math.sin((Math.PI / 2 - phi) / 2) ** 2
  let u = Math.min(Math.cbrt(6 * q), Math.PI)
  for (let i = 0; i < 12; i++) {
    const slope = 2 * Math.sin(u / 2) ** 2
    if (slope === 0) return u
    const change = (excess(u) - q) / slope
    u -= change
    if (Math.abs(change) <= 1e-15 * u) break
  }
  return u
}

/** u − sin u, by its series where the difference would cancel. */
function excess(u: number): number {
  if (u > 0.3) return u - Math.sin(u)
  const v = u * u
  return ((u * v) / 6) * (1 - (v / 20) * (1 - (v / 42) * (1 - (v / 72) * (1 - (v / 110) * (1 - v / 156)))))
}

/**
 * The Mollweide projection: equal-area, the whole sky in an ellipse twice as wide as high.
 *
 *     x = (2√2/π) λ cos t,   y = √2 sin t,   2t + sin 2t = π sin φ
 *
 * (Snyder 1987, eqs. 31-1 to 31-3). Has the shape d3-geo calls a raw projection.
 *
 * @param lambda  longitude, −π ≤ λ ≤ π
 * @param phi     latitude, −π/2 ≤ φ ≤ π/2
 * @returns       [x, y], |x| ≤ 2√2, |y| ≤ √2
 */
export function mollweide(lambda: number, phi: number): [number, number] {
  const half = gapOf(Math.abs(phi)) / 2
  return [((2 * Math.SQRT2) / Math.PI) * lambda * Math.sin(half), Math.sign(phi) * Math.SQRT2 * Math.cos(half)]
}

/** [λ, φ] of a point of the ellipse; points outside give |λ| > π or NaN. Accurate to about 1e-8 rad within 1e-8 of a pole. */
mollweide.invert = (x: number, y: number): [number, number] => {
  const s = Math.abs(y) / Math.SQRT2
  const half = Math.acos(s)
  const oneMinusSin = excess(2 * half) / Math.PI
  const phi = Math.PI / 2 - 2 * Math.asin(Math.sqrt(oneMinusSin / 2))
  const width = ((2 * Math.SQRT2) / Math.PI) * Math.sin(half)
  return [x === 0 ? 0 : x / width, y < 0 ? -phi : phi]
}
