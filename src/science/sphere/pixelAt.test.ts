import { expect, test } from 'vitest'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { uniform } from '../math/philox.ts'
import { centreOf, centres, directionsOfPixels, pixelAt, pixelsOfDirections, pixelsOfVectors, ringEdges, vectorsOfPixels } from './pixelAt.ts'
import { colatitudes, pixelCount, ringAbove, ringOf, ringsOf, type Geometry } from './rings.ts'

const geometries: Geometry[] = [
  { kind: 'healpix', nside: 1 },
  { kind: 'healpix', nside: 3 },
  { kind: 'healpix', nside: 16 },
  { kind: 'gauss', rings: 1, perRing: 1 },
  { kind: 'gauss', rings: 12, perRing: 25 },
  { kind: 'gauss', rings: 45, perRing: 90 },
]

test('every pixel of every geometry holds its own centre', () => {
  for (const geometry of geometries) {
    const rings = ringsOf(geometry)
    const alpha = centres(rings)
    expect(rings.pixels).toBe(pixelCount(geometry))
    for (let pixel = 0; pixel < rings.pixels; pixel++) {
      const centre = centreOf(rings, pixel)
      expect(centre.alpha).toBeCloseTo(alpha[pixel], 14)
      expect(pixelAt(rings, centre.sinDelta, centre.cosDelta, centre.alpha)).toBe(pixel)
      expect(pixelAt(rings, centre.sinDelta, centre.cosDelta, centre.alpha - 2 * Math.PI)).toBe(pixel)
      expect(Math.sin(centre.delta)).toBeCloseTo(centre.sinDelta, 14)
    }
  }
})

test('pixel areas cover the sphere, mirror rings are exact negatives, and sin² + cos² = 1', () => {
  for (const geometry of [...geometries, { kind: 'healpix', nside: 777 } as const, { kind: 'gauss', rings: 180, perRing: 360 } as const]) {
    const rings = ringsOf(geometry)
    let area = 0
    for (let i = 0; i < rings.count; i++) {
      area += rings.pixelArea[i] * (rings.first[i + 1] - rings.first[i])
      expect(rings.sinDelta[i] + rings.sinDelta[rings.count - 1 - i]).toBe(0)
      expect(Math.abs(rings.sinDelta[i] ** 2 + rings.cosDelta[i] ** 2 - 1)).toBeLessThan(1e-15)
    }
    expect(Math.abs(area / (4 * Math.PI) - 1)).toBeLessThan(1e-13)
  }
})

test('random directions fall into the cells of a ring grid in proportion to their areas', () => {
  const rings = ringsOf({ kind: 'gauss', rings: 6, perRing: 5 })
  const counts = new Float64Array(rings.pixels)
  const draws = 200_000
  for (let i = 0; i < draws; i++) {
    const s = 2 * uniform({ seed: 1, stream: 0 }, 2 * i) - 1
    counts[pixelAt(rings, s, Math.sqrt(1 - s * s), 2 * Math.PI * uniform({ seed: 1, stream: 0 }, 2 * i + 1))]++
  }
  let chi2 = 0
  counts.forEach((n, pixel) => {
    const expected = (draws * rings.pixelArea[ringOf(rings, pixel)]) / (4 * Math.PI)
    chi2 += (n - expected) ** 2 / expected
  })
  expect(chi2).toBeLessThan(68) // 29 degrees of freedom: chance 6e−5
})

test('rings of a ring grid lie between their edges, the poles in the outermost', () => {
  const rings = ringsOf({ kind: 'gauss', rings: 33, perRing: 4 })
  const edges = ringEdges(rings)
  for (let i = 0; i < rings.count; i++) expect(edges[i] > rings.sinDelta[i] && rings.sinDelta[i] > edges[i + 1]).toBe(true)
  expect(ringOf(rings, pixelAt(rings, 1, 0, 1))).toBe(0)
  expect(ringOf(rings, pixelAt(rings, -1, 0, 1))).toBe(32)
})

test('Gauss–Legendre quadrature is exact for every power up to 2n − 1 and its nodes mirror each other', () => {
  for (const n of [1, 2, 3, 8, 33, 180]) {
    const { nodes, weights } = gaussLegendre(n)
    for (const power of [0, 1, 2, n, 2 * n - 2, 2 * n - 1].filter((k) => k < 2 * n)) {
      const sum = nodes.reduce((total, x, i) => total + weights[i] * x ** power, 0)
      expect(Math.abs(sum - (power % 2 === 0 ? 2 / (power + 1) : 0))).toBeLessThan(5e-14)
    }
    for (let i = 0; i < n; i++) expect(nodes[i] + nodes[n - 1 - i]).toBe(0)
  }
})

test('the five-point rule has the nodes of Abramowitz & Stegun, table 25.4', () => {
  const { nodes, weights } = gaussLegendre(5)
  expect(nodes[4]).toBeCloseTo(0.906179845938664, 15)
  expect(nodes[3]).toBeCloseTo(0.538469310105683, 15)
  expect(weights[2]).toBeCloseTo(0.568888888888889, 15)
  expect(weights[4]).toBeCloseTo(0.236926885056189, 15)
})

test('many pixels have the centres that each has, and both kinds of coordinates lead back to them', () => {
  for (const geometry of geometries) {
    const rings = ringsOf(geometry)
    const pixels = Int32Array.from({ length: rings.pixels }, (_, i) => rings.pixels - 1 - i)
    const [s, c, alpha, x, y, z] = Array.from({ length: 6 }, () => new Float64Array(rings.pixels))
    directionsOfPixels(rings, pixels, s, c, alpha)
    vectorsOfPixels(rings, pixels, x, y, z)
    expect(pixelsOfDirections(rings, s, c, alpha)).toEqual(pixels)
    expect(pixelsOfVectors(rings, x.map((v) => 1e-3 * v), y.map((v) => 1e-3 * v), z.map((v) => 1e-3 * v))).toEqual(pixels)
    pixels.forEach((pixel, i) => {
      const centre = centreOf(rings, pixel)
      expect([s[i], c[i], alpha[i]]).toEqual([centre.sinDelta, centre.cosDelta, centre.alpha])
      expect(Math.hypot(x[i] - c[i] * Math.cos(alpha[i]), y[i] - c[i] * Math.sin(alpha[i]), z[i] - s[i])).toBeLessThan(1e-15)
    })
  }
})

test('every pixel lies on the ring whose pixels are numbered around it', () => {
  for (const geometry of [...geometries, { kind: 'healpix', nside: 8192 } as const, { kind: 'healpix', nside: 8191 } as const]) {
    const rings = ringsOf(geometry)
    for (let ring = 0; ring < rings.count; ring++) {
      if (ringOf(rings, rings.first[ring]) !== ring || ringOf(rings, rings.first[ring + 1] - 1) !== ring) throw new Error(`ring ${ring}`)
    }
  }
})

test('the ring above a declination is the last that is not south of it', () => {
  for (const geometry of [...geometries, { kind: 'healpix', nside: 8192 } as const, { kind: 'healpix', nside: 1000 } as const]) {
    const rings = ringsOf(geometry)
    expect(ringAbove(rings, 1)).toBe(-1)
    expect(ringAbove(rings, -1)).toBe(rings.count - 1)
    for (let ring = 0; ring < rings.count; ring++) {
      const s = rings.sinDelta[ring]
      const half = ring + 1 < rings.count ? (s + rings.sinDelta[ring + 1]) / 2 : (s - 1) / 2
      if (ringAbove(rings, s) !== ring || ringAbove(rings, half) !== ring || ringAbove(rings, s + 2e-16) !== ring - 1) throw new Error(`ring ${ring} of ${JSON.stringify(geometry)}`)
    }
  }
})

test('colatitudes keep their digits next to the poles: nside √6 sin(θ/2) is the number of the ring', () => {
  const theta = colatitudes(ringsOf({ kind: 'healpix', nside: 8192 }))
  for (let ring = 1; ring < 8192; ring++) {
    expect((8192 * Math.sqrt(6) * Math.sin(theta[ring - 1] / 2)) / ring).toBeCloseTo(1, 14)
    expect(theta[4 * 8192 - 1 - ring] + theta[ring - 1]).toBeCloseTo(Math.PI, 14)
  }
})
