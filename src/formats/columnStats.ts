/** What can be told of a column of numbers before anybody says what it holds. */
export interface ColumnStats {
  /** Of the seen values; NaN when there are none. */
  readonly min: number
  readonly max: number
  readonly sum: number
  /** Pixels with a number. */
  readonly seen: number
  readonly unseen: number
  readonly negative: number
  readonly zero: number
  /** Every seen value is a whole number. */
  readonly integers: boolean
  /** Every seen value lies within 10⁻³ of a whole number, and not all of zero. */
  readonly nearIntegers: boolean
}

export function columnStats(values: Float64Array): ColumnStats {
  const tally = emptyTally()
  addToTally(tally, values, 0, values.length)
  return statsOf(tally, values.length)
}

/** Statistics in the making: a driver may go over a large column block by block. */
export interface Tally {
  min: number
  max: number
  sum: number
  /** What the sum has lost to rounding. */
  carry: number
  seen: number
  negative: number
  zero: number
  /** The largest distance from a whole number. */
  gap: number
}

export const emptyTally = (): Tally => ({ min: Infinity, max: -Infinity, sum: 0, carry: 0, seen: 0, negative: 0, zero: 0, gap: 0 })

export function addToTally(tally: Tally, values: Float64Array, first: number, end: number): void {
  let { min, max, sum, carry, seen, negative, zero, gap } = tally
  for (let i = first; i < end; i++) {
    const value = values[i]
    if (value !== value) continue
    seen++
    // Kahan's sum: 10⁷ pixels of 10⁶ counts must add up to the last event.
    const part = value - carry
    const total = sum + part
    carry = total - sum - part
    sum = total
    if (value < min) min = value
    if (value > max) max = value
    if (value < 0) negative++
    else if (value === 0) zero++
    gap = Math.max(gap, Math.abs(value - Math.round(value)))
  }
  Object.assign(tally, { min, max, sum, carry, seen, negative, zero, gap })
}

/** @param length  pixels of the column, seen or not */
export function statsOf({ min, max, sum, seen, negative, zero, gap }: Tally, length: number): ColumnStats {
  const none = seen === 0
  return {
    min: none ? NaN : min,
    max: none ? NaN : max,
    sum,
    seen,
    unseen: length - seen,
    negative,
    zero,
    integers: !none && gap === 0,
    nearIntegers: !none && gap <= 1e-3 && Math.max(max, -min) > 0.5,
  }
}

/** Sums over the pixels that both columns have, and the pixels where the second is 0 and the first is not. */
export function compareColumns(first: Float64Array, second: Float64Array): { readonly first: number; readonly second: number; readonly unmatched: number } {
  let [a, b, unmatched] = [0, 0, 0]
  for (let i = 0; i < first.length; i++) {
    if (first[i] !== first[i] || second[i] !== second[i]) continue
    a += first[i]
    b += second[i]
    if (second[i] === 0 && first[i] > 0) unmatched++
  }
  return { first: a, second: b, unmatched }
}
