import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { angleBetween, equatorialVector } from '../sphere/directions.ts'
import { centreOf } from '../sphere/pixelAt.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { beginChaining, beginTracing, chainEdges, emptyGrid, fillGrid, knownPart, linesOf, traceCells, type SkyGrid, type SkyLines } from './contours.ts'

type Field = (x: number, y: number, z: number) => number

const rings = ringsOf({ kind: 'healpix', nside: 32 })
const PIXEL = Math.sqrt((4 * Math.PI) / rings.pixels)

const mapOf = (field: Field) =>
  Float32Array.from({ length: rings.pixels }, (_, p) => {
    const { alpha, delta } = centreOf(rings, p)
    return field(...equatorialVector(alpha, delta))
  })

function gridOf(values: Float32Array): SkyGrid {
  const grid = emptyGrid(rings)
  fillGrid(grid, rings, values, 0, grid.rows)
  return grid
}

function traced(grid: SkyGrid, level = 0, steps = 7): SkyLines {
  const tracing = beginTracing(grid, level)
  for (let row = 0; row < grid.rows; row += 5) traceCells(tracing, row, row + 5)
  const chaining = beginChaining(tracing)
  while (chainEdges(chaining, steps)) continue
  return linesOf(chaining)
}

const linesAt = (field: Field, level = 0) => traced(gridOf(mapOf(field)), level)

/** Each line as unit vectors. */
const vectors = ({ points, first }: SkyLines) =>
  Array.from({ length: first.length - 1 }, (_, k) => Array.from({ length: first[k + 1] - first[k] }, (_, i) => equatorialVector(points[2 * (first[k] + i)], points[2 * (first[k] + i) + 1])))
const lengthOf = (line: readonly (readonly [number, number, number])[]) => line.slice(1).reduce((sum, v, i) => sum + angleBetween(line[i], v), 0)
const isClosed = (line: readonly (readonly [number, number, number])[]) => angleBetween(line[0], line.at(-1)!) < 1e-6

const axes: fc.Arbitrary<[number, number, number]> = fc
  .tuple(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
  .map(([alpha, s]) => equatorialVector(alpha, Math.asin(s)))

describe('the zero line of a dipole', () => {
  test('is one great circle, closed, to a fraction of a pixel', () => {
    fc.assert(
      fc.property(axes, ([a, b, c]) => {
        const lines = vectors(linesAt((x, y, z) => 1e-3 * (a * x + b * y + c * z)))
        expect(lines).toHaveLength(1)
        expect(isClosed(lines[0])).toBe(true)
        for (const [x, y, z] of lines[0]) expect(Math.abs(Math.asin(a * x + b * y + c * z))).toBeLessThan(0.5 * PIXEL)
        expect(Math.abs(lengthOf(lines[0]) / (2 * Math.PI) - 1)).toBeLessThan(0.02)
      }),
      { numRuns: 40 },
    )
  })

  test('over the equator is as long as the equator', () => {
    const [line] = vectors(linesAt((_x, _y, z) => z))
    expect(lengthOf(line)).toBeCloseTo(2 * Math.PI, 3)
  })
})

describe('any line', () => {
  const field: Field = (x, y, z) => x * y + 0.7 * z * x - 0.4 * y + 0.3 * z * z - 0.1
  const gradient = (v: readonly [number, number, number]) => {
    const h = 1e-4
    const slope = [0, 1, 2].map((i) => (field(...(v.map((c, k) => c + (k === i ? h : 0)) as [number, number, number])) - field(...(v.map((c, k) => c - (k === i ? h : 0)) as [number, number, number]))) / (2 * h))
    const along = slope.reduce((sum, s, i) => sum + s * v[i], 0)
    return slope.map((s, i) => s - along * v[i])
  }

  test('has what is above it on one side and what is below it on the other', () => {
    const lines = vectors(linesAt(field))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      expect(isClosed(line)).toBe(true)
      for (const v of line) {
        const g = gradient(v)
        const size = Math.hypot(...g)
        if (size < 0.2) continue // next to a saddle the two sides are far away
        const at = (t: number) => {
          const w = v.map((c, i) => c + (t * g[i]) / size)
          const n = Math.hypot(...w)
          return field(w[0] / n, w[1] / n, w[2] / n)
        }
        expect(at(PIXEL)).toBeGreaterThan(0)
        expect(at(-PIXEL)).toBeLessThan(0)
      }
    }
  })

  test('is the same for the negative of a map, saddles and all', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 40, maxLength: 40 }), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (sizes, signs) => {
        const grid = { rows: 5, columns: 8, values: Float64Array.from(sizes, (size, i) => (signs[i] ? size : -size)) }
        for (const pole of [0, 32]) grid.values.fill(grid.values[pole], pole, pole + 8)
        const sorted = (lines: SkyLines) => vectors(lines).flatMap((line) => line.map((v) => v.map((c) => c.toFixed(5)).join())).sort()
        const segments = (lines: SkyLines) =>
          vectors(lines).flatMap((line) => line.slice(1).map((v, i) => [line[i], v].map((w) => w.map((c) => (Math.abs(c) < 1e-6 ? 0 : c).toFixed(4)).join()).sort().join(' '))).sort()
        const [plus, minus] = [traced(grid), traced({ ...grid, values: grid.values.map((v) => -v) })]
        expect(segments(minus)).toEqual(segments(plus))
        expect(sorted(plus).length).toBeGreaterThanOrEqual(segments(plus).length)
      }),
    )
  })

  test('on a wholly known sphere comes back to where it began', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 12 * 8, maxLength: 12 * 8 }), (list) => {
        const grid = { rows: 12, columns: 8, values: Float64Array.from(list) }
        for (const pole of [0, 88]) grid.values.fill(grid.values[pole], pole, pole + 8)
        const { points, first } = traced(grid)
        for (let k = 0; k + 1 < first.length; k++) {
          const last = first[k + 1] - 1
          expect([points[2 * last], points[2 * last + 1]]).toEqual([points[2 * first[k]], points[2 * first[k] + 1]])
        }
      }),
    )
  })

  test('is the same in pieces of any size, and crosses every edge between two signs once', () => {
    const [rows, columns] = [61, 120]
    const grid = { rows, columns, values: Float64Array.from({ length: rows * columns }, (_, i) => ((i + Math.floor(i / columns)) % 2 === 0 ? 1 : -1) * (1 + ((i * 7919) % 97) / 97)) }
    for (const pole of [0, (rows - 1) * columns]) grid.values.fill(grid.values[pole], pole, pole + columns)
    const whole = traced(grid, 0, Infinity)
    for (const steps of [1, 1000]) expect(traced(grid, 0, steps)).toEqual(whole)
    // Neighbours have opposite signs, eastward on all rows but the poles, and northward; half of the first row has the sign of its pole.
    const crossings = new Set(Array.from({ length: whole.points.length / 2 }, (_, i) => `${whole.points[2 * i]} ${whole.points[2 * i + 1]}`))
    expect(crossings.size).toBe((rows - 2) * columns + (rows - 3) * columns + columns)
  })

  test('is one of as many as the finest grid can hold', () => {
    const grid = { rows: 721, columns: 1440, values: new Float64Array(721 * 1440).fill(-1) }
    for (let row = 1; row < 720; row += 2) for (let column = 0; column < 1440; column += 2) grid.values[row * 1440 + column] = 1
    expect(traced(grid, 0, 100_000).first.length - 1).toBe(360 * 720)
  })

  test('of a cell whose corners lie above and below by turns follows the hyperbola through it', () => {
    // f = a(1−x)(1−y) + bx(1−y) + cxy + d(1−x)y is above zero in the middle of the saddle where ac > bd: then a and c are joined, and the lines cut off b and d.
    const cut = (a: number, b: number, c: number, d: number) => {
      const grid = { rows: 5, columns: 8, values: new Float64Array(40).fill(NaN) }
      for (const [at, value] of [[17, a], [18, b], [26, c], [25, d]] as const) grid.values[at] = value
      const { points, first } = traced(grid)
      expect(Array.from(first)).toEqual([0, 2, 4])
      // In cells from the south-west corner: which side each end is on.
      const side = (i: number) => {
        const [x, y] = [(points[2 * i] * 8) / (2 * Math.PI) - 1, ((points[2 * i + 1] + Math.PI / 2) * 4) / Math.PI - 2]
        return Math.abs(y) < 1e-6 ? 'S' : Math.abs(x - 1) < 1e-6 ? 'E' : Math.abs(y - 1) < 1e-6 ? 'N' : 'W'
      }
      return [[side(0), side(1)].sort().join(''), [side(2), side(3)].sort().join('')].sort().join(' ')
    }
    const [joined, apart] = ['ES NW', 'EN SW']
    expect(cut(1, -2, 1, -0.25)).toBe(joined)
    expect(cut(1, -2, 1, -0.75)).toBe(apart)
    expect(cut(3, -1, 0.5, -1)).toBe(joined)
    expect(cut(3, -1, 0.25, -1)).toBe(apart)
    expect(cut(-1, 2, -1, 0.25)).toBe(joined)
    expect(cut(-1, 2, -1, 0.75)).toBe(apart)
  })

  test('of another level runs where the map has that value', () => {
    const lines = vectors(linesAt((_x, _y, z) => z, 0.5))
    expect(lines).toHaveLength(1)
    for (const [, , z] of lines[0]) expect(Math.abs(Math.asin(z) - radians(30))).toBeLessThan(0.1 * PIXEL)
  })

  test('is not there where the map has one sign, or no value at all', () => {
    expect(vectors(linesAt(() => 1))).toEqual([])
    expect(vectors(linesAt(() => NaN))).toEqual([])
  })
})

describe('where part of the sky is unseen', () => {
  const seenSouthOf = (north: number): Field => (x, _y, z) => (Math.asin(Math.max(-1, Math.min(1, z))) > north ? NaN : x)
  const north = radians(40)

  test('no line is drawn', () => {
    const lines = vectors(linesAt(seenSouthOf(north)))
    expect(lines.length).toBeGreaterThan(0)
    for (const [, , z] of lines.flat()) expect(Math.asin(z)).toBeLessThan(north + PIXEL)
  })

  test('a line ends at the edge instead of closing along it', () => {
    // The meridians of 90° and 270°, joined over the south pole and open at the edge.
    const lines = vectors(linesAt(seenSouthOf(north)))
    expect(lines).toHaveLength(1)
    expect(isClosed(lines[0])).toBe(false)
    for (const end of [lines[0][0], lines[0].at(-1)!]) expect(Math.abs(Math.asin(end[2]) - north)).toBeLessThan(2 * PIXEL)
    // Either end may stop a cell and half a pixel short of the edge.
    expect(Math.abs(lengthOf(lines[0]) - (Math.PI + 2 * north))).toBeLessThan(2 * (Math.PI / 128 + PIXEL))
  })

  test('the edge of what is known is a line of its own, around all of it', () => {
    const edge = vectors(traced(knownPart(gridOf(mapOf(seenSouthOf(north)))), 0.5))
    expect(edge).toHaveLength(1)
    expect(isClosed(edge[0])).toBe(true)
    for (const [, , z] of edge[0]) expect(Math.abs(Math.asin(z) - north)).toBeLessThan(1.5 * PIXEL)
  })
})

test('a pole is one place, also where the map knows only some of the pixels around it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constant(NaN)), { minLength: 24, maxLength: 24 }), (around) => {
      const values = new Float32Array(rings.pixels)
      values.set(around.slice(0, 12), 0)
      values.set(around.slice(12), rings.pixels - 12)
      const grid = gridOf(values)
      for (const pole of [0, grid.rows - 1]) expect(new Set(grid.values.subarray(pole * grid.columns, (pole + 1) * grid.columns)).size).toBe(1)
    }),
    { numRuns: 20 },
  )
})

test('a grid is as fine as its map, and never finer than a quarter of a degree', () => {
  expect(emptyGrid(ringsOf({ kind: 'healpix', nside: 16 }))).toMatchObject({ rows: 65, columns: 128 })
  expect(emptyGrid(ringsOf({ kind: 'healpix', nside: 512 }))).toMatchObject({ rows: 721, columns: 1440 })
})

test('a grid is read block by block: other rows stay as they were', () => {
  const small = ringsOf({ kind: 'healpix', nside: 2 })
  const grid = emptyGrid(small)
  fillGrid(grid, small, new Float64Array(small.pixels).fill(7), 2, 4)
  grid.values.forEach((value, i) => {
    const row = Math.floor(i / grid.columns)
    expect(value).toBeCloseTo(row === 2 || row === 3 ? 7 : 0, 12)
  })
})
