import { describe, expect, test } from 'vitest'
import { ringPhases, type RingPhases } from '../harmonics/ringPhases.ts'
import { acceptanceOnGrid } from '../observatory/acceptanceGrid.ts'
import { contractions, exposureHarmonics } from '../observatory/exposureHarmonics.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { geometryOf, type RingGrid } from './marginals.ts'
import { beginLikelihood, plainPass } from './ringLikelihood.ts'
import { solve } from './ringLikelihoodSolve.ts'
import { acceptanceOf, expectedCube, marginalsOf, mixed, ratesOf, skyOf } from './testing/countCubes.ts'
import { acceptanceHarmonics, afterPasses, dipoleKeptByRing, keptOfDipole, noiseAfterPasses, passesNeeded } from './transfer.ts'

const grid: RingGrid = { rings: 16, cells: 32 }
const rings = ringsOf(geometryOf(grid))
/** Of the sky: what is of second order is this share of it. */
const [MMAX, SIZE] = [4, 1e-6]
const sites = [[19, 60], [19, 57], [30, 45], [-89, 65], [-90, 65]] as const
const shapes = sites.flatMap(([latitude, cut]) => [0, 6].flatMap((absorption) => [0, 0.2].map((lean) => [latitude, cut, absorption, lean] as const)))

const largest = ({ re, im }: RingPhases) => Math.max(...re.map((x, i) => Math.hypot(x, im[i]!)))
const difference = (a: RingPhases, b: RingPhases): RingPhases => ({ mmax: a.mmax, re: a.re.map((x, i) => x - b.re[i]!), im: a.im.map((x, i) => x - b.im[i]!) })

/** The product's own where east and west are alike. */
const acceptanceAt = (of: RingGrid, latitude: number, cut: number, absorption: number, lean: number) =>
  lean === 0 ? acceptanceOnGrid(of, { latitude: radians(latitude), zenithMax: radians(cut), zenithPower: 1, absorption }) : acceptanceOf(of, latitude, cut, absorption, lean)

describe.each(shapes)('a sky seen from latitude %i° inside %i°, κ = %i, leaning to the west by %d', (latitude, cut, absorption, lean) => {
  const acceptance = acceptanceAt(grid, latitude, cut, absorption, lean)
  const exposure = acceptanceHarmonics(grid, acceptance, MMAX)
  const sky = skyOf(grid, mixed(1e3 * SIZE))
  const seen = sky.map((x, p) => (exposure.re[Math.floor(p / grid.cells) * (MMAX + 1)]! > 0 ? x : NaN))
  const truth = ringPhases(rings, seen, MMAX)
  const of = marginalsOf(expectedCube(grid, ratesOf(grid, 1e9), acceptance, sky))

  test.each([1, 2, 3, 7, 20])('is after %i passes what the closed form makes of it', (passes) => {
    const state = beginLikelihood([of])
    for (let pass = 0; pass < passes; pass++) plainPass(state)
    const map = ringPhases(rings, state.intensity.map((x) => x - 1), MMAX)
    expect(largest(difference(map, afterPasses(exposure, truth, passes))) / largest(truth)).toBeLessThan(20 * SIZE)
  })

  test('is known to the end: all but m = 0', () => {
    const state = beginLikelihood([of])
    for (const _ of solve(state, { tolerance: 1e-12 }));
    const map = ringPhases(rings, state.intensity.map((x) => x - 1), MMAX)
    expect(largest(difference(map, afterPasses(exposure, truth, Infinity))) / largest(truth)).toBeLessThan(20 * SIZE)
  })
})

// On the horizon of the Pole stars circle at one height: the exposure of a ring is the same at every hour, A_m = v_m = ρ_m = 0 for m > 0, and the rank-one term is nothing times nothing.
test.each([0, 6])('a detector exactly at the Pole, where east and west are alike, keeps the whole sky at every pass (κ = %i)', (absorption) => {
  const exposure = acceptanceHarmonics(grid, acceptanceAt(grid, -90, 65, absorption, 0), MMAX)
  for (const rho of contractions(exposure).subarray(1)) expect(rho).toBeLessThan(1e-28)
  const sky = ringPhases(rings, skyOf(grid, mixed(1)).map((x, p) => (exposure.re[Math.floor(p / grid.cells) * (MMAX + 1)]! > 0 ? x : 0)), MMAX)
  for (const passes of [1, 2, 20, Infinity]) {
    const left = difference(afterPasses(exposure, sky, passes), sky)
    for (let i = 0; i < left.re.length; i++) if (i % (MMAX + 1) !== 0) expect(Math.hypot(left.re[i]!, left.im[i]!)).toBeLessThan(1e-14 * largest(sky))
  }
  expect(passesNeeded(exposure, rings.cosDelta)).toBe(1)
  expect(keptOfDipole(exposure, rings.cosDelta)).toBe(1)
})

describe('a dipole', () => {
  const fine = ringsOf({ kind: 'gauss', rings: 720, perRing: 8 })
  const exposureOf = (latitudeDeg: number, zenithDeg: number, absorption = 0) =>
    exposureHarmonics(fine, { latitude: radians(latitudeDeg), zenithMax: radians(zenithDeg), zenithPower: 1, absorption }, 1)

  test.each([[19, 60], [19, 45], [30, 45], [-35, 55], [-90, 65]])('keeps the share of (S7) in the mean (latitude %i°, cut %i°)', (latitude, cut) => {
    const [c, phi] = [Math.cos(radians(cut)), radians(latitude)]
    const [cosine, square] = [(2 * (1 - c ** 3)) / (3 * (1 - c ** 2)), (1 - c ** 4) / (2 * (1 - c ** 2))] // ⟨cos θ⟩, ⟨cos²θ⟩ for 𝒜 ∝ cos θ
    const cosDelta2 = 1 - Math.sin(phi) ** 2 * square - 0.5 * Math.cos(phi) ** 2 * (1 - square)
    const f = 1 - (Math.cos(phi) ** 2 * cosine ** 2) / cosDelta2
    expect(keptOfDipole(exposureOf(latitude, cut), fine.cosDelta)).toBeCloseTo(f, 3)
  })

  test('of HAWC keeps 0.294', () => {
    expect(keptOfDipole(exposureOf(19, 60), fine.cosDelta)).toBeCloseTo(0.294, 3)
  })

  test.each([[19, 60, 0, 15], [19, 45, 0, 26], [30, 45, 0, 21], [19, 60, 6, 38], [19, 45, 6, 42], [30, 45, 6, 35]])(
    'misses 1 %% after as many passes as spec 8 says (latitude %i°, cut %i°, κ = %i: %i)', (latitude, cut, absorption, passes) => {
      // Spec 8 rounds to the nearest; here no more than 1 % may be missing.
      expect([passes, passes + 1]).toContain(passesNeeded(exposureOf(latitude, cut, absorption), fine.cosDelta))
    },
  )

  test('is missing by no more than asked after the passes that are needed, and by more before', () => {
    const exposure = exposureOf(19, 60)
    const wave = { mmax: 1, re: new Float64Array(2 * fine.count), im: new Float64Array(2 * fine.count) }
    fine.cosDelta.forEach((c, ring) => (wave.re[2 * ring + 1] = c))
    const missing = (passes: number) => {
      const map = afterPasses(exposure, wave, passes)
      let [left, whole] = [0, 0]
      fine.cosDelta.forEach((c, ring) => {
        left += exposure.re[2 * ring]! * c * map.re[2 * ring + 1]!
        whole += exposure.re[2 * ring]! * c * c
      })
      return 1 - left / whole
    }
    for (const share of [0.1, 0.01, 0.001]) {
      const needed = passesNeeded(exposure, fine.cosDelta, share)
      expect(missing(needed)).toBeLessThanOrEqual(share)
      expect(missing(needed - 1)).toBeGreaterThan(share)
    }
    expect(passesNeeded(exposureOf(-90, 65), fine.cosDelta)).toBe(1)
  })

  test('is left on each ring as (S6) says', () => {
    const kept = dipoleKeptByRing(exposureOf(19, 60), fine.cosDelta)
    const exposure = exposureOf(19, 60)
    const cosine = (2 * (1 - 0.125)) / (3 * (1 - 0.25))
    kept.forEach((share, ring) => {
      if (exposure.re[2 * ring] === 0) return expect(share).toBeNaN()
      const f1 = exposure.re[2 * ring + 1]! / exposure.re[2 * ring]!
      return expect(share * fine.cosDelta[ring]!).toBeCloseTo(fine.cosDelta[ring]! - Math.cos(radians(19)) * cosine * f1, 3)
    })
  })
})

describe('noise after passes', () => {
  const small: RingGrid = { rings: 6, cells: 12 }
  const smallRings = ringsOf(geometryOf(small))
  const acceptance = acceptanceOf(small, 19, 60, 0, 0.2)
  const exposure = acceptanceHarmonics(small, acceptance, 2)
  const rho = contractions(exposure)
  const events = 1e6
  const calm = expectedCube(small, ratesOf(small, events), acceptance, new Float64Array(72))
  const mapOf = (counts: Float64Array, passes: number): RingPhases => {
    const state = beginLikelihood([marginalsOf({ grid: small, counts })])
    for (let pass = 0; pass < passes; pass++) plainPass(state)
    return ringPhases(smallRings, state.intensity, 2)
  }

  test.each([1, 2, 5, 60])('has the rank-one covariance of the closed form (%i passes): every cell of the counts moved by itself', (passes) => {
    const quiet = mapOf(calm.counts, passes)
    const found = new Map<string, [number, number]>()
    calm.counts.forEach((mean, cell) => {
      if (mean === 0) return
      const step = 1e-4 * mean
      const moved = difference(mapOf(calm.counts.map((n, i) => (i === cell ? n + step : n)), passes), quiet)
      for (const m of [1, 2]) for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) {
        const [i, j] = [a * 3 + m, b * 3 + m]
        const sum = found.get(`${m} ${a} ${b}`) ?? [0, 0]
        const scale = mean / (step * small.cells) ** 2
        sum[0] += scale * (moved.re[i]! * moved.re[j]! + moved.im[i]! * moved.im[j]!)
        sum[1] += scale * (moved.im[i]! * moved.re[j]! - moved.re[i]! * moved.im[j]!)
        found.set(`${m} ${a} ${b}`, sum)
      }
    })
    for (const m of [1, 2]) for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) {
      const [wholeA, wholeB] = [exposure.re[3 * a]!, exposure.re[3 * b]!]
      if (wholeA === 0 || wholeB === 0) continue
      // v_m(a) v_m*(b) with v = Ā/A₀
      const [x, y, u, v] = [exposure.re[3 * a + m]! / wholeA, -exposure.im[3 * a + m]! / wholeA, exposure.re[3 * b + m]! / wholeB, exposure.im[3 * b + m]! / wholeB]
      const c = noiseAfterPasses(rho[m]!, passes)
      const [re, im] = found.get(`${m} ${a} ${b}`)!
      const unit = 1 / (events * Math.sqrt(wholeA * wholeB))
      expect(re / unit).toBeCloseTo(((a === b ? 1 / (events * wholeA) : 0) + (c * (x * u - y * v)) / events) / unit, 3)
      expect(im / unit).toBeCloseTo((c * (x * v + y * u)) / events / unit, 3)
    }
  })

  test('begins at −1 and ends at 1/(1 − ρ)', () => {
    for (const rate of [0, 0.3, 0.9]) {
      expect(noiseAfterPasses(rate, 1)).toBe(-1)
      expect(noiseAfterPasses(rate, Infinity)).toBeCloseTo(1 / (1 - rate), 12)
    }
  })
})
