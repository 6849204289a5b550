/**
 * Complex Fourier sums of any length. Mixed radix in Stockham's self-sorting form (Temperton 1983), with passes of their own for
 * 4, 2, 3 and 5 and one for any other odd prime; lengths with large prime factors go through Bluestein's chirp (1970). Tables
 * are made once per length; the work areas are shared, because every call here runs to its end.
 */
import { passTwo, passThree, passFour, passFive, passOdd } from './fftPasses.ts'
import { demand } from '../problem.ts'

export interface Table {
  readonly re: Float64Array
  readonly im: Float64Array
}

export interface ComplexPlan {
  readonly n: number
  /** Radices in the order of the passes; empty when the length goes through a chirp. */
  readonly radices: readonly number[]
  readonly chirp: Chirp | undefined
}

export interface Chirp {
  readonly padded: ComplexPlan
  /** e^{−πi k²/n} */
  readonly wave: Table
  /** Transform of the conjugate wave, divided by the padded length. */
  readonly filter: Table
}

/** The tables of all lengths together may grow to this many numbers (32 MB) before they are made afresh. */
const TABLE_BUDGET = 4_194_304
let tableNumbers = 0
const rootTables = new Map<number, Table>()
const plans = new Map<number, ComplexPlan>()

const table = (n: number): Table => ({ re: new Float64Array(n), im: new Float64Array(n) })

function forgetWhenFull(): void {
  if (tableNumbers <= TABLE_BUDGET) return
  tableNumbers = 0
  rootTables.clear()
  plans.clear()
}

/** The n-th roots of unity e^{−2πi k/n}, k = 0 … n − 1, to half a unit in the last place; shared, not to be written. */
export function unitRoots(n: number): Table {
  let roots = rootTables.get(n)
  if (roots === undefined) {
    forgetWhenFull()
    roots = table(n)
    if (n % 8 === 0) eighths(roots, n)
    else for (let k = 0; k < n; k++) root(roots, n, k)
    tableNumbers += 2 * n
    rootTables.set(n, roots)
  }
  return roots
}

/** Sine and cosine are taken in the first eighth of the circle only, where the argument carries no rounding that matters. */
function root({ re, im }: Table, n: number, k: number): void {
  const eighth = Math.floor((8 * k) / n)
  const fold = eighth & 1 ? ((eighth + 1) * n) / 8 - k : k - (eighth * n) / 8
  const x = (2 * Math.PI * fold) / n
  const c = Math.cos(x)
  const s = Math.sin(x)
  const swap = eighth === 1 || eighth === 2 || eighth === 5 || eighth === 6
  re[k] = eighth >= 2 && eighth <= 5 ? -(swap ? s : c) : swap ? s : c
  im[k] = eighth >= 4 ? (swap ? c : s) : -(swap ? c : s)
}

/** The same, each sine and cosine taken once and put in its eight places. */
function eighths({ re, im }: Table, n: number): void {
  const quarter = n / 4
  for (let k = 0; 8 * k <= n; k++) {
    const x = (2 * Math.PI * k) / n
    const c = Math.cos(x)
    const s = Math.sin(x)
    for (let turn = 0, at = k; turn < 4; turn++, at += quarter) {
      // A quarter of a turn takes (c, −s) to (−s, −c), (−c, s), (s, c).
      re[at] = turn === 0 ? c : turn === 1 ? -s : turn === 2 ? -c : s
      im[at] = turn === 0 ? -s : turn === 1 ? -c : turn === 2 ? s : c
      const mirror = turn * quarter + quarter - k
      re[mirror % n] = turn === 0 ? s : turn === 1 ? -c : turn === 2 ? -s : c
      im[mirror % n] = turn === 0 ? -c : turn === 1 ? -s : turn === 2 ? c : s
    }
  }
}

/** How sums of length n are taken; shared, not to be written. */
export function planOf(n: number): ComplexPlan {
  let plan = plans.get(n)
  if (plan === undefined) {
    const radices = radicesOf(n)
    plan = { n, radices: radices ?? [], chirp: radices === undefined ? chirpOf(n) : undefined }
    plans.set(n, plan)
  }
  return plan
}

/** The largest prime with a pass of its own, whose cost is its square; larger ones go through a chirp (measured alike from 23 to 61). */
const LARGEST_RADIX = 31

/** 4, 2, then odd primes until nothing is left; undefined when a larger prime than `largest` is left. */
function radicesOf(n: number, largest = LARGEST_RADIX): number[] | undefined {
  const radices: number[] = []
  for (let radix = 4; radix <= largest && n > 1; radix = radix === 4 ? 2 : radix === 2 ? 3 : radix + 2) {
    for (; n % radix === 0; n /= radix) radices.push(radix)
  }
  return n === 1 ? radices : undefined
}

/** The length of the chirp that sums of length n go through; 0 where they need none. */
export function chirpLength(n: number): number {
  return radicesOf(n) === undefined ? paddedLength(n) : 0
}

/** The next length from 2n − 1 on that has no prime factor beyond 5. */
function paddedLength(n: number): number {
  let size = 2 * n - 1
  while (radicesOf(size, 5) === undefined) size++
  return size
}

function chirpOf(n: number): Chirp {
  const size = paddedLength(n)
  const wave = table(n)
  const filter = table(size)
  const roots = unitRoots(2 * n)
  for (let k = 0; k < n; k++) {
    const turn = (k * k) % (2 * n)
    wave.re[k] = roots.re[turn]
    wave.im[k] = roots.im[turn]
    const mirror = (size - k) % size
    filter.re[k] = filter.re[mirror] = wave.re[k] / size
    filter.im[k] = filter.im[mirror] = -wave.im[k] / size
  }
  const padded = planOf(size)
  transform(padded, filter.re, filter.im)
  tableNumbers += 2 * (n + size)
  return { padded, wave, filter }
}

let pingRe = new Float64Array(0)
let pingIm = new Float64Array(0)
let padRe = new Float64Array(0)
let padIm = new Float64Array(0)
/** In place, sign −1, over the first n entries. Sign +1 is the same call with re and im exchanged. */
function transform(plan: ComplexPlan, re: Float64Array, im: Float64Array): void {
  if (plan.chirp !== undefined) return chirped(plan.n, plan.chirp, re, im)
  const { n, radices } = plan
  const roots = unitRoots(n)
  if (pingRe.length < n) {
    pingRe = new Float64Array(n)
    pingIm = new Float64Array(n)
  }
  let fromRe: Float64Array = re
  let fromIm: Float64Array = im
  let toRe: Float64Array = pingRe
  let toIm: Float64Array = pingIm
  let stride = 1
  for (const radix of radices) {
    const groups = n / (radix * stride)
    if (radix > 5) passOdd(radix, fromRe, fromIm, toRe, toIm, groups, stride, roots.re, roots.im)
    else {
      const pass = radix === 4 ? passFour : radix === 2 ? passTwo : radix === 3 ? passThree : passFive
      pass(fromRe, fromIm, toRe, toIm, groups, stride, roots.re, roots.im)
    }
    stride *= radix
    const nextRe = fromRe
    const nextIm = fromIm
    fromRe = toRe
    fromIm = toIm
    toRe = nextRe
    toIm = nextIm
  }
  if (fromRe !== re) {
    for (let k = 0; k < n; k++) {
      re[k] = fromRe[k]
      im[k] = fromIm[k]
    }
  }
}

/** Bluestein: jk = (j² + k² − (k − j)²)/2 turns the sum into a circular convolution of a convenient length. */
function chirped(n: number, { padded, wave, filter }: Chirp, re: Float64Array, im: Float64Array): void {
  const size = padded.n
  if (padRe.length < size) {
    padRe = new Float64Array(size)
    padIm = new Float64Array(size)
  }
  for (let k = 0; k < n; k++) {
    padRe[k] = re[k] * wave.re[k] - im[k] * wave.im[k]
    padIm[k] = re[k] * wave.im[k] + im[k] * wave.re[k]
  }
  padRe.fill(0, n, size)
  padIm.fill(0, n, size)
  transform(padded, padRe, padIm)
  for (let k = 0; k < size; k++) {
    const x = padRe[k]
    padRe[k] = x * filter.re[k] - padIm[k] * filter.im[k]
    padIm[k] = x * filter.im[k] + padIm[k] * filter.re[k]
  }
  transform(padded, padIm, padRe)
  for (let k = 0; k < n; k++) {
    re[k] = padRe[k] * wave.re[k] - padIm[k] * wave.im[k]
    im[k] = padRe[k] * wave.im[k] + padIm[k] * wave.re[k]
  }
}

/** X_k = Σ_j x_j e^{−2πi jk/n} for k = 0 … n − 1, in place over the first n entries of re and im (written). */
export function complexForward(n: number, re: Float64Array, im: Float64Array): void {
  demand(Number.isInteger(n) && n >= 1 && n <= re.length && n <= im.length, 'a transform needs 1 ≤ n ≤ the length of its arrays', { n })
  forgetWhenFull()
  transform(planOf(n), re, im)
}

/** x_j = Σ_k X_k e^{+2πi jk/n}, not divided by n, in place: the adjoint of `complexForward`. */
export function complexBackward(n: number, re: Float64Array, im: Float64Array): void {
  complexForward(n, im, re)
}
