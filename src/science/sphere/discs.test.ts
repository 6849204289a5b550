import { describe, expect, test } from 'vitest'
import golden from '../golden/healpy_geometry.json'
import type { Vector3 } from '../math/matrix3.ts'
import { uniform } from '../math/philox.ts'
import { isProblem } from '../problem.ts'
import { angleBetween, equatorialVector } from './directions.ts'
import { discLists, discPixels } from './discs.ts'
import { faceFromRing } from './healpixFaces.ts'
import { facePoint, pixelReach } from './overlap.ts'
import { pixelAt, ringEdges, vectorsOfPixels } from './pixelAt.ts'
import { ringOf, ringsOf, type Geometry, type Rings } from './rings.ts'

const geometries: Geometry[] = [
  { kind: 'healpix', nside: 1 },
  { kind: 'healpix', nside: 2 },
  { kind: 'healpix', nside: 7 },
  { kind: 'healpix', nside: 16 },
  { kind: 'gauss', rings: 1, perRing: 1 },
  { kind: 'gauss', rings: 9, perRing: 4 },
  { kind: 'gauss', rings: 20, perRing: 41 },
]
const named = geometries.map((geometry) => [ringsOf(geometry)] as const)
const draw = (i: number) => uniform({ seed: 11, stream: 7 }, i)

/** Axes anywhere, at the poles, at centres of pixels and on the equator, with radii from nothing to everything. */
function discs(rings: Rings, n: number): { axis: Vector3; radius: number }[] {
  const list: { axis: Vector3; radius: number }[] = [
    ...[0, 1e-9, 0.01, 0.3, 1.5, 3.1, Math.PI].flatMap((radius) => [
      { axis: [0, 0, 1] as const, radius }, { axis: [0, 0, -1] as const, radius }, { axis: [1e-200, 0, 1] as const, radius },
      { axis: equatorialVector(rings.alpha0[0], Math.asin(rings.sinDelta[0])), radius }, { axis: [-1, -1e-17, 0] as const, radius },
    ]),
  ]
  for (let i = 0; list.length < n; i += 3) {
    const z = 2 * draw(i) - 1
    list.push({ axis: equatorialVector(2 * Math.PI * draw(i + 1), Math.asin(z)), radius: Math.PI * draw(i + 2) ** 3 })
  }
  return list
}

function centresOf(rings: Rings) {
  const [x, y, z] = [new Float64Array(rings.pixels), new Float64Array(rings.pixels), new Float64Array(rings.pixels)]
  vectorsOfPixels(rings, Int32Array.from({ length: rings.pixels }, (_, i) => i), x, y, z)
  return [x, y, z] as const
}

const ascending = (pixels: Int32Array) => pixels.every((p, i) => i === 0 || p > pixels[i - 1])

/** Points of a pixel's border, `each` on each edge, in the order of the edges. */
function borderOf(rings: Rings, pixel: number, each: number): Float64Array[] {
  const { geometry } = rings
  const sides = (place: (u: number, v: number) => Float64Array) =>
    Array.from({ length: each + 1 }, (_, i) => i / each).flatMap((t) => [place(t, 0), place(t, 1), place(0, t), place(1, t)])
  if (geometry.kind === 'healpix') {
    const cell = faceFromRing(geometry.nside, pixel)
    const row = Math.floor(cell / geometry.nside)
    const face = Math.floor(row / geometry.nside)
    return sides((u, v) => facePoint(geometry.nside, face, cell - row * geometry.nside + u, row - face * geometry.nside + v, new Float64Array(3)))
  }
  const ring = ringOf(rings, pixel)
  const [south, north] = [Math.asin(ringEdges(rings)[ring + 1]), Math.asin(ringEdges(rings)[ring])]
  const width = (2 * Math.PI) / geometry.perRing
  const west = rings.alpha0[ring] + width * (pixel - rings.first[ring] - 0.5)
  return sides((u, v) => Float64Array.from(equatorialVector(west + u * width, south + v * (north - south))))
}

describe('the pixels whose centres a disc holds', () => {
  test.each(named)('are those of large enough scalar product, in ascending order, on $geometry', (rings) => {
    const [x, y, z] = centresOf(rings)
    for (const { axis, radius } of discs(rings, 300)) {
      const cut = Math.cos(radius) - 1e-12
      const wanted = [...x.keys()].filter((i) => axis[0] * x[i] + axis[1] * y[i] + axis[2] * z[i] >= cut)
      expect([...discPixels(rings, axis, radius)]).toEqual(wanted)
    }
  })

  test('of radius 0 are the pixel at whose centre the axis stands, and of radius π all', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 64 })
    const [x, y, z] = centresOf(rings)
    for (const p of [0, 3, 17, 5000, rings.pixels - 1]) expect([...discPixels(rings, [5 * x[p], 5 * y[p], 5 * z[p]], 0)]).toEqual([p])
    expect([...discPixels(rings, [1, 0, 0], 0.001)]).toEqual([])
    expect(discPixels(rings, [1, 2, 3], Math.PI)).toHaveLength(rings.pixels)
  })

  test('and the pixels that overlap are healpy\'s, which lists some that only come near', () => {
    interface Row { kind: string; input: { nside: number; theta: number; phi: number; radius: number }; expected: { centres: number[]; inclusive: number[] } }
    const rows = (golden.cases as unknown as Row[]).filter(({ kind }) => kind === 'disc')
    expect(rows).toHaveLength(8)
    let ours = 0
    let theirs = 0
    for (const { input: { nside, theta, phi, radius }, expected } of rows) {
      const rings = ringsOf({ kind: 'healpix', nside })
      const axis = equatorialVector(phi, Math.PI / 2 - theta)
      expect([...discPixels(rings, axis, radius)]).toEqual(expected.centres)
      const overlapping = [...discPixels(rings, axis, radius, 'overlap')]
      expect(overlapping.filter((p) => !expected.inclusive.includes(p))).toEqual([])
      ours += overlapping.length
      theirs += expected.inclusive.length
    }
    expect(theirs - ours).toBeLessThan(0.05 * theirs)
  })
})

describe('the pixels that overlap a disc', () => {
  test.each(named)('are all that its random points lie in, on $geometry', (rings) => {
    let missed = 0
    discs(rings, 150).forEach(({ axis, radius }, d) => {
      const listed = discPixels(rings, axis, radius, 'overlap')
      expect(ascending(listed)).toBe(true)
      const known = new Set(listed)
      const [alpha, delta] = [Math.atan2(axis[1], axis[0]), Math.atan2(axis[2], Math.hypot(axis[0], axis[1]))]
      const [north, east] = [[-Math.sin(delta) * Math.cos(alpha), -Math.sin(delta) * Math.sin(alpha), Math.cos(delta)], [-Math.sin(alpha), Math.cos(alpha), 0]]
      for (let i = 0; i < 500; i++) {
        // Half of them on the very edge, where pixels are most easily forgotten.
        const separation = i % 2 === 0 ? radius * (1 - 1e-13) : radius * Math.sqrt(draw(1000 * d + i))
        const turn = 2 * Math.PI * draw(1e6 + 1000 * d + i)
        const [x, y, z] = [0, 1, 2].map((k) => Math.cos(separation) * equatorialVector(alpha, delta)[k] + Math.sin(separation) * (Math.cos(turn) * north[k] + Math.sin(turn) * east[k]))
        if (!known.has(pixelAt(rings, z, Math.hypot(x, y), Math.atan2(y, x)))) missed++
      }
    })
    expect(missed).toBe(0)
  })

  test.each(named)('hold the axis or have a point of their border within the radius, and the others have none, on $geometry', (rings) => {
    const each = 24
    // Between two of the points the border may come nearer, but only by the bend of a piece so short.
    const piece = (4 * pixelReach(rings)) / each
    const borders = Array.from({ length: rings.pixels }, (_, pixel) => borderOf(rings, pixel, each))
    const wrong: string[] = []
    for (const { axis, radius } of discs(rings, 60)) {
      const [x, y, z] = axis.map((a) => a / Math.hypot(...axis))
      const home = pixelAt(rings, z, Math.hypot(x, y), Math.atan2(y, x))
      const listed = new Set(discPixels(rings, axis, radius, 'overlap'))
      const slack = Math.min(piece, (2 * piece * piece) / Math.max(radius, 1e-9)) + 1e-12
      for (let pixel = 0; pixel < rings.pixels; pixel++) {
        let chord2 = 4
        for (const p of borders[pixel]) chord2 = Math.min(chord2, (p[0] - x) ** 2 + (p[1] - y) ** 2 + (p[2] - z) ** 2)
        const nearest = 2 * Math.asin(Math.sqrt(chord2) / 2)
        if (listed.has(pixel) ? pixel !== home && nearest > radius + slack : pixel === home || nearest <= radius) wrong.push(`${pixel} and ${axis}, ${radius}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test.each([1, 3, 64, 1000, 8192])('begin and cease to overlap where the nearest point of the border is, at nside %i', (nside) => {
    const rings = ringsOf({ kind: 'healpix', nside })
    for (let i = 0; i < 200; i++) {
      const pixel = Math.floor(rings.pixels * (i % 3 === 0 ? draw(2 * i) ** 6 : draw(2 * i)))
      const cell = faceFromRing(nside, pixel)
      const row = Math.floor(cell / nside)
      const face = Math.floor(row / nside)
      const at = (u: number, v: number) => facePoint(nside, face, cell - row * nside + u, row - face * nside + v, new Float64Array(3))
      const place = (t: number) => [at(t, 0), at(1, t), at(t, 1), at(0, t)][i % 4]
      const inner = at(0.5, 0.5)
      const foot = place(0.5)
      const axis = foot.map((f, k) => f + 0.3 * (f - inner[k])) // outside the pixel, beyond the middle of an edge
      const towards = axis.map((a) => a / Math.hypot(...axis))
      const separation = (p: Float64Array) => 2 * Math.asin(Math.hypot(p[0] - towards[0], p[1] - towards[1], p[2] - towards[2]) / 2)
      // The nearest point of that edge, by halving the step around the best of 200.
      let best = Array.from({ length: 201 }, (_, k) => k / 200).reduce((a, b) => (separation(place(b)) < separation(place(a)) ? b : a))
      for (let step = 1 / 200; step > 1e-9; step /= 2) {
        for (const t of [Math.max(0, best - step), Math.min(1, best + step)]) if (separation(place(t)) < separation(place(best))) best = t
      }
      const nearest = separation(place(best))
      const lists = (radius: number) => discPixels(rings, [towards[0], towards[1], towards[2]], radius, 'overlap').includes(pixel)
      expect(lists(nearest * (1 + 1e-9) + 1e-12)).toBe(true)
      expect(lists(nearest * (1 - 2e-9) - 2e-12)).toBe(false)
    }
  })

  test('reach no farther from their centres than the largest pixel radius, which some pixel attains', () => {
    for (const [rings] of named) {
      let farthest = 0
      const [x, y, z] = centresOf(rings)
      for (let pixel = 0; pixel < rings.pixels; pixel++) {
        for (const p of borderOf(rings, pixel, 16)) farthest = Math.max(farthest, angleBetween([p[0], p[1], p[2]], [x[pixel], y[pixel], z[pixel]]))
      }
      expect(farthest).toBeLessThan(pixelReach(rings) + 1e-12)
      if (rings.geometry.kind === 'healpix') expect(farthest).toBeCloseTo(pixelReach(rings), 12)
    }
  })
})

test('borders of pixels part them: a step to either side of a border is in different pixels', () => {
  for (const nside of [1, 3, 16, 100]) {
    const rings = ringsOf({ kind: 'healpix', nside })
    for (let pixel = 0; pixel < rings.pixels; pixel += Math.max(1, Math.floor(rings.pixels / 300))) {
      const cell = faceFromRing(nside, pixel)
      const row = Math.floor(cell / nside)
      const face = Math.floor(row / nside)
      for (const [u, v] of [[1e-6, 0.3], [1 - 1e-6, 0.6], [0.2, 1e-6], [0.7, 1 - 1e-6], [0.5, 0.5]]) {
        const [x, y, z] = facePoint(nside, face, cell - row * nside + u, row - face * nside + v, new Float64Array(3))
        expect(pixelAt(rings, z, Math.hypot(x, y), Math.atan2(y, x))).toBe(pixel)
      }
    }
  }
})

test('lists of many discs are the lists of each, one after another', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 16 })
  const [x, y, z] = [Float64Array.of(1, 0, 0.2, -1), Float64Array.of(0, 0, 2, 1), Float64Array.of(0, -1, 0.3, 0.1)]
  for (const membership of ['centres', 'overlap'] as const) {
    const { start, pixels } = discLists(rings, x, y, z, 0.2, membership)
    expect(start[4]).toBe(pixels.length)
    for (let i = 0; i < 4; i++) expect([...pixels.subarray(start[i], start[i + 1])]).toEqual([...discPixels(rings, [x[i], y[i], z[i]], 0.2, membership)])
  }
})

test('a disc needs a direction and a radius between 0 and 180°', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 2 })
  for (const attempt of [() => discPixels(rings, [0, 0, 0], 1), () => discPixels(rings, [0, 0, 1], -0.1), () => discPixels(rings, [0, 0, 1], 3.2), () => discPixels(rings, [NaN, 0, 1], 1)]) {
    let problem: unknown
    try { attempt() } catch (e) { problem = e }
    expect(isProblem(problem, 'invalid-argument')).toBe(true)
  }
})
