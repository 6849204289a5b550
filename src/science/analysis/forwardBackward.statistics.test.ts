/**
 * Errors of the waves that Forward–Backward finds on each ring: 600 isotropic skies in uneven live time, seeds 1 … 600. The mean of wave²/variance is 1 for each
 * n = 1 … 5, over all rings, within 4.5 standard errors from its own scatter (7e-6 each). The mutant leaves S_n out, as if all waves were seen whole.
 */
import { expect, test } from 'vitest'
import { resampleRings } from '../reconstruction/resampling.ts'
import { allRecords, COARSE, dipoleSky, siteAcceptance, unevenRate } from '../reconstruction/testing/dipoleMocks.ts'
import { emptyRingWaves, forwardBackwardWaves } from './forwardBackward.ts'

const [SKIES, ORDER, OFFSET] = [600, 5, 2]

test('waves scatter by their errors, each n on every ring', () => {
  const fitted = { grid: COARSE, rate: unevenRate(COARSE, 1e7), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, [0, 0, 0]) }
  const skies: { right: number[]; mutant: number[] }[] = []
  for (let seed = 1; seed <= SKIES; seed++) {
    const waves = forwardBackwardWaves(resampleRings(fitted, { seed, stream: 31 }, allRecords(COARSE, OFFSET, 1)), 'centre', emptyRingWaves(COARSE, ORDER))
    const [right, mutant, rings] = [1, 2, 3].map(() => Array.from({ length: ORDER }, () => 0))
    for (let at = 0; at < COARSE.rings * ORDER; at++) {
      const [n, variance] = [(at % ORDER) + 1, waves.variance.subarray(3 * at, 3 * at + 3)]
      if (!(variance[0] < Infinity)) continue
      const chi2 = (waves.cosine[at] ** 2 * variance[1] - 2 * waves.cosine[at] * waves.sine[at] * variance[2] + waves.sine[at] ** 2 * variance[0]) / (variance[0] * variance[1] - variance[2] ** 2) / 2
      right[n - 1] += chi2
      mutant[n - 1] += chi2 / Math.sin((n * OFFSET * 2 * Math.PI) / COARSE.cells) ** 2
      rings[n - 1]++
    }
    skies.push({ right: right.map((x, i) => x / rings[i]), mutant: mutant.map((x, i) => x / rings[i]) })
  }
  for (let n = 1; n <= ORDER; n++) {
    const pull = (of: 'right' | 'mutant') => {
      const sample = skies.map((sky) => sky[of][n - 1])
      const mean = sample.reduce((a, b) => a + b, 0) / SKIES
      const scatter = sample.reduce((a, b) => a + (b - mean) ** 2, 0) / (SKIES - 1)
      return (mean - 1) / Math.sqrt(scatter / SKIES)
    }
    console.info(`n = ${n}: ${pull('right').toFixed(2)}σ, without S_n ${pull('mutant').toFixed(1)}σ`)
    expect(Math.abs(pull('right'))).toBeLessThan(4.5)
    if (n !== 3) expect(Math.abs(pull('mutant'))).toBeGreaterThan(4.5) // sin 3ξ = 1
  }
})
