/**
 * What the WebAssembly Fourier sums of two real sequences (`twinFft.part.as.ts`) need to know about a length: a header of 64
 * numbers, then tables. The lengths and radices are those of `fft.ts`.
 *
 *     0  the number of roots of unity that follow (2n)          23  padded length of the chirp
 *     1  length L of the complex sums: n/2, or n if n is odd    24  number of its radices, then the radices
 *     2  number of radices, then the radices; 0 where L > 1: a chirp
 *
 * Tables: roots e^{−2πi k/2n} (re, then im); for a chirp its wave [L], its filter [padded] and the padded length's roots.
 */
import { chirpLength, planOf, unitRoots } from './fft.ts'

const HEADER = 64
const RADICES = 2
const PADDED = 23

const complexLength = (n: number): number => (n % 2 === 0 ? n / 2 : n)

/** Numbers of the plan for n. */
export function twinPlanSize(n: number): number {
  const length = complexLength(n)
  const padded = chirpLength(length)
  return HEADER + 4 * n + (padded === 0 ? 0 : 2 * length + 4 * padded)
}

/** Vectors in each of the four arrays of the work area; as many again of it hold the sums inside a pass. */
export function twinWorkSize(n: number): number {
  const length = complexLength(n)
  return Math.max(length + 1, chirpLength(length)) + 1
}

/** Writes the plan for n to room[at …]. */
export function writeTwinPlan(n: number, room: Float64Array, at: number): void {
  const length = complexLength(n)
  const { radices, chirp } = planOf(length)
  room.fill(0, at, at + HEADER)
  room[at] = 2 * n
  room[at + 1] = length
  writeRadices(radices, room, at + RADICES)
  const tables = [unitRoots(2 * n)]
  if (chirp !== undefined) {
    room[at + PADDED] = chirp.padded.n
    writeRadices(chirp.padded.radices, room, at + PADDED + 1)
    tables.push(chirp.wave, chirp.filter, unitRoots(chirp.padded.n))
  }
  let end = at + HEADER
  for (const { re, im } of tables) {
    room.set(re, end)
    room.set(im, end + re.length)
    end += 2 * re.length
  }
}

function writeRadices(radices: readonly number[], room: Float64Array, at: number): void {
  room[at] = radices.length
  radices.forEach((radix, k) => (room[at + 1 + k] = radix))
}
