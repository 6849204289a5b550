/** Sums that keep the digits which plain addition loses (Neumaier 1974): the error does not grow with the number of terms. */

/** Running sums with their carries: sum k is in [2k], what rounding took from it in [2k + 1]. */
export const emptySums = (count: number): Float64Array => new Float64Array(2 * count)

export function addTo(sums: Float64Array, k: number, x: number): void {
  const sum = sums[2 * k]
  const next = sum + x
  sums[2 * k + 1] += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum
  sums[2 * k] = next
}

export const sumOf = (sums: Float64Array, k: number): number => sums[2 * k] + sums[2 * k + 1]

/** Adds Σ w a b over the entries from … to − 1 to sum k. Entries with w = 0 are not looked at, so that they may be NaN. */
export function addWeighted(sums: Float64Array, k: number, weight: Float64Array, a: Float64Array, b: Float64Array, from: number, to: number): void {
  let sum = sums[2 * k]
  let carry = sums[2 * k + 1]
  for (let p = from; p < to; p++) {
    if (weight[p] === 0) continue
    const x = weight[p] * a[p] * b[p]
    const next = sum + x
    carry += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum
    sum = next
  }
  sums[2 * k] = sum
  sums[2 * k + 1] = carry
}
