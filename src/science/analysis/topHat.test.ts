import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-13_smoothing.json'
import powerLaw from '../golden/observation-sky_powerlaw.json'
import { synthesis } from '../harmonics/transform.ts'
import { ringsOf, type Geometry, type Rings } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { almFromRows, band, centres, scatter } from './testing/skies.ts'
import { topHatSums } from './topHat.ts'
import { topHatWindow } from '../harmonics/window.ts'

interface DiscCase {
  readonly input: { readonly nside: number; readonly radius_deg: number; readonly pix_ring: readonly number[] }
  readonly expected: { readonly disc: readonly number[]; readonly harmonic: readonly number[]; readonly npix_in_disc: readonly number[] }
  readonly tol: { readonly disc: { readonly abs: number }; readonly harmonic: { readonly abs: number }; readonly disc_vs_harmonic_max: number }
}

/** Adds up every pixel whose scalar product with the centre is at least cos r − 10⁻¹²: the sum, the sum of sizes, and how many are not 0. */
function bruteForce(rings: Rings, radius: number, layer: Float64Array): { sum: Float64Array; size: Float64Array; filled: Float64Array } {
  const n = centres(rings)
  const cut = Math.cos(radius) - 1e-12
  const [sum, size, filled] = [0, 1, 2].map(() => new Float64Array(rings.pixels))
  for (let p = 0; p < rings.pixels; p++) {
    for (let q = 0; q < rings.pixels; q++) {
      if (n[3 * p] * n[3 * q] + n[3 * p + 1] * n[3 * q + 1] + n[3 * p + 2] * n[3 * q + 2] < cut) continue
      sum[p] += layer[q]
      size[p] += Math.abs(layer[q])
      if (layer[q] !== 0) filled[p]++
    }
  }
  return { sum, size, filled }
}

function layerOf(rings: Rings, masked: boolean): Float64Array {
  const seen = band(rings, -41, 79)
  return Float64Array.from({ length: rings.pixels }, (_, p) => (masked && (!seen[p] || scatter(p, 5) < 0.1) ? 0 : scatter(p) - 0.3))
}

function expectExact(geometry: Geometry, radiusDeg: number, masked: boolean): void {
  const rings = ringsOf(geometry)
  const layer = layerOf(rings, masked)
  const ones = layer.map((v) => (v === 0 ? 0 : 1))
  const outs = [new Float64Array(rings.pixels), new Float64Array(rings.pixels)]
  topHatSums(rings, radians(radiusDeg), [layer, ones], outs)
  const values = bruteForce(rings, radians(radiusDeg), layer)
  const total = layer.reduce((sum, v) => sum + Math.abs(v), 0)
  let worst = 0
  for (let p = 0; p < rings.pixels; p++) {
    if (outs[1][p] !== values.filled[p]) expect.fail(`pixel ${p} has ${outs[1][p]} pixels in its disc instead of ${values.filled[p]}`)
    // Prefix sums round to the ring's total, so the smallest discs are held to the map's sum over its number of rings.
    const scale = values.size[p] + total / rings.count
    worst = Math.max(worst, Math.abs(outs[0][p] - values.sum[p]) / scale)
  }
  expect(worst).toBeLessThan(1e-13)
}

const RADII = [0, 1, 5, 10, 20, 45, 90, 180]

describe('prefix sums over ring segments equal adding up every disc', () => {
  for (const nside of [4, 8, 16]) {
    test.each(RADII)(`on HEALPix nside ${nside}, full sky, radius %d°`, (r) => expectExact({ kind: 'healpix', nside }, r, false))
  }
  test.each(RADII)('on HEALPix nside 8, masked, radius %d°', (r) => expectExact({ kind: 'healpix', nside: 8 }, r, true))
  test.each(RADII)('on a ring grid, masked, radius %d°', (r) => expectExact({ kind: 'gauss', rings: 19, perRing: 36 }, r, true))
  test.each([2, 30, 60])('on a ring grid whose cells are whole degrees, radius %d°', (r) => expectExact({ kind: 'gauss', rings: 15, perRing: 180 }, r, false))
  test.each([...RADII, 33, 89, 120, 170])('on HEALPix where nside is no power of two, radius %d°', (r) => expectExact({ kind: 'healpix', nside: 5 }, r, true))
  test.each([...RADII, 33, 89, 120, 170])('on rings of an odd number of pixels, radius %d°', (r) => expectExact({ kind: 'gauss', rings: 10, perRing: 27 }, r, true))
  test.each([...RADII, 120, 170])('on the coarsest of all maps, radius %d°', (r) => {
    for (const geometry of [{ kind: 'healpix', nside: 1 }, { kind: 'healpix', nside: 2 }, { kind: 'gauss', rings: 3, perRing: 1 }, { kind: 'gauss', rings: 2, perRing: 2 }] as const) {
      expectExact(geometry, r, false)
    }
  })
  test('on HEALPix nside 32, masked, radius 10°', { timeout: 120_000 }, () => expectExact({ kind: 'healpix', nside: 32 }, 10, true))
})

describe('pixels exactly on the edge of the disc', () => {
  test('belong to it, however the radius was computed', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 4 })
    const xyz = centres(rings)
    const ones = new Float64Array(rings.pixels).fill(1)
    const out = new Float64Array(rings.pixels)
    for (const p of [0, 5, 50, 77, 100]) {
      for (const q of [3, 20, 88, 101, 191]) {
        const dot = xyz[3 * p] * xyz[3 * q] + xyz[3 * p + 1] * xyz[3 * q + 1] + xyz[3 * p + 2] * xyz[3 * q + 2]
        const r = Math.acos(Math.max(-1, Math.min(1, dot)))
        // A hundred-millionth inside or outside is not on the edge: there the scalar product decides, too.
        for (const radius of [r, r - 1e-8, r + 1e-8]) {
          topHatSums(rings, radius, [ones], [out])
          expect([...out]).toEqual([...bruteForce(rings, radius, ones).sum])
        }
      }
    }
  })

  test.each([64, 100, 512])('belong to it on fine maps too, nside %i: near the poles, along a meridian, across the sky', (nside) => {
    const rings = ringsOf({ kind: 'healpix', nside })
    const xyz = centres(rings)
    const ones = new Float64Array(rings.pixels).fill(1)
    const out = new Float64Array(rings.pixels)
    const { first } = rings
    // Whole rings of a map to each other, from the poles on; the first two pairs share a meridian.
    const at = (ring: number, turn: number): number => first[ring] + Math.floor(turn * (first[ring + 1] - first[ring]))
    const pairs = [[at(0, 0.1), at(2, 0.1)], [at(0, 0.6), at(rings.count - 3, 0.1)], [at(3, 0.3), at(7, 0.9)], [at(nside >> 1, 0.2), at(nside + 9, 0.25)], [at(2 * nside, 0.7), at(3, 0.1)], [at(2 * nside, 0.5), at(3 * nside + 5, 0.01)]]
    for (const [p, q] of pairs) {
      const dotOf = (k: number): number => xyz[3 * p] * xyz[3 * k] + xyz[3 * p + 1] * xyz[3 * k + 1] + xyz[3 * p + 2] * xyz[3 * k + 2]
      const ring = first.findLastIndex((begin) => begin <= p)
      const r = Math.acos(Math.max(-1, Math.min(1, dotOf(q))))
      for (const radius of [r - 1e-8, r, r + 1e-8]) {
        const cut = Math.cos(radius) - 1e-12
        let inside = 0
        for (let k = 0; k < rings.pixels; k++) if (dotOf(k) >= cut) inside++
        topHatSums(rings, radius, [ones], [out], ring, ring + 1)
        expect(out[p]).toBe(inside)
      }
    }
  })
})

describe('blocks and shares', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 8 })
  const layer = layerOf(rings, true).map((v) => Math.abs(v))

  test('blocks of rings give the same bits as one sweep, and touch nothing else', () => {
    const whole = new Float64Array(rings.pixels)
    topHatSums(rings, 0.3, [layer], [whole])
    const parts = new Float64Array(rings.pixels).fill(-1)
    topHatSums(rings, 0.3, [layer], [parts], 7, 12)
    expect(parts.every((v, p) => v === (p >= rings.first[7] && p < rings.first[12] ? whole[p] : -1))).toBe(true)
    for (let ring = 0; ring < rings.count; ring += 4) topHatSums(rings, 0.3, [layer], [parts], ring, Math.min(rings.count, ring + 4))
    expect([...parts]).toEqual([...whole])
  })

  test.each<[Geometry, number]>([
    [{ kind: 'healpix', nside: 8 }, 0.4],
    [{ kind: 'healpix', nside: 8 }, 1.2], // most of a ring, and whole rings, near the poles
    [{ kind: 'healpix', nside: 8 }, 2.6],
    [{ kind: 'gauss', rings: 16, perRing: 33 }, 1.2],
    [{ kind: 'gauss', rings: 16, perRing: 34 }, 1.2],
  ])('the shares are Σ_ρ b_ρ²/B_ρ, disc part squared over whole ring: %o, radius %d', (geometry, radius) => {
    const grid = ringsOf(geometry)
    const b = layerOf(grid, true).map((v) => Math.abs(v))
    const out = new Float64Array(grid.pixels)
    const shares = new Float64Array(grid.pixels)
    topHatSums(grid, radius, [b], [out], 0, grid.count, shares)
    const xyz = centres(grid)
    for (let p = 0; p < grid.pixels; p += 17) {
      let expected = 0
      for (let ring = 0; ring < grid.count; ring++) {
        let inDisc = 0
        let inRing = 0
        for (let q = grid.first[ring]; q < grid.first[ring + 1]; q++) {
          const dot = xyz[3 * p] * xyz[3 * q] + xyz[3 * p + 1] * xyz[3 * q + 1] + xyz[3 * p + 2] * xyz[3 * q + 2]
          if (dot >= Math.cos(radius) - 1e-12) inDisc += b[q]
          inRing += b[q]
        }
        if (inRing > 0) expected += inDisc ** 2 / inRing
      }
      expect(shares[p]).toBeCloseTo(expected, 11)
    }
  })

  test('a radius beyond the antipode does not exist', () => {
    expect(() => topHatSums(rings, 4, [layer], [layer])).toThrow(/180°/)
  })
})

describe('the reference sky', () => {
  const { input, expected, tol } = golden.cases.find((c) => c.kind.startsWith('full-sky'))! as unknown as DiscCase
  const rings = ringsOf({ kind: 'healpix', nside: input.nside })
  const alm = almFromRows(powerLaw.alm)
  const sky = synthesis(rings, alm)
  const radius = radians(input.radius_deg)
  const outs = [new Float64Array(rings.pixels), new Float64Array(rings.pixels)]
  topHatSums(rings, radius, [sky, new Float64Array(rings.pixels).fill(1)], outs)

  test('has the reference means and pixel numbers in its discs', () => {
    input.pix_ring.forEach((p, i) => {
      expect(outs[1][p]).toBe(expected.npix_in_disc[i])
      expect(Math.abs(outs[0][p] / outs[1][p] - expected.disc[i])).toBeLessThanOrEqual(tol.disc.abs)
    })
  })

  test('smoothed by the window agrees with the reference, and with the discs to their graininess', () => {
    const window = topHatWindow(alm.lmax, radius)
    const smooth = { lmax: alm.lmax, re: alm.re.slice(), im: alm.im.slice() }
    for (let m = 0, i = 0; m <= alm.lmax; m++) for (let l = m; l <= alm.lmax; l++, i++) [smooth.re[i], smooth.im[i]] = [alm.re[i] * window[l], alm.im[i] * window[l]]
    const field = synthesis(rings, smooth)
    let worst = 0
    input.pix_ring.forEach((p, i) => {
      expect(Math.abs(field[p] - expected.harmonic[i])).toBeLessThanOrEqual(tol.harmonic.abs)
    })
    for (let p = 0; p < rings.pixels; p++) worst = Math.max(worst, Math.abs(field[p] - outs[0][p] / outs[1][p]))
    expect(worst).toBeLessThanOrEqual(tol.disc_vs_harmonic_max * 3)
    expect(Math.max(...input.pix_ring.map((p) => Math.abs(field[p] - outs[0][p] / outs[1][p])))).toBeLessThanOrEqual(tol.disc_vs_harmonic_max * (1 + 1e-9))
  })
})
