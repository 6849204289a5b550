import { describe, expect, test } from 'vitest'
import cases from '../golden/observation-16_direct_integration.json'
import projections from '../golden/observation-06_ra_projection.json'
import { rotate, transposed, type Vector3 } from '../math/matrix3.ts'
import { uniform } from '../math/philox.ts'
import { poisson } from '../math/poisson.ts'
import { exposureAtDeclination } from '../observatory/fieldOfView.ts'
import { equatorialAngles, localAngles, localRotation } from '../sphere/directions.ts'
import { ringPixel } from '../sphere/healpix.ts'
import { AZIMUTH_NAMES, AZIMUTHS, type Azimuth, isRightHanded } from '../sphere/localAzimuth.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { addCounts, addExpectation, aimPixels, emptyMarginals, type LocalView, normaliseOnRings, ringsInView, roomForPixels, siderealOfBin } from './localMarginals.ts'

const healpix = (nside: number): Rings => ringsOf({ kind: 'healpix', nside })
const view = (latitudeDeg: number, zenithDeg: number, azimuth: Azimuth = 'northWest'): LocalView => ({ latitude: radians(latitudeDeg), zenithMax: radians(zenithDeg), azimuth })
const aimed = (rings: Rings, of: LocalView) => aimPixels(roomForPixels(rings, of.zenithMax), rings, of, 0, rings.count)
const sum = (values: Float64Array): number => values.reduce((total, x) => total + x, 0)

/** The direction of a local pixel in components north, west, up, from its centre and the axes of the map. */
function localDirection(rings: Rings, pixel: number, azimuth: Azimuth): Vector3 {
  const ring = rings.first.findIndex((_, r) => rings.first[r + 1] > pixel)
  const phi = rings.alpha0[ring] + (2 * Math.PI * (pixel - rings.first[ring])) / (rings.first[ring + 1] - rings.first[ring])
  const [x, y] = [rings.cosDelta[ring] * Math.cos(phi), rings.cosDelta[ring] * Math.sin(phi)]
  const axes = AZIMUTHS[azimuth]
  return [x * axes.x[0] + y * axes.y[0], x * axes.x[1] + y * axes.y[1], rings.sinDelta[ring]]
}

/** Everything at once: counts of every bin into D, L, N, then B. */
function reduced(rings: Rings, of: LocalView, bins: readonly Float64Array[], sidereal: (bin: number) => number) {
  const pixels = aimed(rings, of)
  const marginals = emptyMarginals(pixels, bins.length)
  bins.forEach((counts, bin) => addCounts(marginals, pixels, counts, bin, sidereal(bin)))
  const background = new Float64Array(rings.pixels)
  bins.forEach((_, bin) => addExpectation(marginals, pixels, bin, sidereal(bin), sum(marginals.local), background))
  return { ...marginals, background }
}

/** Spherical harmonics up to l = 3 as polynomials: λ_lm(s) of spec 0, Condon–Shortley phase. */
const LAMBDA: Readonly<Record<string, (s: number, c: number) => number>> = {
  '10': (s) => Math.sqrt(3 / (4 * Math.PI)) * s,
  '11': (_, c) => -Math.sqrt(3 / (8 * Math.PI)) * c,
  '20': (s) => Math.sqrt(5 / (16 * Math.PI)) * (3 * s * s - 1),
  '21': (s, c) => -Math.sqrt(15 / (8 * Math.PI)) * s * c,
  '22': (_, c) => Math.sqrt(15 / (32 * Math.PI)) * c * c,
  '31': (s, c) => -Math.sqrt(21 / (64 * Math.PI)) * c * (5 * s * s - 1),
  '32': (s, c) => Math.sqrt(105 / (32 * Math.PI)) * s * c * c,
}
const SKY = projections.skies['dipole+quadrupole+octupole'] as unknown as readonly (readonly [number, number, number, number])[]

function fieldAt(alpha: number, delta: number): number {
  return SKY.reduce((value, [l, m, re, im]) => {
    const wave = re * Math.cos(m * alpha) - im * Math.sin(m * alpha)
    return value + (m === 0 ? 1 : 2) * LAMBDA[`${l}${m}`]!(Math.sin(delta), Math.cos(delta)) * wave
  }, 0)
}

describe('reference case 16, made by an independent program', () => {
  test.each(cases.cases)('latitude $input.lat_deg°: pixels, rates, acceptance, counts and expectation', ({ input, expected, tol }) => {
    const rings = healpix(input.nside_loc)
    const of = view(input.lat_deg, input.zmax_deg)
    const sidereal = (bin: number) => siderealOfBin(bin, input.ntau, 'centre', 0)
    const inView = rings.first[ringsInView(rings, of.zenithMax)]
    const directions = Array.from({ length: inView }, (_, i) => localDirection(rings, i, 'northWest'))
    const acceptance = directions.map((n) => {
      const { phi, theta } = localAngles(n)
      return Math.cos(theta) * (1 + 0.1 * Math.sin(theta) * Math.cos(phi - 0.7))
    })
    const acceptanceSum = acceptance.reduce((a, b) => a + b)
    const rates = Array.from({ length: input.ntau }, (_, bin) => 1 + 0.2 * Math.cos(sidereal(bin) - 1) + 0.05 * Math.cos(3 * sidereal(bin)))
    const rateSum = rates.reduce((a, b) => a + b)
    const bins = rates.map((rate, bin) => {
      const back = transposed(localRotation(of.latitude, sidereal(bin)))
      return Float64Array.from(directions, (n, i) => {
        const { alpha, delta } = equatorialAngles(rotate(back, n))
        return ((input.Ntot * rate) / rateSum) * (acceptance[i]! / acceptanceSum) * (1 + fieldAt(alpha, delta))
      })
    })
    const pixels = aimed(rings, of)
    const hit = (bin: number) => Array.from(pixels.alpha, (alpha, i) => ringPixel(input.nside_eq, pixels.sinDelta[i]!, pixels.cosDelta[i]!, alpha + sidereal(bin)))
    expect(inView).toBe(expected.n_local_pixels)
    expect(hit(0).slice(0, 20)).toEqual(expected.idx_tau0_first20)
    expect(bins.flatMap((_, bin) => hit(bin)).reduce((a, b) => a + b)).toBe(expected.idx_sum)
    const { sky, local, rate, background } = reduced(rings, of, bins, sidereal)
    const total = sum(local)
    const close = (found: number, wanted: number) => expect(Math.abs(found / wanted - 1)).toBeLessThan(tol.rel)
    expected.N_tau.forEach((n, bin) => close(rate[bin]!, n))
    expected.A_first10.forEach((a, i) => close(local[i]! / total, a))
    expected.data.forEach((n, k) => close(sky[expected.pix[k]!]!, n))
    expected.background.forEach((b, k) => close(background[expected.pix[k]!]!, b))
    expected.dI_raw.forEach((x, k) => expect(Math.abs(sky[expected.pix[k]!]! / background[expected.pix[k]!]! - 1 - x)).toBeLessThan(tol.dI_abs))
    expect(background.filter((b) => b > 0)).toHaveLength(expected.n_seen)
  })
})

describe('whole numbers of events', () => {
  const rings = healpix(4)
  const bins = Array.from({ length: 10 }, (_, bin) => Float64Array.from({ length: rings.pixels }, (_, i) => poisson({ seed: 5, stream: bin }, i, 2 + 3 * uniform({ seed: 6, stream: bin }, i))))

  test.each(AZIMUTH_NAMES)('are kept to the last one, and go where a double loop over directions puts them (%s)', (azimuth) => {
    const of = view(-33, 70, azimuth)
    const sidereal = (bin: number) => siderealOfBin(bin, 10, 'lowerEdge', radians(-97), 0.3)
    const { sky, local, rate, background } = reduced(rings, of, bins, sidereal)
    const inView = Array.from({ length: rings.pixels }, (_, i) => i).filter((i) => localDirection(rings, i, azimuth)[2] >= Math.cos(of.zenithMax) - 1e-12)
    const brute = { sky: new Float64Array(rings.pixels), background: new Float64Array(rings.pixels) }
    const total = inView.reduce((all, i) => all + bins.reduce((n, bin) => n + bin[i]!, 0), 0)
    bins.forEach((counts, bin) => {
      const inBin = inView.reduce((n, i) => n + counts[i]!, 0)
      for (const i of inView) {
        const [x, y, z] = rotate(transposed(localRotation(of.latitude, sidereal(bin))), localDirection(rings, i, azimuth))
        const a = ringPixel(4, z, Math.hypot(x, y), Math.atan2(y, x))
        brute.sky[a]! += counts[i]!
        brute.background[a]! += (inBin * bins.reduce((n, other) => n + other[i]!, 0)) / total
      }
    })
    expect(sky).toEqual(brute.sky)
    background.forEach((b, a) => expect(b).toBeCloseTo(brute.background[a]!, 9))
    expect([sum(sky), sum(local), sum(rate)]).toEqual([total, total, total])
    expect(sum(background)).toBeCloseTo(total, 8)
  })

  test('may come in blocks and bins in any order', () => {
    const of = view(19, 57)
    const pixels = aimed(rings, of)
    const [once, torn] = [emptyMarginals(pixels, 10), emptyMarginals(pixels, 10)]
    bins.forEach((counts, bin) => addCounts(once, pixels, counts, bin, bin))
    for (const bin of [3, 0, 9, 1, 2, 8, 7, 4, 6, 5]) for (let i = 0; i < pixels.alpha.length; i += 7) addCounts(torn, pixels, bins[bin]!, bin, bin, i, Math.min(i + 7, pixels.alpha.length))
    expect(torn).toEqual(once)
  })
})

describe('the axes of a local map', () => {
  test('are perpendicular, lie on the horizon, and the first four are right-handed', () => {
    for (const name of AZIMUTH_NAMES) {
      const { x, y } = AZIMUTHS[name] as { x: Vector3; y: Vector3 }
      expect(Math.abs(x[0] * y[0] + x[1] * y[1])).toBe(0)
      expect([x[2], y[2]]).toEqual([0, 0])
    }
    expect(AZIMUTH_NAMES.map(isRightHanded)).toEqual([true, true, true, true, false, false, false, false])
  })

  test('of south and east at the South Pole give right ascension = sidereal time of Greenwich − azimuth + 90°', () => {
    const rings = healpix(8)
    const { alpha } = aimed(rings, view(-90, 65, 'southEast'))
    const greenwich = 0.4
    for (let i = 0; i < alpha.length; i += 17) {
      const ring = rings.first.findIndex((_, r) => rings.first[r + 1] > i)
      const azimuth = rings.alpha0[ring]! + (2 * Math.PI * (i - rings.first[ring]!)) / (rings.first[ring + 1]! - rings.first[ring]!)
      const found = alpha[i]! + siderealOfBin(0, 360, 'lowerEdge', radians(270), greenwich)
      expect(Math.cos(found - (greenwich - azimuth + Math.PI / 2))).toBeCloseTo(1, 12)
    }
  })
})

describe('a dipole in the sky', () => {
  // Pixels of finite size: a direction is known to half a pixel, and with it the shape of the dipole on a ring.
  test.each([16, 32])('leaves in counts over expectation what the known loss of direct integration leaves (S6), to half a pixel (nside %i)', (nside) => {
    const [amplitude, alpha1, count] = [1e-3, radians(50), 360]
    const of = view(19, 57, 'southEast')
    const rings = healpix(nside)
    const pixels = aimed(rings, of)
    const sidereal = (bin: number) => siderealOfBin(bin, count, 'centre', 0)
    const cosTheta = Float64Array.from(pixels.alpha, (_, i) => localDirection(rings, i, 'southEast')[2])
    const bins = Array.from({ length: count }, (_, bin) =>
      Float64Array.from(pixels.alpha, (alpha, i) => cosTheta[i]! * (1 + amplitude * pixels.cosDelta[i]! * Math.cos(alpha + sidereal(bin) - alpha1))))
    const { sky, background } = reduced(rings, of, bins, sidereal)
    const meanCosine = ((1 - Math.cos(of.zenithMax) ** 3) / 3) / ((1 - Math.cos(of.zenithMax) ** 2) / 2)
    const exposure = { ...of, absorption: 0 }
    let worst = 0
    for (let r = 0; r < rings.count; r++) {
      const [s, c] = [rings.sinDelta[r]!, rings.cosDelta[r]!]
      if (Math.asin(s) < of.latitude - of.zenithMax + 0.1 || Math.asin(s) > of.latitude + of.zenithMax - 0.1) continue
      // ∫ cos θ cos h dh over ∫ cos θ dh, from ∫ cos²θ dh: cos θ = sin Φ sin δ + cos Φ cos δ cos h.
      const first = exposureAtDeclination(Float64Array.of(s), { ...exposure, zenithPower: 1 })[0]!
      const second = exposureAtDeclination(Float64Array.of(s), { ...exposure, zenithPower: 2 })[0]!
      const meanCosHour = (second / first - Math.sin(of.latitude) * s) / (Math.cos(of.latitude) * c)
      const wanted = amplitude * (c - Math.cos(of.latitude) * meanCosine * meanCosHour)
      const n = rings.first[r + 1]! - rings.first[r]!
      let [re, im] = [0, 0]
      for (let k = 0; k < n; k++) {
        const alpha = rings.alpha0[r]! + (2 * Math.PI * k) / n
        const value = sky[rings.first[r]! + k]! / background[rings.first[r]! + k]! - 1
        re += (2 / n) * value * Math.cos(alpha)
        im += (2 / n) * value * Math.sin(alpha)
      }
      worst = Math.max(worst, Math.hypot(re - wanted * Math.cos(alpha1), im - wanted * Math.sin(alpha1)))
    }
    expect(worst).toBeLessThan(0.5 * Math.sqrt(rings.pixelArea[0]!) * amplitude)
  })
})

test('an expectation normalised on rings adds up to the counts of each ring, keeps its shape, and unseen pixels are NaN', () => {
  const rings = healpix(2)
  const counts = Float64Array.from({ length: 48 }, (_, i) => 10 + (i % 7))
  const expected = Float64Array.from({ length: 48 }, (_, i) => (i % 5 === 0 ? 0 : 8 + (i % 3)))
  for (let i = 0; i < 48; i += 5) counts[i] = 0
  const [before, normalised] = [expected.slice(), counts.slice()]
  for (let ring = 0; ring < rings.count; ring += 2) normaliseOnRings(rings, normalised, expected, ring, Math.min(ring + 2, rings.count))
  for (let ring = 0; ring < rings.count; ring++) {
    const pixels = Array.from({ length: rings.first[ring + 1]! - rings.first[ring]! }, (_, k) => rings.first[ring]! + k)
    const seen = pixels.filter((p) => before[p]! > 0)
    expect(pixels.filter((p) => Number.isNaN(expected[p]) && Number.isNaN(normalised[p]))).toEqual(pixels.filter((p) => !seen.includes(p)))
    expect(seen.reduce((sum, p) => sum + expected[p]!, 0)).toBeCloseTo(seen.reduce((sum, p) => sum + counts[p]!, 0), 10)
    for (const p of seen) expect(expected[p]! / before[p]!).toBeCloseTo(expected[seen[0]!]! / before[seen[0]!]!, 12)
  }
})

test('a limit of 0 holds no ring, one on a ring holds it, one of 180° holds all', () => {
  const rings = healpix(8)
  expect(ringsInView(rings, 0)).toBe(0)
  expect(ringsInView(rings, Math.acos(rings.sinDelta[4]))).toBe(5)
  expect(ringsInView(rings, Math.acos(rings.sinDelta[4]) - 1e-6)).toBe(4)
  expect(ringsInView(rings, Math.PI)).toBe(rings.count)
})

test('rings are aimed one block at a time, and no further', () => {
  const [rings, of] = [healpix(4), view(19, 60)]
  const whole = aimed(rings, of)
  const some = aimPixels(roomForPixels(rings, of.zenithMax), rings, of, 1, 3)
  const [first, end] = [rings.first[1], rings.first[3]]
  expect(some.cosDelta.subarray(first, end)).toEqual(whole.cosDelta.subarray(first, end))
  expect([...some.cosDelta.subarray(0, first), ...some.cosDelta.subarray(end)].every((c) => c === 0)).toBe(true)
  expect(whole.cosDelta.every((c) => c > 0)).toBe(true)})

test('an expectation of less than one event is one all the same', () => {
  const rings = healpix(1)
  const [counts, expected] = [new Float64Array(12), new Float64Array(12)]
  expected.set([0.25, 0.5, 0, 0.25])
  counts.set([1, 0, 0, 1])
  normaliseOnRings(rings, counts, expected, 0, rings.count)
  expect(Array.from(expected.subarray(0, 4))).toEqual([0.5, 1, NaN, 0.5])
  expect(Array.from(counts.subarray(0, 5))).toEqual([1, 0, NaN, 1, NaN])
})

test('a zenith limit above the first ring sees nothing', () => {
  // The first ring of nside 1 has sin δ = 2/3, 48.2° from the zenith.
  expect([30, 48.1, 48.2, 90].map((deg) => ringsInView(healpix(1), radians(deg)))).toEqual([0, 0, 1, 2])
  expect(roomForPixels(healpix(1), radians(30)).alpha).toHaveLength(0)
})
