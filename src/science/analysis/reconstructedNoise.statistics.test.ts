/**
 * Isotropic Poisson tables of declination × hour angle × sidereal time through direct integration and through the likelihood, both from
 * their definitions. Seeds 1 … N are fixed; standard errors come from the scatter of the skies; bounds are 4.5 of them, a false alarm
 * has the probability 7e-6 per bound and less than 1e-4 for all eight together. Taken for maps with known background, the same skies
 * must break the bounds where reconstruction matters.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { almIndex } from '../harmonics/alm.ts'
import { analysis } from '../harmonics/transform.ts'
import { poisson } from '../math/poisson.ts'
import { cholesky, choleskySolve } from './cholesky.ts'
import { fitMultipoles } from './multipoleFit.ts'
import { noiseLevel } from './noise.ts'
import { reconstructedCovariance, reconstructionNoise, type Background } from './reconstructedNoise.ts'
import { cellAcceptance, evenRings, harmonicsOfCells, reconstructedMap } from './testing/marginalMaps.ts'

const [RINGS, HOURS, EVENTS, LMAX, SKIES, BOUND] = [12, 24, 1e6, 3, 1500, 4.5]
const rings = evenRings(RINGS, HOURS)
const acceptance = cellAcceptance(rings, 19, 60)
const exposure = harmonicsOfCells(rings, acceptance, LMAX)
const share = Float64Array.from({ length: RINGS }, (_, ring) => exposure.re[ring * (LMAX + 1)])
const seen = Uint8Array.from(share, (a) => (a > 0 ? 1 : 0))
const weight = Float64Array.from({ length: rings.pixels }, (_, p) => (EVENTS * share[Math.floor(p / HOURS)]) / HOURS)
const variance = weight.map((n) => (n > 0 ? 1 / n : NaN))
const known = noiseLevel(rings, variance, new Uint8Array(rings.pixels).fill(1), LMAX, false)

interface Sky {
  /** C_l, l = 1 … 3 */
  readonly spectrum: readonly number[]
  /** Re and Im of the fitted a_11, a_21, a_31: twice [3] */
  readonly fits: readonly (readonly number[])[]
}

function skyOf(seed: number, passes: number): Sky {
  const draws = { seed, stream: 11 }
  const counts = new Float64Array(RINGS * HOURS * HOURS)
  for (let i = 0; i < counts.length; i++) {
    const mean = (EVENTS * acceptance[Math.floor(i / HOURS)]) / HOURS
    if (mean > 0) counts[i] = poisson(draws, i, mean)
  }
  const map = reconstructedMap(counts, RINGS, HOURS, passes)
  const alm = analysis(rings, map, LMAX)
  const spectrum = [1, 2, 3].map((l) => {
    let power = 0
    for (let m = 1; m <= l; m++) power += 2 * (alm.re[almIndex(LMAX, l, m)] ** 2 + alm.im[almIndex(LMAX, l, m)] ** 2)
    return power / (2 * l + 1)
  })
  const { terms, coefficients } = fitMultipoles(rings, map, weight, [1, 2, 3], false, true)
  const fits = (['re', 'im'] as const).map((part) => [1, 2, 3].map((l) => coefficients[terms.findIndex((t) => t.l === l && t.m === 1 && t.part === part)]))
  return { spectrum, fits }
}

/** How many standard errors the mean of a sample lies from what is expected. */
function pull(sample: readonly number[], wanted: number): number {
  const mean = sample.reduce((a, b) => a + b, 0) / sample.length
  const scatter = sample.reduce((a, b) => a + (b - mean) ** 2, 0) / (sample.length - 1)
  return (mean - wanted) / Math.sqrt(scatter / sample.length)
}

/** xᵀC⁻¹x per degree of freedom. */
const chiSquare = (x: readonly number[], covariance: Float64Array) =>
  choleskySolve(cholesky(covariance, 3)!, 3, Float64Array.from(x)).reduce((sum, y, i) => sum + x[i] * y, 0) / 3

describe.each([['directIntegration', 1], ['likelihood', 45]] as const)('%s of 1,500 isotropic skies', (background: Background, passes) => {
  let skies: readonly Sky[]
  const added = reconstructionNoise(rings, exposure, Float64Array.from(seen), EVENTS, LMAX, background)
  beforeAll(() => {
    skies = Array.from({ length: SKIES }, (_, i) => skyOf(i + 1, passes))
  }, 120_000)

  test.each([1, 2, 3])('scatters with the noise of (S18′) at l = %d', (l) => {
    const spectrum = skies.map((sky) => sky.spectrum[l - 1])
    const [right, mutant] = [pull(spectrum, known[l] + added[l]), pull(spectrum, known[l])]
    console.info(`${background} l = ${l}: ${right.toFixed(2)}σ with (S18′), ${mutant.toFixed(2)}σ with (S18); ratio ${(1 + added[l] / known[l]).toFixed(3)}`)
    expect(Math.abs(right)).toBeLessThan(BOUND)
    if (l < 3) expect(Math.abs(mutant)).toBeGreaterThan(BOUND)
  })

  test('has dipole, quadrupole and octupole of m = 1 with the errors and correlations of spec 18', () => {
    const [right, mutant] = ([background, 'known'] as const).map((which) => {
      const { same } = reconstructedCovariance(rings, exposure, [1, 2, 3], 1, EVENTS, which)
      return pull(skies.flatMap(({ fits }) => fits.map((x) => chiSquare(x, same))), 1)
    })
    console.info(`${background} χ² of m = 1: ${right.toFixed(2)}σ, with H⁻¹ ${mutant.toFixed(2)}σ`)
    expect(Math.abs(right)).toBeLessThan(BOUND)
    expect(Math.abs(mutant)).toBeGreaterThan(BOUND)
  })
})
