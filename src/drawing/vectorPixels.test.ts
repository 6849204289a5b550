import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pixelsOfVectors } from '../science/sphere/pixelAt.ts'
import { ringsOf, type Geometry } from '../science/sphere/rings.ts'
import { vectorPixels } from './vectorPixels.ts'

const geometries: readonly Geometry[] = [
  { kind: 'healpix', nside: 1 },
  { kind: 'healpix', nside: 6 },
  { kind: 'healpix', nside: 512 },
  { kind: 'gauss', rings: 1, perRing: 1 },
  { kind: 'gauss', rings: 41, perRing: 83 },
]

describe.each(geometries)('the pixels vectors point to, on $kind', (geometry) => {
  const rings = ringsOf(geometry)
  /** The pixel by way of angles. */
  const byAngles = (v: Float64Array) => pixelsOfVectors(rings, v.subarray(0, 1), v.subarray(1, 2), v.subarray(2, 3))[0]!
  const found = (v: Float64Array) => vectorPixels(rings, v, 1, new Int32Array(1), 0)[0]!
  const vector = (alpha: number, sinDelta: number, cosDelta: number) => Float64Array.of(cosDelta * Math.cos(alpha), cosDelta * Math.sin(alpha), sinDelta)

  test('are those found by way of angles, also close to the poles', () => {
    const fromPole = fc.oneof(fc.double({ min: 0, max: Math.PI, noNaN: true }), fc.double({ min: 1e-12, max: 1e-3, noNaN: true }), fc.double({ min: Math.PI - 1e-3, max: Math.PI - 1e-12, noNaN: true }))
    fc.assert(
      fc.property(fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }), fromPole, (alpha, theta) => {
        const at = (da: number, dt: number) => vector(alpha + da, Math.cos(theta + dt), Math.sin(theta + dt))
        // Directions on the border between pixels may fall to any of them.
        const near = [0, -1e-9, 1e-9].flatMap((da) => [0, -1e-9, 1e-9].map((dt) => byAngles(at(da, dt))))
        expect(near).toContain(found(at(0, 0)))
      }),
      { numRuns: 2000 },
    )
  })

  test('exist for the axes and the poles, whatever the sign of their zeros', () => {
    for (const a of [1, -1, 0, -0]) {
      for (const b of [1, -1, 0, -0]) {
        for (const c of [1, -1, 0, -0]) {
          const length = Math.hypot(a, b, c)
          if (length === 0) continue
          const pixel = found(Float64Array.of(a / length, b / length, c / length))
          expect(pixel).toBeGreaterThanOrEqual(0)
          expect(pixel).toBeLessThan(rings.pixels)
        }
      }
    }
  })

  test('are written one after another where they are asked for', () => {
    const vectors = new Float64Array(30).map((_, i) => Math.sin(1 + i * i))
    for (let i = 0; i < 30; i += 3) {
      const length = Math.hypot(...vectors.subarray(i, i + 3))
      for (let k = i; k < i + 3; k++) vectors[k] /= length
    }
    const out = vectorPixels(rings, vectors, 10, new Int32Array(14).fill(-7), 2)
    expect([...out]).toEqual([-7, -7, ...Array.from({ length: 10 }, (_, i) => byAngles(vectors.subarray(3 * i, 3 * i + 3))), -7, -7])
  })
})
