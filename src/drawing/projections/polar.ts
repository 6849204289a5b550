/**
 * Lambert's azimuthal equal-area projection about (0, 0), of which the near hemisphere is shown: turned so that a pole
 * lies in the middle, it is the polar picture.
 *
 *     x = k cos φ sin λ,   y = k sin φ,   k² = 2 / (1 + cos φ cos λ)
 *
 * (Snyder 1987, eqs. 24-2 with φ₁ = 0).
 *
 * @returns  [x, y]; the hemisphere is the disc of radius √2
 */
export function polar(lambda: number, phi: number): [number, number] {
  const c = Math.cos(phi)
  const k = Math.sqrt(2 / (1 + c * Math.cos(lambda)))
  return [k * c * Math.sin(lambda), k * Math.sin(phi)]
}

/** [λ, φ] of a point of the disc: cos c = 1 − ρ²/2 with ρ its distance from the middle. */
polar.invert = (x: number, y: number): [number, number] => {
  const cosC = 1 - (x * x + y * y) / 2
  const shrink = Math.sqrt((1 + cosC) / 2)
  return [Math.atan2(x * shrink, cosC), Math.asin(Math.max(-1, Math.min(1, y * shrink)))]
}

polar.vector = (x: number, y: number, out: Float64Array, at: number): void => {
  const cosC = 1 - (x * x + y * y) / 2
  const shrink = Math.sqrt((1 + cosC) / 2)
  out[at] = cosC
  out[at + 1] = x * shrink
  out[at + 2] = y * shrink
}
