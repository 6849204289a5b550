/**
 * The orthographic projection: a globe seen from far away. x = cos φ sin λ, y = sin φ, of the near hemisphere
 * (Snyder 1987, eqs. 20-3 and 20-4 with φ₁ = 0).
 *
 * @returns  [x, y]; the hemisphere is the disc of radius 1
 */
export function orthographic(lambda: number, phi: number): [number, number] {
  return [Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

/** [λ, φ] of a point of the disc, on the near side. */
orthographic.invert = (x: number, y: number): [number, number] => {
  return [Math.atan2(x, Math.sqrt(Math.max(0, 1 - x * x - y * y))), Math.asin(Math.max(-1, Math.min(1, y)))]
}

/** Beyond the limb there is nothing: what lies as far within is shown. */
orthographic.vector = (x: number, y: number, out: Float64Array, at: number): void => {
  const gap = 1 - x * x - y * y
  const length = gap < 0 ? Math.sqrt(1 - 2 * gap) : 1
  out[at] = Math.sqrt(Math.abs(gap)) / length
  out[at + 1] = x / length
  out[at + 2] = y / length
}
