import { describe, expect, test } from 'vitest'
import { ringsOf, type Geometry } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { discReach } from './discReach.ts'
import { discRows, rowPlan } from './discRows.ts'
import { TOGETHER } from './discRoom.ts'
import { beginDiscSums } from './discSums.ts'
import { band, scatter } from './testing/skies.ts'

const geometries: readonly Geometry[] = [
  { kind: 'healpix', nside: 16 },
  { kind: 'healpix', nside: 11 },
  { kind: 'gauss', rings: 41, perRing: 57 },
]

function work(geometry: Geometry, radiusDeg: number) {
  const rings = ringsOf(geometry)
  const seen = band(rings, -30, 75)
  const layers = [1, 2].map((seed) => Float64Array.from(seen, (one, p) => one * scatter(p, seed)))
  const outs = [0, 1, 2].map(() => new Float64Array(rings.pixels).fill(-1))
  return { rings, outs, sums: beginDiscSums(rings, radians(radiusDeg), layers, outs.slice(0, 2), outs[2]) }
}

function whole(geometry: Geometry, radiusDeg: number): Float64Array[] {
  const { outs, sums } = work(geometry, radiusDeg)
  sums.run()
  sums.end()
  return outs
}

describe.each(geometries)('on %o', (geometry) => {
  const cases = [3, 10, 50, 100, 170]

  test.each(cases)('rings run one by one, northwards and by leaps have the bits of one sweep, radius %d°', (radius) => {
    const { rings, outs, sums } = work(geometry, radius)
    const expected = whole(geometry, radius)
    for (let ring = rings.count - 1; ring >= 0; ring--) sums.run(ring, ring + 1)
    outs.forEach((out, k) => expect(out).toEqual(expected[k]))
    for (const out of outs) out.fill(-1)
    // Of 32, 22 and 21 blocks every fifth: in the end each has its turn.
    const blocks = Math.ceil(rings.count / 2)
    for (let b = 0, at = 0; b < blocks; b++, at = (at + 5) % blocks) sums.run(2 * at, Math.min(rings.count, 2 * at + 2))
    outs.forEach((out, k) => expect(out).toEqual(expected[k]))
    sums.end()
  })

  test('only the rings that are run are written', () => {
    const { rings, outs, sums } = work(geometry, 20)
    const expected = whole(geometry, 20)
    sums.run(9, 21)
    outs.forEach((out, k) => expect(out.every((v, p) => v === (p >= rings.first[9] && p < rings.first[21] ? expected[k][p] : -1))).toBe(true))
    sums.end()
  })
})

test('two works at once do not disturb each other', () => {
  const one = work(geometries[0], 10)
  const other = work(geometries[0], 25)
  for (let ring = 0; ring < one.rings.count; ring++) {
    one.sums.run(ring, ring + 1)
    other.sums.run(ring, ring + 1)
  }
  expect(one.outs).toEqual(whole(geometries[0], 10))
  expect(other.outs).toEqual(whole(geometries[0], 25))
  for (const { sums } of [one, other]) sums.end()
})

test('blocks go on to the last ring, and the larger the disc the fewer their rings', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 256 })
  const layer = new Float64Array(rings.pixels)
  const blocks = [1, 10, 45].map((radius) => {
    const sums = beginDiscSums(rings, radians(radius), [layer], [layer.slice()])
    let count = 0
    for (let from = 0; from < rings.count; count++) {
      const to = sums.blockEnd(from)
      expect(to).toBeGreaterThan(from)
      from = to
    }
    sums.end()
    return count
  })
  expect(blocks[1]).toBeGreaterThan(blocks[0])
  expect(blocks[2]).toBeGreaterThan(blocks[1])
})

describe('the window', () => {
  test.each([2, 10, 45, 90, 135, 180])('takes at most 2n + 16 numbers for each ring in reach, and one row more, radius %d°', (radius) => {
    const rings = ringsOf({ kind: 'healpix', nside: 64 })
    const reach = discReach(rings, radians(radius))
    let most = 0
    for (let i = 0; i < rings.count; i++) {
      const south = Math.max(...reach.south.subarray(i, i + TOGETHER))
      const north = Math.min(...reach.north.subarray(i, i + TOGETHER))
      most = Math.max(most, 2 * (rings.first[south + 1] - rings.first[north]) + 16 * (south + 1 - north))
    }
    expect(2 * rowPlan(rings, reach, TOGETHER).slots).toBeLessThanOrEqual(most + 2 * 256 + 16)
  })

  test('of a small disc takes little more than a number for each pixel in reach', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 1024 })
    expect(2 * rowPlan(rings, discReach(rings, radians(10)), TOGETHER).slots).toBeLessThan(1.2 * 550 * 4096)
  })

  test('keeps the rows it has when it moves on, and makes those it has not', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 8 })
    const plan = rowPlan(rings, discReach(rings, radians(30)), TOGETHER)
    const layer = new Float64Array(rings.pixels).fill(1)
    const room = new Float64Array(2 * plan.slots)
    const rows = discRows(rings, [layer], plan, room, 0)
    const secondSum = (ring: number) => room[2 * (plan.at[ring] - plan.margin[ring] + 1)]
    rows.hold(0, 5)
    layer.fill(2)
    rows.hold(4, 8)
    expect([4, 5, 6, 8].map(secondSum)).toEqual([1, 1, 2, 2])
    rows.hold(0, 4)
    expect([0, 3, 4].map(secondSum)).toEqual([2, 2, 1])
  })
})
