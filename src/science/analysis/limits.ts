/** Limits of a colour scale. */

/** The mantissas a reader can divide in the head. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The smallest round number that is not below x > 0. */
export function roundUp(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x))
  const mantissa = ROUND.find((m) => m * power >= x * (1 - 1e-12)) ?? 10
  return Number((mantissa * power).toPrecision(3))
}

/**
 * A symmetric limit for a map: round, and generous enough to clip at most one pixel in five hundred.
 * NaN entries are no data. A map that is zero everywhere gets 1.
 */
export function generousLimit(values: Float64Array): number {
  const sizes = values.map(Math.abs).filter(Number.isFinite).sort()
  const reach = sizes.length === 0 ? 0 : sizes[Math.min(sizes.length - 1, Math.ceil(sizes.length * 0.998) - 1)]
  return reach > 0 ? roundUp(reach) : 1
}
