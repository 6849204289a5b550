import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-04_healpix.json'
import { uniform } from '../math/philox.ts'
import { isProblem } from '../problem.ts'
import { radians } from '../units.ts'
import { angleBetween, equatorialVector } from './directions.ts'
import { discPixels } from './discs.ts'
import { nestedFromRing, nestedPixel, nestedToRing, ringFromNested, ringPixel, ringPixels, ringToNested } from './healpix.ts'
import { centreOf } from './pixelAt.ts'
import { ringsOf } from './rings.ts'

// The rows of each kind, as the file that was made with healpy 1.16.1 has them.
const rows = <T>(kind: string) => golden.cases.filter((row) => row.kind.startsWith(kind)) as unknown as { input: T; expected: unknown }[]
const ANY_SIZE = [1, 2, 3, 5, 7, 16, 100, 1000]
const POWERS = Array.from({ length: 14 }, (_, order) => 2 ** order)

describe('HEALPix pixel numbers', () => {
  test('are those of healpy for the same directions, RING and NESTED', () => {
    const cases = rows<{ nside: number; theta: number[]; phi: number[] }>('ang2pix')
    expect(cases).toHaveLength(9)
    for (const { input, expected } of cases) {
      const { ring, nest } = expected as { ring: number[]; nest: number[] }
      const [s, c] = [input.theta.map(Math.cos), input.theta.map(Math.sin)]
      expect([...ringPixels(input.nside, Float64Array.from(s), Float64Array.from(c), Float64Array.from(input.phi))]).toEqual(ring)
      expect(input.phi.map((phi, i) => nestedPixel(input.nside, s[i], c[i], phi))).toEqual(nest)
    }
  })

  test('every pixel holds its own centre, for nside 1, 3, 100 and others', () => {
    for (const nside of ANY_SIZE) {
      const rings = ringsOf({ kind: 'healpix', nside })
      const step = Math.max(1, Math.floor(rings.pixels / 20_011))
      for (let pixel = 0; pixel < rings.pixels; pixel += step) {
        const { alpha, sinDelta, cosDelta } = centreOf(rings, pixel)
        if (ringPixel(nside, sinDelta, cosDelta, alpha) !== pixel) throw new Error(`nside ${nside}, pixel ${pixel}`)
      }
    }
  })

  test('the pixel of a direction lies within the largest pixel radius of it', () => {
    for (const nside of [1, 3, 64, 100, 8192]) {
      const rings = ringsOf({ kind: 'healpix', nside })
      // The largest is next to the transition at sin δ = 2/3: from its centre there to its northern corner.
      const corner = Math.asin(1 - (1 - 1 / nside) ** 2 / 3)
      const reach = angleBetween(equatorialVector(Math.PI / (4 * nside), Math.asin(2 / 3)), equatorialVector(0, corner)) + 1e-12
      for (let i = 0; i < 10_000; i++) {
        const s = 2 * uniform({ seed: 1, stream: nside }, 2 * i) - 1
        const alpha = 2 * Math.PI * uniform({ seed: 1, stream: nside }, 2 * i + 1)
        const centre = centreOf(rings, ringPixel(nside, s, Math.sqrt(1 - s * s), alpha))
        const gap = angleBetween(equatorialVector(centre.alpha, centre.delta), equatorialVector(alpha, Math.asin(s)))
        expect(gap).toBeLessThan(reach)
      }
    }
  })

  test('the poles belong to the four pixels around them, to the last digit of the colatitude', () => {
    for (const nside of [1, 3, 64, 8192]) {
      const last = 12 * nside * nside - 1
      for (const tiny of [0, 1e-300, 1e-12, 1e-9]) {
        for (const quarter of [0, 1, 2, 3]) {
          const alpha = (quarter + 0.3) * (Math.PI / 2)
          expect(ringPixel(nside, 1, tiny, alpha)).toBe(quarter)
          expect(ringPixel(nside, -1, tiny, alpha)).toBe(last - 3 + quarter)
          expect(ringPixel(nside, 1, tiny, alpha - 2 * Math.PI)).toBe(quarter)
        }
      }
    }
    // On the second ring of nside 8192, 1 − sin δ is 5e−9: only the cosine tells where in the ring system we are.
    const rings = ringsOf({ kind: 'healpix', nside: 8192 })
    for (const pixel of [4, 7, 11, 12, 23, 24, 100, 4000]) {
      const { alpha, sinDelta, cosDelta } = centreOf(rings, pixel)
      expect(ringPixel(8192, sinDelta, cosDelta, alpha)).toBe(pixel)
    }
  })

  test('borders of polar pixels lie where nside √6 sin(θ/2) is whole, to 1e−12 of it, next to the pole as well', () => {
    // On the middle meridian of a quarter both diagonals have the same number; it steps at every even value.
    for (const [nside, step] of [[4, 1], [100, 30], [1024, 1], [8192, 1], [8192, 7]]) {
      const ringAt = (stretch: number) => {
        const theta = 2 * Math.asin(((2 * step) / (nside * Math.sqrt(6))) * stretch)
        const pixel = ringPixel(nside, Math.cos(theta), Math.sin(theta), Math.PI / 4)
        const south = ringPixel(nside, -Math.cos(theta), Math.sin(theta), Math.PI / 4)
        const [ring, mirror] = [1 + (Math.sqrt(1 + 2 * pixel) - 1) / 2, 1 + (Math.sqrt(2 * (12 * nside * nside - south) - 1) - 1) / 2]
        return [Math.floor(ring), Math.floor(mirror)]
      }
      expect(ringAt(1 - 1e-12)).toEqual([2 * step - 1, 2 * step - 1])
      expect(ringAt(1 + 1e-12)).toEqual([2 * step + 1, 2 * step + 1])
    }
  })

  test('borders of equatorial pixels run straight in sin δ: nside (½ + 2α/π ± ¾ sin δ) is whole on them', () => {
    for (const nside of [1, 3, 64]) {
      const rings = ringsOf({ kind: 'healpix', nside })
      for (const alpha of [0.7, 2, 5.1]) {
        const along = nside * (0.5 + (2 * alpha) / Math.PI)
        for (const whole of [Math.ceil(along), Math.floor(along)]) {
          const s = (whole - along) / (0.75 * nside)
          if (Math.abs(s) > 0.66) continue
          const [below, above] = [s - 1e-9, s + 1e-9].map((x) => centreOf(rings, ringPixel(nside, x, Math.sqrt(1 - x * x), alpha)))
          expect(Math.sign(above.sinDelta - below.sinDelta)).toBe(1)
        }
      }
    }
  })

  test('a whole turn makes no difference, and 2π less a rounding error is the last pixel of its ring', () => {
    expect(ringPixel(4, 0, 1, -1e-20)).toBe(ringPixel(4, 0, 1, 0))
    for (const s of [0.1, 0.5, 0.8, 0.995, -0.9]) {
      const pixel = ringPixel(16, s, Math.sqrt(1 - s * s), 2 * Math.PI - 4e-16)
      expect(pixel).toBeLessThan(12 * 256)
      expect(pixel).toBeGreaterThanOrEqual(0)
    }
  })
})

describe('NESTED and RING', () => {
  test('are inverse permutations at every nside from 1 to 8192', () => {
    for (const nside of POWERS) {
      const pixels = 12 * nside * nside
      for (let i = 0; i < 10_000; i++) {
        const pixel = Math.floor(pixels * uniform({ seed: 2, stream: nside }, i))
        if (ringFromNested(nside, nestedFromRing(nside, pixel)) !== pixel) throw new Error(`nside ${nside}, RING ${pixel}`)
        if (nestedFromRing(nside, ringFromNested(nside, pixel)) !== pixel) throw new Error(`nside ${nside}, NESTED ${pixel}`)
      }
      for (const pixel of [0, pixels - 1]) expect(ringFromNested(nside, nestedFromRing(nside, pixel))).toBe(pixel)
    }
  })

  test('the maps of a whole sky agree with the pixel by pixel numbers and are permutations', () => {
    for (const nside of [1, 2, 8, 32]) {
      const toNested = ringToNested(nside)
      const toRing = nestedToRing(nside)
      expect(new Set(toNested).size).toBe(12 * nside * nside)
      for (let i = 0; i < toNested.length; i++) {
        expect(toRing[toNested[i]]).toBe(i)
        expect(toNested[i]).toBe(nestedFromRing(nside, i))
      }
    }
  })

  test('the four children of a NESTED pixel lie inside it', () => {
    const fine = ringsOf({ kind: 'healpix', nside: 16 })
    for (let pixel = 0; pixel < fine.pixels; pixel++) {
      const { alpha, sinDelta, cosDelta } = centreOf(fine, ringFromNested(16, pixel))
      expect(nestedPixel(8, sinDelta, cosDelta, alpha)).toBe(pixel >> 2)
    }
  })

  test('NESTED is refused for an nside that is no power of two', () => {
    for (const attempt of [() => nestedToRing(3), () => ringToNested(100), () => nestedFromRing(6, 0), () => ringFromNested(0, 0)]) {
      let problem: unknown
      try { attempt() } catch (e) { problem = e }
      expect(isProblem(problem, 'invalid-argument')).toBe(true)
    }
  })
})

describe('HEALPix rings', () => {
  test('have the sizes, heights and offsets of healpy', () => {
    const [{ input, expected }] = rows<{ nside: number; rings: number[] }>('ring info')
    const rings = ringsOf({ kind: 'healpix', nside: input.nside })
    for (const [ring, start, size, z, phi0] of (expected as { rows: number[][] }).rows) {
      const i = ring - 1
      expect(rings.first[i]).toBe(start)
      expect(rings.first[i + 1] - rings.first[i]).toBe(size)
      expect(Math.abs(rings.sinDelta[i] - z)).toBeLessThan(1e-12)
      expect(Math.abs(rings.alpha0[i] - phi0)).toBeLessThan(1e-12)
    }
  })

  test('a disc of healpy holds exactly the pixels whose centres are within its radius', () => {
    const cases = rows<{ nside: number; theta_deg: number; phi_deg: number; radius_deg: number }>('query_disc')
    expect(cases).toHaveLength(4)
    for (const { input, expected } of cases) {
      const { count, sum, first, xor } = expected as { count: number; sum: number; first: number[]; xor: number }
      const rings = ringsOf({ kind: 'healpix', nside: input.nside })
      const axis = equatorialVector(radians(input.phi_deg), Math.PI / 2 - radians(input.theta_deg))
      const inside: number[] = []
      for (let pixel = 0; pixel < rings.pixels; pixel++) {
        const { alpha, sinDelta, cosDelta } = centreOf(rings, pixel)
        const centre = [cosDelta * Math.cos(alpha), cosDelta * Math.sin(alpha), sinDelta] as const
        if (angleBetween(axis, centre) <= radians(input.radius_deg)) inside.push(pixel)
      }
      expect([...discPixels(rings, axis, radians(input.radius_deg))]).toEqual(inside)
      expect(inside).toHaveLength(count)
      expect(inside.reduce((a, b) => a + b, 0)).toBe(sum)
      expect(inside.reduce((a, b) => a ^ b, 0)).toBe(xor)
      expect(inside.slice(0, first.length)).toEqual(first)
    }
  })
})
