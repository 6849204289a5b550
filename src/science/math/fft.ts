/**
 * Complex Fourier sums of any length. Mixed radix 4, 2, 3, 5 in Stockham's self-sorting form (Temperton 1983); lengths
 * with other prime factors go through Bluestein's chirp (1970). Tables are made once per length; the work areas are
 * shared, because every call here runs to its end.
 */
import { passTwo, passThree, passFour, passFive } from './fftPasses.ts'
import { demand } from '../problem.ts'

interface Table {
  readonly re: Float64Array
  readonly im: Float64Array
}

interface ComplexPlan {
  readonly n: number
  readonly roots: Table
  /** Radices in the order of the passes; empty when the length goes through a chirp. */
  readonly radices: readonly number[]
  readonly chirp: Chirp | undefined
}

interface Chirp {
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
    roots = table(n)
    for (let k = 0; k < n; k++) {
      // Sine and cosine are taken in the first eighth of the circle only, where the argument carries no rounding that matters.
      const eighth = Math.floor((8 * k) / n)
      const fold = eighth & 1 ? ((eighth + 1) * n) / 8 - k : k - (eighth * n) / 8
      const x = (2 * Math.PI * fold) / n
      const c = Math.cos(x)
      const s = Math.sin(x)
      const swap = eighth === 1 || eighth === 2 || eighth === 5 || eighth === 6
      const cosine = swap ? s : c
      const sine = swap ? c : s
      roots.re[k] = eighth >= 2 && eighth <= 5 ? -cosine : cosine
      roots.im[k] = eighth >= 4 ? sine : -sine
    }
    tableNumbers += 2 * n
    rootTables.set(n, roots)
  }
  return roots
}

function planOf(n: number): ComplexPlan {
  let plan = plans.get(n)
  if (plan === undefined) {
    const radices = radicesOf(n)
    plan = { n, roots: unitRoots(n), radices: radices ?? [], chirp: radices === undefined ? chirpOf(n) : undefined }
    plans.set(n, plan)
  }
  return plan
}

/** 4, 2, 3, 5 until nothing is left; undefined when another prime is left. */
function radicesOf(n: number): number[] | undefined {
  const radices: number[] = []
  for (const radix of [4, 2, 3, 5]) {
    for (; n % radix === 0; n /= radix) radices.push(radix)
  }
  return n === 1 ? radices : undefined
}

function chirpOf(n: number): Chirp {
  let size = 2 * n - 1
  while (radicesOf(size) === undefined) size++
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
  const { n, roots, radices } = plan
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
    const pass = radix === 4 ? passFour : radix === 2 ? passTwo : radix === 3 ? passThree : passFive
    pass(fromRe, fromIm, toRe, toIm, groups, stride, roots.re, roots.im)
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
