import { describe, expect, test } from 'vitest'
import { almIndex } from '../harmonics/alm.ts'
import { ringPhases, type RingPhases } from '../harmonics/ringPhases.ts'
import { contractions } from '../observatory/exposureHarmonics.ts'
import { geometryOf, type Marginals, type RingGrid } from '../reconstruction/marginals.ts'
import { beginLikelihood, plainPass } from '../reconstruction/ringLikelihood.ts'
import { acceptanceOf, expectedCube, marginalsOf, ratesOf, windowsOf } from '../reconstruction/testing/countCubes.ts'
import { acceptanceHarmonics, noiseAfterPasses } from '../reconstruction/transfer.ts'
import { ringsOf } from '../sphere/rings.ts'
import { jointCovariance } from './jointCovariance.ts'
import { fitColumns } from './multipoleFit.ts'
import { addRingNoise, noiseOfRings } from './noise.ts'
import { rateNoise, type RateNoise } from './rateNoise.ts'
import { directIntegration } from '../reconstruction/directIntegration.ts'
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import { takenByWindows } from '../reconstruction/windows.ts'
import { addCoupledRates, addRateNoiseLevel, beginRateCoupling, coefficientNoise, covarianceWithRates } from './rateNoiseEffects.ts'
import { reconstructedCovariance, reconstructionNoise } from './reconstructedNoise.ts'
import { termsOfDegrees, type Term } from './terms.ts'
import { denseColumns, denseFit } from './testing/denseFit.ts'
import { forPixels, scatter } from './testing/skies.ts'

const GRID: RingGrid = { rings: 14, cells: 24 }
const MMAX = 3
const rings = ringsOf(geometryOf(GRID))
const detector = (latitude: number, zenith: number, events: number, lean = 0.3, grid = GRID) => ({ exposure: acceptanceHarmonics(grid, acceptanceOf(grid, latitude, zenith, 0, lean), MMAX), events })
type Detector = ReturnType<typeof detector>

/** Weights of a fit: what is expected in each cell, on whole rings. */
function weightsFor(detectors: readonly Detector[]): Float64Array {
  return Float64Array.from({ length: rings.pixels }, (_, p) => {
    const ring = Math.floor(p / GRID.cells)
    return detectors.reduce((sum, { exposure, events }) => sum + (events * exposure.re[ring * (MMAX + 1)]) / GRID.cells, 0)
  })
}

/** The covariance of a fit to a map with this noise, its rings added in pieces. */
function fitted(detectors: readonly Detector[], noises: readonly RateNoise[], terms: readonly Term[], scale = 1): Float64Array {
  const weight = weightsFor(detectors).map((w) => w / scale)
  const { inverse } = fitColumns(rings, new Float64Array(rings.pixels), weight, { terms, absoluteErrors: true })
  const couplings = noises.map((noise) => beginRateCoupling(rings, terms, noise))
  for (const coupling of couplings) for (const [from, to] of [[0, 5], [5, 14]] as const) addCoupledRates(coupling, from, to, weight.subarray(rings.first[from], rings.first[to]))
  return covarianceWithRates(inverse, couplings)
}

/** Entries of one m among all: [degrees × degrees] of like parts, and of Im (rows) with Re. */
function orderOf(covariance: Float64Array, terms: readonly Term[], m: number): { same: number[]; alike: number[]; cross: number[] } {
  const of = (part: Term['part']) => terms.flatMap((term, i) => (term.m === m && term.part === part ? [i] : []))
  const pairs = (a: number[], b: number[]) => a.flatMap((i) => b.map((j) => covariance[i * terms.length + j]))
  return { same: pairs(of('re'), of('re')), alike: pairs(of('im'), of('im')), cross: pairs(of('im'), of('re')) }
}
const near = (found: readonly number[], wanted: ArrayLike<number>, unit: number) => found.forEach((x, i) => expect(Math.abs(x - wanted[i])).toBeLessThan(1e-11 * unit))

const terms = termsOfDegrees([1, 2, 3], false)
const three = [detector(19, 60, 1e6), detector(-42, 50, 4e5, -0.2), detector(-90, 65, 2e6, 0)]

describe('the covariance of a fit', () => {
  test.each([['directIntegration', 1], ['likelihood', Infinity]] as const)('to the map of one detector is that of spec 18 (%s)', (background, passes) => {
    const one = detector(19, 60, 1e6)
    const found = fitted([one], [rateNoise([one], passes)], terms)
    for (const [m, degrees] of [[1, [1, 2, 3]], [2, [2, 3]], [3, [3]]] as const) {
      const { same, cross } = reconstructedCovariance(rings, one.exposure, degrees, m, 1e6, background)
      const of = orderOf(found, terms, m)
      near(of.same, same, same[0])
      near(of.alike, same, same[0])
      near(of.cross, cross, same[0])
      expect(Math.max(...cross.map(Math.abs)) / same[0]).toBeGreaterThan(m === 3 ? -1 : 1e-4)
    }
  })

  test('to the map of three detectors is that of their information', () => {
    const found = fitted(three, [rateNoise(three, Infinity)], terms)
    for (const [m, degrees] of [[1, [1, 2, 3]], [2, [2, 3]]] as const) {
      const { same, cross } = jointCovariance(rings, three, degrees, m)
      const of = orderOf(found, terms, m)
      near(of.same, same, same[0])
      near(of.alike, same, same[0])
      near(of.cross, cross, same[0])
    }
  })

  test('grows as a whole with the variance of every pixel', () => {
    const widened = fitted(three, [rateNoise(three, 1, 1.5)], terms, 1.5)
    near([...widened], fitted(three, [rateNoise(three, 1)], terms).map((x) => 1.5 * x), widened[0])
  })

  test('of independent noises has the sum of what they share', () => {
    const [one] = three
    const noise = rateNoise([one], 4)
    const [none, once, twice] = [[], [noise], [noise, noise]].map((noises) => fitted([one], noises, terms))
    near([...twice], once.map((x, i) => 2 * x - none[i]), none[0])
  })

  test('on part of the rings is that of every pixel with every other', () => {
    const noise = rateNoise(three, 3)
    const weight = weightsFor(three).map((w, p) => (scatter(p) < 0.3 ? 0 : w))
    const columns = denseColumns(rings, terms)
    const { inverse } = denseFit(columns, new Float64Array(rings.pixels), weight)
    // δI = Re Σ_m 2 Σ_s v_s z_s e^{imα} with ⟨z z†⟩ = C: what Re z and Im z of each m and detector do to a coefficient.
    const moved: Float64Array[] = []
    for (let m = 1; m <= MMAX; m++) for (let s = 0; s < 3; s++) for (const quarter of [0, Math.PI / 2]) {
      const wave = new Float64Array(rings.pixels)
      forPixels(rings, (p, ring, alpha) => {
        const at = ring * (MMAX + 1) + m
        wave[p] = 2 * (noise.waves[s].re[at] * Math.cos(m * alpha + quarter) - noise.waves[s].im[at] * Math.sin(m * alpha + quarter))
      })
      moved.push(denseFit(columns, wave, weight).coefficients)
    }
    const n = terms.length
    const wanted = inverse.map((x, at) => {
      const [j, k] = [Math.floor(at / n), at % n]
      for (let m = 1; m <= MMAX; m++) for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) {
        x += 0.5 * noise.amount[m * 36 + a * 6 + b] * moved[6 * (m - 1) + a][j] * moved[6 * (m - 1) + b][k]
      }
      return x
    })
    const coupling = beginRateCoupling(rings, terms, noise)
    addCoupledRates(coupling, 0, rings.count, weight)
    near([...covarianceWithRates(inverse, [coupling])], wanted, wanted[0])
  })

  test('is that of the pixels alone where a detector at the Pole sees every ring all day', () => {
    const pole = detector(-90, 65, 1e6, 0)
    near([...fitted([pole], [rateNoise([pole], Infinity)], terms)], fitted([pole], [], terms), fitted([pole], [], terms)[0])
  })
})

describe('what waves share', () => {
  test.each([1, 2, 5, 40, Infinity])('of one detector after %d passes is the closed form of one contraction', (passes) => {
    const one = detector(30, 45, 1e6)
    const { amount } = rateNoise([one], passes)
    contractions(one.exposure).forEach((rho, m) => {
      if (m === 0) return
      const c = noiseAfterPasses(rho, passes)
      near([...amount.subarray(4 * m, 4 * m + 4)], [c, 0, 0, c], Math.abs(c))
    })
  })

  test('has no size where rates take all of a wave', () => {
    const thin = acceptanceOf(GRID, 19, 60).map((a, i) => (i % GRID.cells === 0 ? a : 0))
    expect(rateNoise([{ exposure: acceptanceHarmonics(GRID, thin, MMAX), events: 1 }], Infinity).amount[4]).toBeNaN()
  })

  test('is there for exposures on the same rings, after one pass at least', () => {
    expect(() => rateNoise([], 1)).toThrow(/shared/)
    expect(() => rateNoise(three, 0)).toThrow(/one pass/)
    expect(() => rateNoise([three[0], detector(19, 60, 1, 0, { rings: 6, cells: 12 })], 1)).toThrow(/same rings/)
  })
})

describe('the noise level of a spectrum', () => {
  const seen = (exposures: readonly Detector[]) => Float64Array.from({ length: GRID.rings }, (_, ring) => (exposures.some(({ exposure }) => exposure.re[ring * (MMAX + 1)] > 0) ? 1 : 0))
  test.each([['directIntegration', 1], ['likelihood', Infinity]] as const)('of one detector is that of (S18′) (%s)', (background, passes) => {
    const one = detector(19, 60, 1e6)
    const share = seen([one]).map((s, ring) => (ring === 5 ? 0.5 : s))
    const wanted = reconstructionNoise(rings, one.exposure, share, 1e6, MMAX, background)
    const found = addRateNoiseLevel(rings, rateNoise([one], passes), share, MMAX, new Float64Array(MMAX + 1).fill(1))
    near([...found].map((x) => x - 1), wanted, 1)
  })

  test('is the mean over m of what is in each coefficient, which for l = 1 is all in m = 1', () => {
    const one = detector(19, 60, 1e6)
    const share = seen([one])
    const variance = Float64Array.from({ length: rings.pixels }, (_, i) => 1e-6 * (1 + (i % 7)))
    const pixels = Uint8Array.from({ length: rings.pixels }, (_, i) => share[Math.floor(i / GRID.cells)])
    const ringNoise = new Float64Array(rings.count)
    addRingNoise(rings, variance, pixels, 0, rings.count, ringNoise)
    const shared = rateNoise([one], 3)
    const level = addRateNoiseLevel(rings, shared, share, MMAX, noiseOfRings(rings, ringNoise, MMAX, false))
    const each = coefficientNoise(rings, ringNoise, [shared], share, MMAX)
    for (let l = 0; l <= MMAX; l++) {
      const sum = Array.from({ length: l }, (_, i) => each[almIndex(MMAX, l, i + 1)]).reduce((a, b) => a + b, 0)
      expect(each[almIndex(MMAX, l, 0)]).toBe(0)
      expect(Math.abs((2 * sum) / (2 * l + 1) / level[1] - level[l] / level[1])).toBeLessThan(1e-12)
    }
    expect(each[almIndex(MMAX, 2, 1)]).not.toBeCloseTo(each[almIndex(MMAX, 2, 2)], 9)
  })

  test('of a detector counted as two unlike halves is its own', () => {
    const share = seen([three[0]])
    const level = (detectors: readonly Detector[]) => [...addRateNoiseLevel(rings, rateNoise(detectors, 4), share, MMAX, new Float64Array(MMAX + 1))]
    const whole = level([three[0]])
    near(level([{ ...three[0], events: 3e5 }, { ...three[0], events: 7e5 }]), whole, whole[1])
  })
})

describe('the noise of two detectors together', () => {
  const small: RingGrid = { rings: 6, cells: 12 }
  const smallRings = ringsOf(geometryOf(small))
  const places = [{ latitude: 19, zenith: 60, lean: 0.2, events: 1e6 }, { latitude: -42, zenith: 70, lean: -0.3, events: 3e6 }]
  const acceptances = places.map(({ latitude, zenith, lean }) => acceptanceOf(small, latitude, zenith, 0, lean))
  const calm = places.map(({ events }, s) => expectedCube(small, ratesOf(small, events), acceptances[s], new Float64Array(72)))
  const mapOf = (counts: readonly Marginals[], passes: number): RingPhases => {
    const state = beginLikelihood(counts)
    for (let pass = 0; pass < passes; pass++) plainPass(state)
    return ringPhases(smallRings, state.intensity, 2)
  }

  test.each([1, 2, 5])('has the covariance of the closed form (%i passes): every cell of the counts moved by itself', (passes) => {
    const quiet = mapOf(calm.map(marginalsOf), passes)
    const found = { re: new Float64Array(6 * 6 * 3), im: new Float64Array(6 * 6 * 3) }
    calm.forEach((cube, s) => cube.counts.forEach((mean, cell) => {
      if (mean === 0) return
      const step = 1e-4 * mean
      const moved = mapOf(calm.map((one, r) => marginalsOf(r === s ? { grid: small, counts: cube.counts.map((n, i) => (i === cell ? n + step : n)) } : one)), passes)
      const x = { re: moved.re.map((y, i) => y - quiet.re[i]), im: moved.im.map((y, i) => y - quiet.im[i]) }
      const scale = mean / (step * small.cells) ** 2
      for (const m of [1, 2]) for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) {
        const [i, j, at] = [a * 3 + m, b * 3 + m, (a * 6 + b) * 3 + m]
        found.re[at] += scale * (x.re[i] * x.re[j] + x.im[i] * x.im[j])
        found.im[at] += scale * (x.im[i] * x.re[j] - x.re[i] * x.im[j])
      }
    }))
    const exposures = acceptances.map((acceptance) => acceptanceHarmonics(small, acceptance, 2))
    const { waves, amount } = rateNoise(exposures.map((exposure, s) => ({ exposure, events: places[s].events })), passes)
    const weight = (ring: number) => exposures.reduce((sum, { re }, s) => sum + places[s].events * re[3 * ring], 0)
    let most = 0
    for (const m of [1, 2]) for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) {
      if (weight(a) === 0 || weight(b) === 0) continue
      // Σ v_s(a) C_sr v̄_r(b)
      let [re, im] = [a === b ? 1 / weight(a) : 0, 0]
      for (const s of [0, 1]) for (const r of [0, 1]) {
        const c = [amount[m * 16 + 8 * s + 2 * r], amount[m * 16 + 8 * s + 4 + 2 * r]]
        const [v, u] = [[waves[s].re[a * 3 + m], waves[s].im[a * 3 + m]], [waves[r].re[b * 3 + m], -waves[r].im[b * 3 + m]]]
        const [x, y] = [v[0] * u[0] - v[1] * u[1], v[0] * u[1] + v[1] * u[0]]
        re += x * c[0] - y * c[1]
        im += x * c[1] + y * c[0]
        if (s !== r) most = Math.max(most, Math.hypot(c[0], c[1]))
      }
      const [unit, at] = [1 / Math.sqrt(weight(a) * weight(b)), (a * 6 + b) * 3 + m]
      expect(found.re[at] / unit).toBeCloseTo(re / unit, 3)
      expect(found.im[at] / unit).toBeCloseTo(im / unit, 3)
    }
    // The rates of the two know of each other from the second pass on.
    if (passes > 1) expect(most).toBeGreaterThan(0.02)
    else expect(most).toBe(0)
  })
})

describe('the noise of direct integration within windows of the day', () => {
  // Of six windows no wave up to m = 2 mixes with another one or with its mirror image.
  const WINDOWS = 6
  const small: RingGrid = { rings: 6, cells: 12 }
  const smallRings = ringsOf(geometryOf(small))
  const places = [{ latitude: 19, zenith: 60, lean: 0.2, events: 1e6 }, { latitude: -42, zenith: 70, lean: -0.3, events: 3e6 }]
  const acceptances = places.map(({ latitude, zenith, lean }) => acceptanceOf(small, latitude, zenith, 0, lean))
  const calm = places.map(({ events }, s) => expectedCube(small, ratesOf(small, events), acceptances[s], new Float64Array(72)))
  const exposures = acceptances.map((acceptance, s) => ({ exposure: acceptanceHarmonics(small, acceptance, 2), events: places[s].events }))
  const noise = rateNoise(exposures, 1, 1, { count: WINDOWS, cells: small.cells })
  const weight = Float64Array.from({ length: 72 }, (_, p) => exposures.reduce((sum, { exposure: { re }, events }) => sum + (events * re[3 * Math.floor(p / 12)]) / 12, 0))
  const seen = Float64Array.from({ length: 6 }, (_, ring) => (weight[12 * ring] > 0 ? 1 : 0))
  const few = termsOfDegrees([1, 2], false)
  const mapOf = (cubes: readonly { grid: RingGrid; counts: Float64Array }[]) => {
    const counts = cubes.map((cube) => ({ ...marginalsOf(cube), windows: windowsOf(cube, WINDOWS) }))
    const background = directIntegration(counts, WINDOWS)
    return background.map((b, p) => (b > 0 ? counts.reduce((sum, { sky }) => sum + sky[p], 0) / b - 1 : 0))
  }
  /** What becomes of every event by itself: covariance of fitted coefficients, and the pseudo spectrum without m = 0. */
  const covariance = new Float64Array(few.length ** 2)
  const level = new Float64Array(3)
  calm.forEach((cube, s) => cube.counts.forEach((mean, cell) => {
    if (mean === 0) return
    const step = 1e-4 * mean
    const map = mapOf(calm.map((one, r) => (r === s ? { grid: small, counts: cube.counts.map((n, i) => (i === cell ? n + step : n)) } : one)))
    const { coefficients } = fitColumns(smallRings, map, weight, { terms: few, absoluteErrors: true })
    const scale = mean / step ** 2
    coefficients.forEach((a, i) => coefficients.forEach((b, j) => (covariance[i * few.length + j] += scale * a * b)))
    const phases = ringPhases(smallRings, map, 2)
    for (let m = 1; m <= 2; m++) for (let l = m; l <= 2; l++) {
      let [re, im] = [0, 0]
      for (let ring = 0; ring < 6; ring++) {
        const [lambda] = legendreValues(smallRings.sinDelta[ring], smallRings.cosDelta[ring], m, l, new Float64Array(l + 1), legendreColumn(m, l)).subarray(l - m)
        re += seen[ring] * smallRings.pixelArea[ring] * lambda * phases.re[3 * ring + m]
        im += seen[ring] * smallRings.pixelArea[ring] * lambda * phases.im[3 * ring + m]
      }
      level[l] += (2 * scale * (re ** 2 + im ** 2)) / (2 * l + 1)
    }
  }))

  test('is in a fit what every event does to it by itself', () => {
    const { inverse } = fitColumns(smallRings, new Float64Array(72), weight, { terms: few, absoluteErrors: true })
    const coupling = beginRateCoupling(smallRings, few, noise)
    for (const [from, to] of [[0, 2], [2, 6]] as const) addCoupledRates(coupling, from, to, weight.subarray(12 * from, 12 * to))
    covarianceWithRates(inverse, [coupling]).forEach((c, i) => expect(Math.abs(c - covariance[i])).toBeLessThan(1e-3 * covariance[0]))
    // Nothing like that of a whole day.
    expect(covariance[0] / inverse[0]).toBeLessThan(0.1)
  })

  test('is in a spectrum what every event does to it by itself', () => {
    const pixels = Float64Array.from({ length: 3 }, (_, l) => {
      let sum = 0
      for (let m = 1; m <= l; m++) for (let ring = 0; ring < 6; ring++) {
        if (seen[ring] === 0) continue
        const [lambda] = legendreValues(smallRings.sinDelta[ring], smallRings.cosDelta[ring], m, l, new Float64Array(l + 1), legendreColumn(m, l)).subarray(l - m)
        sum += (2 * (12 * smallRings.pixelArea[ring] * lambda) ** 2) / (12 * weight[12 * ring] * (2 * l + 1))
      }
      return sum
    })
    const found = addRateNoiseLevel(smallRings, noise, seen, 2, pixels.slice())
    for (const l of [1, 2]) expect(found[l] / level[l]).toBeCloseTo(1, 3)
    expect(found[1] / pixels[1]).toBeLessThan(0.1)
  })

  test('is that of a day for one window, and scatters as much more against scrambled skies', () => {
    expect(rateNoise(exposures, 1, 1, { count: 1, cells: 12 })).toEqual(rateNoise(exposures, 1))
    const wide = rateNoise(exposures, 1, 1.5, { count: WINDOWS, cells: 12 })
    near([...wide.amount], noise.amount.map((x) => 1.5 * x), 1)
    near([...wide.taken!.weight], noise.taken!.weight.map((w) => w / 1.5), 1e7)
    expect(wide.taken!.share).toEqual(takenByWindows(WINDOWS, 12, 6))
    expect(() => rateNoise(exposures, 2, 1, { count: 2, cells: 12 })).toThrow(/direct integration/)
  })
})
