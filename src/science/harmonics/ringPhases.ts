import { unitRoots } from '../math/fft.ts'
import { realBackward, realForward } from '../math/realFft.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'

/** Fourier coefficients of every ring in right ascension, m = 0 … mmax. */
export interface RingPhases {
  readonly mmax: number
  /** [rings × (mmax + 1)], ring by ring */
  readonly re: Float64Array
  readonly im: Float64Array
}

export function emptyPhases(rings: Rings, mmax: number): RingPhases {
  const size = rings.count * (mmax + 1)
  return { mmax, re: new Float64Array(size), im: new Float64Array(size) }
}

/** Few coefficients come cheaper as plain sums over the ring; measured on rings of 4 … 4096 pixels. */
const FEW = 4

/**
 * Fourier sums of a map along its rings, F_m = Σ_pixels value · e^{−imα} with α the right ascension of the pixel centre
 * (so the ring's first pixel need not lie at α = 0). No pixel area is applied. Pixels without data (NaN) count as 0.
 *
 * @param values    [rings.pixels]
 * @param out       written for the rings fromRing … toRing − 1 only, so that a driver can go block by block
 */
export function ringPhases(
  rings: Rings, values: Float64Array, mmax: number,
  out: RingPhases = emptyPhases(rings, mmax), fromRing = 0, toRing = rings.count,
): RingPhases {
  demand(values.length === rings.pixels, 'a map has one value for each pixel of its rings', { values: values.length, pixels: rings.pixels })
  demand(out.mmax === mmax && out.re.length === rings.count * (mmax + 1), 'ring phases must have room for every ring', { mmax, room: out.re.length })
  for (let ring = fromRing; ring < toRing; ring++) {
    const first = rings.first[ring]
    const n = rings.first[ring + 1] - first
    const row = ring * (mmax + 1)
    if (mmax <= FEW) fewSums(values, first, n, out.re, out.im, row, mmax)
    else realForward(values, first, n, out.re, out.im, row, mmax)
    turn(out.re, out.im, row, out.re, out.im, row, mmax, n, rings.alpha0[ring], -1)
  }
  return out
}

/**
 * The map of given ring coefficients: value(α) = Re[F_0 + 2 Σ_{m≥1} F_m e^{imα}] at every pixel centre. The adjoint of
 * `ringPhases` up to the factor 2; coefficients beyond half the ring's length are kept, aliased as sampling aliases them.
 *
 * @param out  [rings.pixels], written for the rings fromRing … toRing − 1 only
 */
export function ringsFromPhases(
  rings: Rings, phases: RingPhases,
  out: Float64Array = new Float64Array(rings.pixels), fromRing = 0, toRing = rings.count,
): Float64Array {
  const { mmax, re, im } = phases
  demand(re.length === rings.count * (mmax + 1), 'ring phases must hold every ring', { held: re.length, rings: rings.count, mmax })
  const rowRe = new Float64Array(mmax + 1)
  const rowIm = new Float64Array(mmax + 1)
  for (let ring = fromRing; ring < toRing; ring++) {
    const first = rings.first[ring]
    const n = rings.first[ring + 1] - first
    turn(re, im, ring * (mmax + 1), rowRe, rowIm, 0, mmax, n, rings.alpha0[ring], 1)
    if (mmax <= FEW) fewWaves(rowRe, rowIm, mmax, out, first, n)
    else realBackward(rowRe, rowIm, 0, mmax, out, first, n)
  }
  return out
}

/** Multiplies coefficient m by e^{±imα₀}. Half-cell offsets (all HEALPix and Gauss rings) read it from a table. */
function turn(
  re: Float64Array, im: Float64Array, from: number, toRe: Float64Array, toIm: Float64Array, to: number,
  mmax: number, n: number, alpha0: number, sign: number,
): void {
  const halfCell = Math.abs(alpha0 - Math.PI / n) < 1e-15
  const roots = halfCell ? unitRoots(2 * n) : undefined
  for (let m = 0, k = 0; m <= mmax; m++) {
    const x = re[from + m]
    const y = im[from + m]
    const c = roots === undefined ? Math.cos(m * alpha0) : roots.re[k]
    const s = sign * (roots === undefined ? Math.sin(m * alpha0) : -roots.im[k])
    toRe[to + m] = x * c - y * s
    toIm[to + m] = x * s + y * c
    if (++k === 2 * n) k = 0
  }
}

/** Values at opposite places of a ring, added and subtracted: even m see the sums, odd m the differences. */
let sums = new Float64Array(0)
let differences = new Float64Array(0)

function fewSums(values: Float64Array, first: number, n: number, re: Float64Array, im: Float64Array, row: number, mmax: number): void {
  const half = n % 2 === 0 ? n / 2 : n
  if (sums.length < half) {
    sums = new Float64Array(half)
    differences = new Float64Array(half)
  }
  let total = 0
  for (let j = 0; j < half; j++) {
    const x = values[first + j]
    const near = x === x ? x : 0
    const y = half === n ? 0 : values[first + half + j]
    const opposite = y === y ? y : 0
    total += sums[j] = near + opposite
    differences[j] = near - opposite
  }
  re[row] = total
  im[row] = 0
  const roots = unitRoots(n)
  for (let m = 1; m <= mmax; m++) {
    const folded = m % 2 === 0 ? sums : differences
    const step = m % n
    let sumRe = 0
    let sumIm = 0
    for (let j = 0, k = 0; j < half; j++) {
      sumRe += folded[j] * roots.re[k]
      sumIm += folded[j] * roots.im[k]
      k += step
      if (k >= n) k -= n
    }
    re[row + m] = sumRe
    im[row + m] = sumIm
  }
}

function fewWaves(re: Float64Array, im: Float64Array, mmax: number, values: Float64Array, first: number, n: number): void {
  const roots = unitRoots(n)
  values.fill(re[0], first, first + n)
  for (let m = 1; m <= mmax; m++) {
    const step = m % n
    const x = 2 * re[m]
    const y = 2 * im[m]
    for (let j = 0, k = 0; j < n; j++) {
      values[first + j] += x * roots.re[k] + y * roots.im[k]
      k += step
      if (k >= n) k -= n
    }
  }
}
