/**
 * Coverage of the amplitude intervals. 40,000 draws each, fixed seeds: the standard error of a coverage c is √(c(1 − c)/40,000).
 * Bounds are 4 standard errors plus 0.002 for the steps of the tables. If the tables were exact that would be 4.8 standard errors or
 * more, 1.6e-6 for each of 19 bounds; if they used up their 0.002, a false alarm would have the probability 6.3e-5 per bound.
 */
import { describe, expect, test } from 'vitest'
import { normal } from '../math/philox.ts'
import { dipoleOf } from './dipole.ts'
import type { MultipoleFit } from './multipoleFit.ts'
import { riceInterval } from './rice.ts'

const DRAWS = 40_000
const STEP = 0.002
const bound = (level: number) => 4 * Math.sqrt((level * (1 - level)) / DRAWS) + STEP

const K = (2 * Math.PI) / 3
const SIGMA = 1e-3
const noiseFit = (x: number, y: number): MultipoleFit => ({
  degrees: [1],
  zonal: false,
  templates: 0,
  terms: [{ l: 1, m: 1, part: 're' }, { l: 1, m: 1, part: 'im' }],
  coefficients: Float64Array.of(-Math.sqrt(K) * x, Math.sqrt(K) * y),
  covariance: Float64Array.of(K * SIGMA ** 2, 0, 0, K * SIGMA ** 2),
  inverse: new Float64Array(4),
  condition: 1,
  chi2: 0,
  degreesOfFreedom: 1,
})

describe('of many measurements of one amplitude', () => {
  test.each([0, 0.5, 1, 2, 3, 5])('%d σ: 68.3 % of the intervals cover it, and 95 % or more of the limits', (ratio) => {
    const draws = { seed: 1 + Math.round(10 * ratio), stream: 7 }
    let [covered, covered95, limited, naive, byChance] = [0, 0, 0, 0, 0]
    for (let i = 0; i < DRAWS; i++) {
      const dipole = dipoleOf(noiseFit(SIGMA * (ratio + normal(draws, 2 * i)), SIGMA * normal(draws, 2 * i + 1)))
      const truth = ratio * SIGMA
      if (dipole.interval68![0] <= truth && truth <= dipole.interval68![1]) covered++
      if (truth <= dipole.limit95!) limited++
      if (riceInterval(dipole.a1 / SIGMA, 0.95)[0] * SIGMA <= truth && truth <= dipole.limit95!) covered95++
      if (Math.abs(dipole.a1 - truth) <= dipole.a1Error!) naive++
      if (dipole.chance! < 0.05) byChance++
    }
    console.info(`A/σ ${ratio}: interval ${(covered / DRAWS).toFixed(4)}, at 95 % ${(covered95 / DRAWS).toFixed(4)}, limit ${(limited / DRAWS).toFixed(4)}, A ± σ ${(naive / DRAWS).toFixed(4)}`)
    expect(Math.abs(covered / DRAWS - 0.6827)).toBeLessThan(bound(0.6827))
    expect(Math.abs(covered95 / DRAWS - 0.95)).toBeLessThan(bound(0.95))
    expect(limited / DRAWS).toBeGreaterThan(0.95 - bound(0.95))
    if (ratio > 0) return
    // The mutant A ± σ covers nothing in only 39 % of cases; the chance of noise is a probability.
    expect(Math.abs(naive / DRAWS - 0.6827)).toBeGreaterThan(bound(0.6827))
    expect(Math.abs(byChance / DRAWS - 0.05)).toBeLessThan(bound(0.05))
  })
})
