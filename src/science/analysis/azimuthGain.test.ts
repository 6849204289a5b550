import { describe, expect, test } from 'vitest'
import { poisson } from '../math/poisson.ts'
import { aimPixels, roomForPixels, siderealOfBin } from '../reconstruction/localMarginals.ts'
import { AZIMUTH_NAMES, isRightHanded, type Azimuth } from '../sphere/localAzimuth.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { addBinToGain, beginGain, finishGain } from './azimuthGain.ts'

const rings = ringsOf({ kind: 'healpix', nside: 8 })
const BINS = 24
const sidereal = (bin: number) => siderealOfBin(bin, BINS, 'centre', 0.7)

const aimed = (latitudeDeg: number, azimuth: Azimuth) => {
  const view = { latitude: radians(latitudeDeg), zenithMax: radians(57), azimuth }
  return aimPixels(roomForPixels(rings, view.zenithMax), rings, view, 0, rings.count)
}

type Field = (sinDelta: number, cosDelta: number, alpha: number) => number
/** A dipole and a bit of l = 2 and 3. */
const field: Field = (s, c, alpha) => 3e-3 * c * Math.cos(alpha - 1) + 1e-3 * s * c * Math.sin(alpha) + 5e-4 * c ** 3 * Math.cos(3 * alpha)

/** n_τi of a sky seen with uneven rate and lopsided acceptance. @param noise  a seed, or none for μ itself */
function cube(latitudeDeg: number, azimuth: Azimuth, sky: Field, events: number, noise?: number): Float64Array[] {
  const { sinDelta, cosDelta, alpha } = aimed(latitudeDeg, azimuth)
  return Array.from({ length: BINS }, (_, bin) =>
    Float64Array.from(alpha, (a, i) => {
      const mu = (events / BINS / alpha.length) * (1 + 0.2 * Math.cos(sidereal(bin))) * (1 + 0.3 * Math.sin(i)) * (1 + sky(sinDelta[i]!, cosDelta[i]!, a + sidereal(bin)))
      return noise === undefined ? mu : poisson({ seed: noise, stream: bin }, i, mu)
    }))
}

function judged(bins: readonly Float64Array[], latitudeDeg: number, azimuth: Azimuth, degree = 3) {
  const pixels = aimed(latitudeDeg, azimuth)
  const rates = bins.map((counts) => counts.reduce((a, b) => a + b, 0))
  const total = rates.reduce((a, b) => a + b, 0)
  const acceptance = Float64Array.from(pixels.alpha, (_, i) => bins.reduce((n, counts) => n + counts[i]!, 0) / total)
  const gain = beginGain(pixels)
  bins.forEach((counts, bin) => addBinToGain(gain, pixels, counts, acceptance, rates[bin]! / total, total, sidereal(bin)))
  return finishGain(gain, acceptance, total, degree)
}

/** ln L of (S8) at its maximum over rate, acceptance and the coefficients of the dipole, by plain alternation: slow and independent. */
function dipoleLogLikelihood(bins: readonly Float64Array[], latitudeDeg: number, azimuth: Azimuth, c: readonly [number, number]): number {
  const { cosDelta, alpha } = aimed(latitudeDeg, azimuth)
  const intensity = bins.map((_, bin) => Float64Array.from(alpha, (a, i) => 1 + cosDelta[i]! * (c[0] * Math.cos(a + sidereal(bin)) + c[1] * Math.sin(a + sidereal(bin)))))
  const rate = bins.map((counts) => counts.reduce((a, b) => a + b, 0))
  const acceptance = Float64Array.from(alpha, () => 1 / alpha.length)
  for (let round = 0; round < 200; round++) {
    for (const i of alpha.keys()) acceptance[i] = bins.reduce((n, counts) => n + counts[i]!, 0) / bins.reduce((mu, _, bin) => mu + rate[bin]! * intensity[bin]![i]!, 0)
    for (const bin of bins.keys()) rate[bin] = bins[bin]!.reduce((a, b) => a + b, 0) / acceptance.reduce((mu, a, i) => mu + a * intensity[bin]![i]!, 0)
  }
  let sum = 0
  bins.forEach((counts, bin) => counts.forEach((n, i) => {
    const mu = rate[bin]! * acceptance[i]! * intensity[bin]![i]!
    sum += n * Math.log(mu) - mu
  }))
  return sum
}

describe('the gain in likelihood', () => {
  test('is that of a full fit of rate, acceptance and dipole, where its coefficients put the maximum', () => {
    const bins = cube(19, 'southEast', (_, c, alpha) => 3e-3 * c * Math.cos(alpha - 1), 1e8)
    const { gain, coefficients } = judged(bins, 19, 'southEast', 1)!
    const [x, y] = coefficients as unknown as [number, number]
    const flat = dipoleLogLikelihood(bins, 19, 'southEast', [0, 0])
    const best = dipoleLogLikelihood(bins, 19, 'southEast', [x, y])
    expect(Math.abs((best - flat) / gain - 1)).toBeLessThan(0.005)
    for (const [dx, dy] of [[1e-4, 0], [-1e-4, 0], [0, 1e-4], [0, -1e-4]] as const) expect(dipoleLogLikelihood(bins, 19, 'southEast', [x + dx, y + dy])).toBeLessThan(best)
  })

  test('comes with the coefficients of the sky, undiminished, to first order', () => {
    const { coefficients } = judged(cube(19, 'northEast', field, 1e8), 19, 'northEast')!
    const wanted = [3e-3 * Math.cos(1), 3e-3 * Math.sin(1), 0, 1e-3, 0, 0, 0, 0, 0, 0, 5e-4, 0]
    coefficients.forEach((c, k) => expect(Math.abs(c - wanted[k]!)).toBeLessThan(3e-5))
  })

  test.each([19, -35, 52])('is largest for the azimuth the counts were made with (latitude %i°)', (latitude) => {
    for (const azimuth of AZIMUTH_NAMES) {
      const bins = cube(latitude, azimuth, field, 1e10, 11)
      const gains = AZIMUTH_NAMES.map((name) => judged(bins, latitude, name)!.gain)
      expect(AZIMUTH_NAMES[gains.indexOf(Math.max(...gains))]).toBe(azimuth)
    }
  })

  test('at the Pole is the same for every offset, since that only turns the sky, and smaller for the other sense', () => {
    const bins = cube(-90, 'southEast', field, 1e8)
    const { gain } = judged(bins, -90, 'southEast')!
    for (const name of AZIMUTH_NAMES) {
      const other = judged(bins, -90, name)!.gain
      if (isRightHanded(name)) expect(Math.abs(other / gain - 1)).toBeLessThan(1e-9)
      else expect(other).toBeLessThan(0.5 * gain)
    }
  })

  test('of isotropic counts is half a χ² with 12 degrees of freedom', () => {
    const gains = Array.from({ length: 60 }, (_, seed) => 2 * judged(cube(19, 'southEast', () => 0, 1e6, 100 + seed), 19, 'southEast')!.gain)
    const mean = gains.reduce((a, b) => a + b) / gains.length
    expect(Math.abs(mean - 12)).toBeLessThan((4 * Math.sqrt(24)) / Math.sqrt(gains.length))
    const variance = gains.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (gains.length - 1)
    expect(variance).toBeGreaterThan(24 / 2.5)
    expect(variance).toBeLessThan(24 * 2.5)
  })

  test('is not given where one ring of pixels sees too little', () => {
    const view = { latitude: radians(90), zenithMax: radians(5), azimuth: 'southEast' as const }
    const pixels = aimPixels(roomForPixels(rings, view.zenithMax), rings, view, 0, rings.count)
    const gain = beginGain(pixels)
    const acceptance = new Float64Array(pixels.alpha.length).fill(1 / pixels.alpha.length)
    for (let bin = 0; bin < BINS; bin++) addBinToGain(gain, pixels, new Float64Array(pixels.alpha.length).fill(10), acceptance, 1 / BINS, 10 * BINS * pixels.alpha.length, sidereal(bin))
    expect(finishGain(gain, acceptance, 10 * BINS * pixels.alpha.length, 3)).toBeUndefined()
  })
})
