/**
 * Lambert's cylindrical equal-area projection, sin δ against right ascension, stretched to a picture twice as wide as
 * high: x = λ, y = (π/2) sin φ (Snyder 1987, eqs. 10-1 and 10-2, up to the stretch).
 *
 * @param lambda  longitude, −π ≤ λ ≤ π
 * @param phi     latitude, −π/2 ≤ φ ≤ π/2
 */
export function equalArea(lambda: number, phi: number): [number, number] {
  return [lambda, (Math.PI / 2) * Math.sin(phi)]
}

equalArea.invert = (x: number, y: number): [number, number] => [x, Math.asin(Math.max(-1, Math.min(1, y / (Math.PI / 2))))]
