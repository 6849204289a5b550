/**
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): random numbers as a
 * pure function of a counter. Draw number i of a stream is the same whoever draws it, in whatever order, in any thread.
 */
import { demand } from '../problem.ts'

/** Which numbers: a whole-number seed (the study's) and a whole-number stream (what they are for). */
export interface RandomStream {
  /** 0 … 2⁵³ − 1 */
  readonly seed: number
  /** 0 … 2³² − 1 */
  readonly stream: number
}

/** Which family of draws a block belongs to, so that no two families of one stream share their bits. */
export type Family = 0 | 1 | 2
export const UNIFORM: Family = 0
export const NORMAL: Family = 1
export const POISSON: Family = 2

const TWO_32 = 4_294_967_296
const MULTIPLIER_A = 0xd2511f53
const MULTIPLIER_B = 0xcd9e8d57
const A_UP = MULTIPLIER_A >>> 16
const A_LOW = MULTIPLIER_A & 0xffff
const B_UP = MULTIPLIER_B >>> 16
const B_LOW = MULTIPLIER_B & 0xffff
const WEYL_A = 0x9e3779b9
const WEYL_B = 0xbb67ae85

/**
 * Ten rounds on a 128-bit counter under a 64-bit key. The upper 32 bits of the two products of a round are put together from products of
 * 16-bit halves, in 32-bit whole numbers throughout, which a processor multiplies at once.
 *
 * @param out  [4] 32-bit words, written
 */
export function philox(c0: number, c1: number, c2: number, c3: number, key0: number, key1: number, out: Uint32Array): Uint32Array {
  let x0 = c0 | 0
  let x1 = c1 | 0
  let x2 = c2 | 0
  let x3 = c3 | 0
  let k0 = key0 | 0
  let k1 = key1 | 0
  for (let round = 0; round < 10; round++) {
    let low = x0 & 0xffff
    let up = x0 >>> 16
    let middle = (Math.imul(A_UP, low) + (Math.imul(A_LOW, low) >>> 16)) | 0
    let cross = (Math.imul(A_LOW, up) + (middle & 0xffff)) | 0
    const highA = (Math.imul(A_UP, up) + (middle >>> 16) + (cross >>> 16)) | 0
    low = x2 & 0xffff
    up = x2 >>> 16
    middle = (Math.imul(B_UP, low) + (Math.imul(B_LOW, low) >>> 16)) | 0
    cross = (Math.imul(B_LOW, up) + (middle & 0xffff)) | 0
    const highB = (Math.imul(B_UP, up) + (middle >>> 16) + (cross >>> 16)) | 0
    const lowA = Math.imul(MULTIPLIER_A, x0)
    x0 = highB ^ x1 ^ k0
    x1 = Math.imul(MULTIPLIER_B, x2)
    x2 = highA ^ x3 ^ k1
    x3 = lowA
    k0 = (k0 + WEYL_A) | 0
    k1 = (k1 + WEYL_B) | 0
  }
  out[0] = x0
  out[1] = x1
  out[2] = x2
  out[3] = x3
  return out
}

const block = new Uint32Array(4)
const pair = new Float64Array(2)

/**
 * Two uniform numbers in the open interval (0, 1), multiples of 2⁻⁵² shifted by half a step: never 0, never 1.
 *
 * @param index    0 … 2⁵³ − 1, the number of the draw
 * @param attempt  0 … 2²⁴ − 1, for draws that may need several
 * @param out      [2], written
 */
export function uniformPair({ seed, stream }: RandomStream, index: number, family: Family, attempt: number, out: Float64Array): Float64Array {
  const indexUp = Math.floor(index / TWO_32) // and no remainders, for which V8 leaves compiled code
  const seedUp = Math.floor(seed / TWO_32)
  philox(index - indexUp * TWO_32, indexUp, family * 0x1000000 + attempt, seedUp, seed - seedUp * TWO_32, stream, block)
  out[0] = ((block[0] >>> 6) * 67108864 + (block[1] >>> 6) + 0.5) / 4503599627370496
  out[1] = ((block[2] >>> 6) * 67108864 + (block[3] >>> 6) + 0.5) / 4503599627370496
  return out
}

function demandStream({ seed, stream }: RandomStream): void {
  demand(Number.isSafeInteger(seed) && seed >= 0, 'a seed is a whole number from 0 to 2^53 − 1', { seed })
  demand(Number.isInteger(stream) && stream >= 0 && stream < TWO_32, 'a stream is a whole number from 0 to 2^32 − 1', { stream })
}

/** Draw number `index` from the uniform distribution on (0, 1). */
export function uniform(stream: RandomStream, index: number): number {
  return uniformPair(stream, index, UNIFORM, 0, pair)[0]
}

/** Draw number `index` from the standard normal distribution (Box & Muller 1958). */
export function normal(stream: RandomStream, index: number): number {
  uniformPair(stream, index, NORMAL, 0, pair)
  return Math.sqrt(-2 * Math.log(pair[0])) * Math.cos(2 * Math.PI * pair[1])
}

/** Draws first, first + 1, … of `uniform`. `out` [n], written. */
export function uniforms(stream: RandomStream, first: number, out: Float64Array): Float64Array {
  demandStream(stream)
  for (let i = 0; i < out.length; i++) out[i] = uniform(stream, first + i)
  return out
}

/** Draws first, first + 1, … of `normal`. `out` [n], written. */
export function normals(stream: RandomStream, first: number, out: Float64Array): Float64Array {
  demandStream(stream)
  for (let i = 0; i < out.length; i++) out[i] = normal(stream, first + i)
  return out
}
