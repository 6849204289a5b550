/** The inner loops of the disc sums in TypeScript: the reference of the WebAssembly ones, and what runs where those cannot. */
import { segment } from './discFacing.ts'
import { FACING, SLOT_BYTES, TILE, type Centres, type DiscKernel, type DiscPlaces } from './discRoom.ts'
import { halfOf } from './discRows.ts'

/** A kernel with a room of its own. */
export function typescriptDiscKernel(): DiscKernel {
  let numbers: Float64Array = new Float64Array(0)
  let integers: Int32Array = new Int32Array(0)
  return {
    name: 'typescript',
    room(size) {
      if (numbers.length < size) {
        numbers = new Float64Array(size)
        integers = new Int32Array(numbers.buffer)
      }
      return numbers
    },
    addAlike(_, { entries, factors, alike, alikeFar }, layer, sums, shares, from, to) {
      for (let r = 0; r < alike; r++) {
        const plus = layer + integers[2 * (entries + r)] / 8 + 2 * from
        const minus = layer + integers[2 * (entries + r) + 1] / 8 + 2 * from
        const lane = r < alikeFar ? 1 : 0
        const length = 2 * (to - from)
        if (shares < 0) addSliding(numbers, plus, minus, lane, sums + 2 * from, length)
        else addSlidingShares(numbers, plus, minus, lane, sums + 2 * from, shares + 2 * from, factors + 2 * r, length)
      }
    },
    addFound(places, { factors, alike, unlike, unlikeFar }, layer, sums, shares, from, to) {
      for (let r = 0; r < unlike; r++) {
        const lane = r < unlikeFar ? 1 : 0
        const rest = numbers[factors + 2 * (alike + r)]
        const inverse = numbers[factors + 2 * (alike + r) + 1]
        for (let k = from, at = 2 * (places.found + r * TILE); k < to; k++, at += 2) {
          const plus = layer + integers[at] / 8
          const minus = layer + integers[at + 1] / 8
          const one = numbers[plus + lane] - numbers[minus + lane]
          const other = numbers[plus + 1 - lane] - numbers[minus + 1 - lane]
          numbers[sums + 2 * k] += one
          numbers[sums + 2 * k + 1] += other
          if (shares < 0) continue
          numbers[shares + 2 * k] += (one + rest) ** 2 * inverse
          numbers[shares + 2 * k + 1] += (other + rest) ** 2 * inverse
        }
      }
    },
    findSegments: (places, centres, from, to) => findSegments(numbers, integers, places, centres, from, to),
  }
}

function addSliding(numbers: Float64Array, plus: number, minus: number, lane: number, out: number, length: number): void {
  for (let x = 0; x < length; x++) numbers[out + x] += numbers[plus + (x ^ lane)] - numbers[minus + (x ^ lane)]
}

function addSlidingShares(numbers: Float64Array, plus: number, minus: number, lane: number, out: number, shares: number, factor: number, length: number): void {
  const rest = numbers[factor]
  const inverse = numbers[factor + 1]
  for (let x = 0; x < length; x++) {
    const difference = numbers[plus + (x ^ lane)] - numbers[minus + (x ^ lane)]
    numbers[out + x] += difference
    numbers[shares + x] += (difference + rest) ** 2 * inverse
  }
}

function findSegments(numbers: Float64Array, integers: Int32Array, { found }: DiscPlaces, { n, facing, unlike }: Centres, from: number, to: number): void {
  const last = halfOf(n) - 1
  for (let r = 0, at = facing; r < unlike; r++, at += FACING) {
    const plus = integers[2 * (at + 3)]
    const minus = integers[2 * (at + 3) + 1]
    for (let k = from, entry = 2 * (found + r * TILE); k < to; k++, entry += 2) {
      const [start, end] = segment(Math.min(k, last) * numbers[at] + numbers[at + 1], numbers[at + 2])
      integers[entry] = SLOT_BYTES * end + plus
      integers[entry + 1] = SLOT_BYTES * start + minus
    }
  }
}
