/** Seeds are fixed; bounds are stated with their standard errors. */
import { expect, test } from 'vitest'
import { analysis } from '../harmonics/transform.ts'
import { almIndex } from '../harmonics/alm.ts'
import { poisson } from '../math/poisson.ts'
import { ringMeanReference } from '../reconstruction/ringMean.ts'
import { ringsOf } from '../sphere/rings.ts'
import { noiseLevel, uniformNoise } from './noise.ts'
import { band } from './testing/skies.ts'

/** The mutant: 1/n of the pixels that have counts. */
const neyman = (counts: Float64Array) => counts.map((n) => (n > 0 ? 1 / n : 0))

test('a full sky with 3 counts per pixel has the noise 4π/N within 1 %, with expectations as weights', () => {
  // The level has no noise of its own beyond the rings' totals: its bias is 1/N_ring in each ring, 255 rings/147,456 events = 0.2 %.
  const rings = ringsOf({ kind: 'healpix', nside: 64 })
  const seen = new Uint8Array(rings.pixels).fill(1)
  for (const seed of [1, 2, 3]) {
    const draws = { seed, stream: 1 }
    const counts = Float64Array.from({ length: rings.pixels }, (_, p) => poisson(draws, p, 3))
    const events = counts.reduce((sum, n) => sum + n, 0)
    const reference = ringMeanReference(rings, counts)
    const level = noiseLevel(rings, counts.map((n, p) => (reference[p] > 0 ? n / reference[p] ** 2 : 0)), seen, 0, true)[0]
    const mutant = noiseLevel(rings, neyman(counts), seen, 0, true)[0]
    console.info(`N/(4π/N_tot): V/B² ${(level / uniformNoise(1, events)).toFixed(4)}, 1/n ${(mutant / uniformNoise(1, events)).toFixed(4)}`)
    expect(Math.abs(level / uniformNoise(1, events) - 1)).toBeLessThan(0.01)
    expect(Math.abs(mutant / uniformNoise(1, events) - 1)).toBeGreaterThan(0.1)
  }
})

test('the spectra of isotropic Poisson skies scatter about the noise level, cut and without m = 0', () => {
  // Σ_l (2l+1)(C_l − N_l)/N_l over l = 5 … 40 pooled over 40 skies: sky-to-sky scatter gives the standard error; bound 4 of them (6.3e-5).
  const rings = ringsOf({ kind: 'healpix', nside: 16 })
  const seen = band(rings, -41, 79)
  const [SKIES, LMIN, LMAX] = [40, 5, 40]
  const ratios: number[] = []
  const mutants: number[] = []
  for (let sky = 1; sky <= SKIES; sky++) {
    const draws = { seed: sky, stream: 2 }
    const counts = Float64Array.from(seen, (s, p) => (s ? poisson(draws, p, 3) : NaN))
    const reference = ringMeanReference(rings, counts)
    const value = counts.map((n, p) => (reference[p] > 0 ? n / reference[p] - 1 : NaN))
    const alm = analysis(rings, value, LMAX)
    const level = noiseLevel(rings, counts.map((n, p) => n / reference[p] ** 2), seen, LMAX, false)
    const wrong = noiseLevel(rings, neyman(counts), seen, LMAX, false)
    let [power, expected, mutant] = [0, 0, 0]
    for (let l = LMIN; l <= LMAX; l++) {
      for (let m = 1; m <= l; m++) power += 2 * (alm.re[almIndex(LMAX, l, m)] ** 2 + alm.im[almIndex(LMAX, l, m)] ** 2)
      expected += (2 * l + 1) * level[l]
      mutant += (2 * l + 1) * wrong[l]
    }
    ratios.push(power / expected)
    mutants.push(power / mutant)
  }
  const pull = (sample: readonly number[]) => {
    const mean = sample.reduce((sum, x) => sum + x, 0) / SKIES
    return (mean - 1) / Math.sqrt(sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (SKIES - 1) / SKIES)
  }
  console.info(`spectrum against noise level: V/B² ${pull(ratios).toFixed(2)}σ, 1/n ${pull(mutants).toFixed(2)}σ`)
  expect(Math.abs(pull(ratios))).toBeLessThan(4)
  expect(Math.abs(pull(mutants))).toBeGreaterThan(4)
})
