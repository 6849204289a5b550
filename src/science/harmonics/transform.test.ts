import { describe, expect, test } from 'vitest'
import { ringsOf, type Geometry, type Rings } from '../sphere/rings.ts'
import { almIndex, emptyAlm, type Alm } from './alm.ts'
import { beginTransform } from './harmonicTransform.ts'
import { legendreValues } from './legendre.ts'
import { emptyPhases, ringPhases, ringsFromPhases } from './ringPhases.ts'
import { analysis, iteratedAnalysis, resizedAlm, synthesis } from './transform.ts'

const lively = (n: number, seed: number) => Float64Array.from({ length: n }, (_, j) => 2 * ((Math.SQRT2 * (j + 1) * (j + seed)) % 1) - 1)

function livelyAlm(lmax: number, seed = 3): Alm {
  const alm = emptyAlm(lmax)
  alm.re.set(lively(alm.re.length, seed))
  alm.im.set(lively(alm.re.length, seed + 4))
  alm.im.fill(0, 0, lmax + 1) // m = 0 is real
  return alm
}

const gap = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0)
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0)

const geometries: Geometry[] = [
  { kind: 'healpix', nside: 1 },
  { kind: 'healpix', nside: 3 },
  { kind: 'healpix', nside: 8 },
  { kind: 'gauss', rings: 12, perRing: 25 },
  { kind: 'gauss', rings: 13, perRing: 18 },
]

/** The sum of spherical harmonics by its definition. */
function slowSynthesis(rings: Rings, alm: Alm): Float64Array {
  const map = new Float64Array(rings.pixels)
  for (let ring = 0; ring < rings.count; ring++) {
    const first = rings.first[ring]
    const n = rings.first[ring + 1] - first
    for (let m = 0; m <= alm.lmax; m++) {
      const lambda = legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, alm.lmax)
      for (let l = m; l <= alm.lmax; l++) {
        const i = almIndex(alm.lmax, l, m)
        for (let j = 0; j < n; j++) {
          const alpha = rings.alpha0[ring] + (2 * Math.PI * j) / n
          map[first + j] += (m === 0 ? 1 : 2) * lambda[l - m] * (alm.re[i] * Math.cos(m * alpha) - alm.im[i] * Math.sin(m * alpha))
        }
      }
    }
  }
  return map
}

describe('ring phases', () => {
  test('are Σ value e^{−imα} at the true right ascensions, few or many m, and skip pixels without data', () => {
    for (const geometry of geometries) {
      const rings = ringsOf(geometry)
      const values = lively(rings.pixels, 2)
      values[3] = NaN
      for (const mmax of [0, 1, 2, 3, 9, 40]) {
        const phases = ringPhases(rings, values, mmax)
        let worst = 0
        for (let ring = 0; ring < rings.count; ring++) {
          const n = rings.first[ring + 1] - rings.first[ring]
          for (let m = 0; m <= mmax; m++) {
            let re = 0
            let im = 0
            for (let j = 0; j < n; j++) {
              const x = values[rings.first[ring] + j]
              const angle = m * (rings.alpha0[ring] + (2 * Math.PI * j) / n)
              if (x === x) re += x * Math.cos(angle)
              if (x === x) im -= x * Math.sin(angle)
            }
            worst = Math.max(worst, Math.abs(phases.re[ring * (mmax + 1) + m] - re), Math.abs(phases.im[ring * (mmax + 1) + m] - im))
          }
        }
        expect(worst).toBeLessThan(3e-13)
      }
    }
  })

  test('do not depend on how many of them are asked for: plain sums and fast transform agree to 1e−13', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 37 })
    const values = lively(rings.pixels, 2)
    const many = ringPhases(rings, values, 50)
    for (const mmax of [0, 1, 2, 3, 8]) {
      const few = ringPhases(rings, values, mmax)
      const same = few.re.map((_, i) => many.re[Math.floor(i / (mmax + 1)) * 51 + (i % (mmax + 1))])
      expect(gap(few.re, same)).toBeLessThan(1e-13 * 20)
    }
  })

  test('can be taken block by block', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 4 })
    const values = lively(rings.pixels, 5)
    const out = emptyPhases(rings, 7)
    ringPhases(rings, values, 7, out, 0, 6)
    expect(out.re.subarray(6 * 8).every((x) => x === 0)).toBe(true)
    ringPhases(rings, values, 7, out, 6)
    expect(out).toEqual(ringPhases(rings, values, 7))
    const map = ringsFromPhases(rings, out, new Float64Array(rings.pixels), 0, 5)
    ringsFromPhases(rings, out, map, 5)
    expect(map).toEqual(ringsFromPhases(rings, out))
  })
})

describe('harmonic transforms', () => {
  test('synthesis is the sum of spherical harmonics at the pixel centres', () => {
    for (const geometry of geometries) {
      const rings = ringsOf(geometry)
      for (const lmax of [0, 1, 2, 7, 20]) {
        const alm = livelyAlm(lmax)
        expect(gap(synthesis(rings, alm), slowSynthesis(rings, alm))).toBeLessThan(2e-12)
      }
    }
  })

  test('analysis is the adjoint of synthesis: ⟨S a, x⟩ΔΩ = ⟨a, A x⟩', () => {
    for (const geometry of [...geometries, { kind: 'healpix', nside: 32 } as const]) {
      const rings = ringsOf(geometry)
      const lmax = 30
      const alm = livelyAlm(lmax)
      const map = lively(rings.pixels, 6)
      const sky = synthesis(rings, alm)
      let left = 0
      for (let ring = 0; ring < rings.count; ring++) {
        for (let i = rings.first[ring]; i < rings.first[ring + 1]; i++) left += rings.pixelArea[ring] * sky[i] * map[i]
      }
      const found = analysis(rings, map, lmax)
      const zonal = lmax + 1
      const right = 2 * (dot(alm.re, found.re) + dot(alm.im, found.im)) - dot(alm.re.subarray(0, zonal), found.re.subarray(0, zonal))
      const size = Math.sqrt(dot(sky, sky) * dot(map, map)) * rings.pixelArea[rings.count >> 1]
      expect(Math.abs(left - right) / size).toBeLessThan(1e-13)
    }
  })

  test('band-limited skies come back from a Gauss ring grid to rounding', () => {
    for (const [count, perRing, lmax] of [[12, 24, 11], [33, 66, 32], [180, 360, 179]] as const) {
      const rings = ringsOf({ kind: 'gauss', rings: count, perRing })
      const alm = livelyAlm(lmax)
      const back = analysis(rings, synthesis(rings, alm), lmax)
      expect(gap(back.re, alm.re)).toBeLessThan(1e-12)
      expect(gap(back.im, alm.im)).toBeLessThan(1e-12)
    }
  })

  test('obey Parseval: ∫ f² dΩ = Σ_l Σ_m |a_lm|²', () => {
    const rings = ringsOf({ kind: 'gauss', rings: 41, perRing: 82 })
    const alm = livelyAlm(40)
    const sky = synthesis(rings, alm)
    let integral = 0
    for (let ring = 0; ring < rings.count; ring++) {
      for (let i = rings.first[ring]; i < rings.first[ring + 1]; i++) integral += rings.pixelArea[ring] * sky[i] ** 2
    }
    const zonal = alm.re.subarray(0, 41)
    const power = 2 * (dot(alm.re, alm.re) + dot(alm.im, alm.im)) - dot(zonal, zonal)
    expect(Math.abs(integral / power - 1)).toBeLessThan(1e-13)
  })

  test.each([0, 1, 2])('refines as often as it is told: %i times the coefficients of what is left are added', (times) => {
    const rings = ringsOf({ kind: 'healpix', nside: 4 })
    const sky = Float64Array.from({ length: rings.pixels }, (_, p) => Math.sin(3 * p) + 0.2 * Math.cos(p * p))
    let [re, im] = [analysis(rings, sky, 8).re, analysis(rings, sky, 8).im]
    for (let k = 0; k < times; k++) {
      const known = synthesis(rings, { ...emptyAlm(8), re, im })
      const added = analysis(rings, sky.map((value, p) => value - known[p]), 8)
      re = re.map((x, n) => x + added.re[n])
      im = im.map((x, n) => x + added.im[n])
    }
    const refined = iteratedAnalysis(rings, sky, 8, times)
    expect([...refined.re, ...refined.im]).toEqual([...re, ...im])
  })

  test('band-limited skies come back from HEALPix after refinement', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 32 })
    const alm = livelyAlm(32)
    const sky = synthesis(rings, alm)
    const plain = analysis(rings, sky, 32)
    expect(gap(plain.re, alm.re)).toBeGreaterThan(1e-4)
    const back = iteratedAnalysis(rings, sky, 32, 4)
    expect(gap(back.re, alm.re)).toBeLessThan(1e-8)
    expect(gap(back.im, alm.im)).toBeLessThan(1e-8)
  })

  test('can be cut into blocks of rings and of m, at any place, without changing a bit', () => {
    for (const [geometry, lmax] of [[{ kind: 'healpix', nside: 6 }, 17], [{ kind: 'gauss', rings: 21, perRing: 40 }, 45]] as const) {
      const rings = ringsOf(geometry)
      const alm = livelyAlm(lmax)
      const whole = synthesis(rings, alm)
      for (const [cut, middle] of [[1, 5], [7, 2], [lmax, rings.count >> 2]]) {
        const forth = beginTransform(rings, lmax)
        forth.takeOrders(alm, cut)
        forth.takeOrders(alm, 0, cut)
        const map = new Float64Array(rings.pixels)
        forth.giveRings(map, middle)
        forth.giveRings(map, 0, middle)
        expect(map).toEqual(whole)
        const back = beginTransform(rings, lmax)
        back.takeRings(map, middle)
        back.takeRings(map, 0, middle)
        const out = emptyAlm(lmax)
        back.giveOrders(out, cut)
        expect(out.re[almIndex(lmax, lmax, 0)]).toBe(0)
        back.giveOrders(out, 0, cut)
        expect(out).toEqual(analysis(rings, map, lmax))
      }
    }
  })

  test('are the plain recursion of λ_lm at every kind of (l, m) up to l = 3000, even where cos^m δ is 10⁻²⁰⁰⁰', () => {
    const lmax = 3000
    const rings = ringsOf({ kind: 'gauss', rings: 40, perRing: 1 }) // one pixel a ring, at α = π
    const transform = beginTransform(rings, lmax)
    const map = new Float64Array(rings.pixels)
    const nothing = emptyAlm(lmax)
    transform.takeOrders(nothing)
    for (const m of [0, 1, 2, 39, 700, 1999, 2998, 2999, 3000]) {
      const rows = Array.from(rings.sinDelta, (s, r) => legendreValues(s, rings.cosDelta[r], m, lmax))
      for (const l of [m, m + 1, m + 2, m + 17, 1500, 2345, 2999, 3000]) {
        if (l < m || l > lmax) continue
        const alm = emptyAlm(lmax)
        alm.re[almIndex(lmax, l, m)] = 1
        transform.takeOrders(alm, m, m + 1)
        transform.giveRings(map)
        const size = Math.sqrt((2 * l + 1) / (4 * Math.PI))
        const sign = (m === 0 ? 1 : 2) * (m % 2 === 0 ? 1 : -1)
        // Near a pole a rounding of sin δ alone makes l/cos δ times 10⁻¹⁶.
        for (let r = 0; r < rings.count; r++) expect(Math.abs(map[r] - sign * rows[r][l - m]) / size, `l ${l}, m ${m}, ring ${r}`).toBeLessThan(5e-14 + 1e-17 * l * Math.min(l, 1 / rings.cosDelta[r]))
      }
      transform.takeOrders(nothing, m, m + 1)
    }
  })

  test('look only where they are told to: what is not seen counts as 0, north and south and on the equator', () => {
    for (const geometry of geometries) {
      const rings = ringsOf(geometry)
      const map = lively(rings.pixels, 6)
      const seen = Uint8Array.from(map, (_, p) => ((p * 7) % 5 < 3 ? 1 : 0))
      const transform = beginTransform(rings, 6)
      transform.takeRings(map, 0, 1, seen)
      transform.takeRings(map, 1, transform.pairs, seen)
      const out = emptyAlm(6)
      transform.giveOrders(out)
      expect(out).toEqual(analysis(rings, map.map((x, p) => (seen[p] === 1 ? x : NaN)), 6))
    }
  })

  test('two under way at once do not meet', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 5 })
    const [one, other] = [livelyAlm(9, 3), livelyAlm(14, 8)]
    const [a, b] = [beginTransform(rings, 9), beginTransform(rings, 14)]
    a.takeOrders(one)
    b.takeOrders(other)
    const [first, second] = [new Float64Array(rings.pixels), new Float64Array(rings.pixels)]
    a.giveRings(first)
    b.giveRings(second)
    a.end()
    b.end()
    expect(first).toEqual(synthesis(rings, one))
    expect(second).toEqual(synthesis(rings, other))
  })

  test('refuse coefficients and maps of another size, and rings without a mirror image', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 2 })
    const transform = beginTransform(rings, 3)
    expect(() => transform.takeOrders(emptyAlm(4))).toThrow('lmax of the transform')
    expect(() => transform.takeRings(new Float64Array(47))).toThrow('one value for each pixel')
    expect(() => beginTransform({ ...rings, sinDelta: rings.sinDelta.map((s) => s + 1e-9) }, 3)).toThrow('mirror')
    expect(() => beginTransform({ ...rings, alpha0: rings.alpha0.map(() => 0.1) }, 3)).toThrow('half a cell')
  })

  test('refuse a gap in the map where the answer needs a full sky', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 2 })
    expect(() => iteratedAnalysis(rings, new Float64Array(48).fill(1).fill(NaN, 5, 6), 3)).toThrow('every pixel')
  })

  test('coefficients are cut off and continued without moving', () => {
    const alm = livelyAlm(6)
    expect(resizedAlm(resizedAlm(alm, 9), 6)).toEqual(alm)
    expect(resizedAlm(alm, 3).re[almIndex(3, 3, 2)]).toBe(alm.re[almIndex(6, 3, 2)])
  })
})
