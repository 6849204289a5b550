/** How the values of a map are distributed, and the outline of that in the colour bar. */
import { normalDensity } from './gaussian.ts'
import type { Span } from './paint.ts'

export interface Histogram extends Span {
  /** [BINS] pixels per bin of equal width, from `low` to `high`. */
  readonly counts: Float64Array
  /** Pixels with data, those beyond the bins among them. */
  readonly pixels: number
}

/** A histogram whose values are still to be counted; `next` is the first pixel that is not. */
export interface Counting {
  readonly values: Float32Array
  readonly span: Span
  readonly counts: Float64Array
  pixels: number
  next: number
}

const BINS = 2048
/** How many times the automatic limit is counted: a wild pixel does not push all others into one bin. */
const REACH = 4

/**
 * Begins a histogram, to be counted block by block.
 *
 * @param values     [sky pixels] NaN where nothing was seen
 * @param range      smallest and largest value
 * @param autoLimit  the size that nearly all values stay below
 */
export function beginHistogram(values: Float32Array, range: Span, autoLimit: number): Counting {
  const low = Math.max(range.low, -REACH * autoLimit)
  const high = Math.min(range.high, REACH * autoLimit)
  // A map of one value, or of none, has some width all the same.
  const span = high - low > 1e-9 * autoLimit ? { low, high } : { low: low - autoLimit, high: low + autoLimit }
  return { values, span, counts: new Float64Array(BINS), pixels: 0, next: 0 }
}

/** Counts the pixels up to `end`. */
export function countValues(counting: Counting, end: number): void {
  const { values, span: { low, high }, counts } = counting
  const scale = BINS / (high - low)
  let pixels = 0
  for (let i = counting.next; i < end; i++) {
    const bin = (values[i] - low) * scale
    if (bin >= 0 && bin < BINS) counts[bin | 0]++
    else if (bin === BINS) counts[BINS - 1]++ // the largest value itself
    else if (bin !== bin) continue
    pixels++
  }
  counting.pixels += pixels
  counting.next = end
}

/** The histogram of what has been counted. */
export const histogramOf = ({ span, counts, pixels }: Counting): Histogram => ({ ...span, counts, pixels })

/** Pixels in each of n columns of equal width between the ends of a scale; a bin is shared among the columns it lies under. */
export function columnsOf({ low, high, counts }: Histogram, span: Span, n: number): Float64Array {
  const columns = new Float64Array(n)
  const width = (high - low) / counts.length
  const column = (span.high - span.low) / n
  for (let bin = 0; bin < counts.length; bin++) {
    if (counts[bin] === 0) continue
    const from = (low + bin * width - span.low) / column
    const to = from + width / column
    for (let k = Math.max(0, Math.floor(from)); k < Math.min(n, to); k++) columns[k] += (counts[bin] * (Math.min(k + 1, to) - Math.max(k, from))) / (to - from)
  }
  return columns
}

/** Pixels that noise alone would put into each of n columns of a scale of significance, were every pixel a draw of N(0, 1). */
export function noiseColumns({ pixels }: Histogram, { low, high }: Span, n: number): Float64Array {
  const column = (high - low) / n
  return Float64Array.from({ length: n }, (_, k) => pixels * column * normalDensity(low + (k + 0.5) * column))
}

/**
 * Columns as path data in a box n wide and 1 high, closed along its foot. Heights are square roots (Tukey's rootogram):
 * the scatter of counts is then as large everywhere, and tails are seen.
 */
export function stepsPath(columns: Float64Array, tallest: number): string {
  const height = (count: number) => (1 - Math.sqrt(Math.min(1, count / tallest))).toFixed(3)
  return `M0 1${Array.from(columns, (count, k) => `V${height(count)}H${k + 1}`).join('')}V1Z`
}

/** A smooth outline through the middles of columns, in the same box, which it may leave. */
export function outlinePath(columns: Float64Array, tallest: number): string {
  return `M${Array.from(columns, (count, k) => `${k + 0.5} ${(1 - Math.sqrt(count / tallest)).toFixed(3)}`).join('L')}`
}
