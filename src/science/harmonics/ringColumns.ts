/** Between a pair of mirror rings and its entries in the columns of all orders, in TypeScript. */
import { unitRoots } from '../math/fft.ts'
import { realBackward, realForward } from '../math/realFft.ts'
import { columnOf, type Places, type RingPair } from './harmonicRoom.ts'

/** The coefficients of a ring and of its mirror image, m = 0 … lmax. */
let north = { re: new Float64Array(0), im: new Float64Array(0) }
let south = { re: new Float64Array(0), im: new Float64Array(0) }

function makeRoom(lmax: number): void {
  if (north.re.length > lmax) return
  const row = () => ({ re: new Float64Array(lmax + 1), im: new Float64Array(lmax + 1) })
  north = row()
  south = row()
}

/** Fourier sums Σ value e^{−imα} of both rings, times their pixel area; pixels without data (NaN) count as 0. */
export function ringsToColumns(room: Float64Array, places: Places, pair: RingPair, values: Float64Array): void {
  const { lmax, row, column } = places
  makeRoom(lmax)
  realForward(values, pair.north, pair.n, north.re, north.im, 0, lmax)
  if (pair.south >= 0) realForward(values, pair.south, pair.n, south.re, south.im, 0, lmax)
  const own = pair.south >= 0 ? pair.area : 0
  const { re: cosines, im: sines } = unitRoots(2 * pair.n)
  for (let m = 0, angle = 0, at = columnOf(places, 0) + pair.index; m <= lmax; m++, at += column) {
    const c = pair.shifted ? cosines[angle] : 1
    const s = pair.shifted ? sines[angle] : 0
    if (++angle === 2 * pair.n) angle = 0
    const evenRe = pair.area * north.re[m] + own * south.re[m]
    const evenIm = pair.area * north.im[m] + own * south.im[m]
    const oddRe = pair.area * north.re[m] - own * south.re[m]
    const oddIm = pair.area * north.im[m] - own * south.im[m]
    room[at] = evenRe * c - evenIm * s
    room[at + row] = evenRe * s + evenIm * c
    room[at + 2 * row] = oddRe * c - oddIm * s
    room[at + 3 * row] = oddRe * s + oddIm * c
  }
}

/** Re[F_0 + 2 Σ F_m e^{imα}] at the pixels of both rings; what lies beyond half a ring's length is aliased, as sampling aliases it. */
export function columnsToRings(room: Float64Array, places: Places, pair: RingPair, values: Float64Array): void {
  const { lmax, row, column } = places
  makeRoom(lmax)
  const { re: cosines, im: sines } = unitRoots(2 * pair.n)
  for (let m = 0, angle = 0, at = columnOf(places, 0) + pair.index; m <= lmax; m++, at += column) {
    const c = pair.shifted ? cosines[angle] : 1
    const s = pair.shifted ? sines[angle] : 0
    if (++angle === 2 * pair.n) angle = 0
    const evenRe = room[at] * c + room[at + row] * s
    const evenIm = room[at + row] * c - room[at] * s
    const oddRe = room[at + 2 * row] * c + room[at + 3 * row] * s
    const oddIm = room[at + 3 * row] * c - room[at + 2 * row] * s
    north.re[m] = evenRe + oddRe
    north.im[m] = evenIm + oddIm
    south.re[m] = evenRe - oddRe
    south.im[m] = evenIm - oddIm
  }
  realBackward(north.re, north.im, 0, lmax, values, pair.north, pair.n)
  if (pair.south >= 0) realBackward(south.re, south.im, 0, lmax, values, pair.south, pair.n)
}
