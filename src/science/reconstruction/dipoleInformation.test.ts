import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-20_uncertainties.json'
import { uniform } from '../math/philox.ts'
import { radians } from '../units.ts'
import { centredProducts, dipoleFactors, exposureWaves, plainProducts } from './dipoleInformation.ts'
import { inverse } from './dipoleEstimate.ts'
import { evenRate, siteAcceptance } from './testing/dipoleMocks.ts'
import { keptShare, zenithMoments } from './zenithMoments.ts'

const grid = { rings: 5, cells: 8 }
const random = (n: number, stream: number) => Float64Array.from({ length: n }, (_, i) => uniform({ seed: 3, stream }, i))
const local = random(40, 1).map((x, i) => (i % 7 === 0 ? 0 : x))
const total = local.reduce((a, b) => a + b, 0)
const rate = random(8, 2)
const times = rate.reduce((a, b) => a + b, 0)
const marginals = { grid, local, rate: rate.map((r) => (r * total) / times) }

/** Averages of products of two waves (Re, Im) over r × A, each less the means that rate and acceptance can take, from all cells one by one. */
function bruteForce(w: Float64Array, v: Float64Array, centred: boolean): readonly number[] {
  const weights: number[] = []
  const waves: number[][] = []
  for (let i = 0; i < 40; i++) {
    for (let t = 0; t < 8; t++) {
      const ring = Math.floor(i / 8)
      const alpha = (2 * Math.PI * (t + 0.5 - (i % 8))) / 8
      weights.push((local[i] * rate[t]) / (total * times))
      waves.push([w[ring] * Math.cos(alpha), w[ring] * Math.sin(alpha), v[ring] * Math.cos(alpha), v[ring] * Math.sin(alpha)])
    }
  }
  const mean = (j: number, of: (cell: number) => boolean) => {
    let [sum, all] = [0, 0]
    weights.forEach((weight, cell) => {
      if (!of(cell)) return
      sum += weight * waves[cell][j]
      all += weight
    })
    return all > 0 ? sum / all : 0
  }
  const level = [0, 1, 2, 3].map((j) => {
    const byTime = Array.from({ length: 8 }, (_, t) => mean(j, (cell) => cell % 8 === t))
    const byPlace = Array.from({ length: 40 }, (_, i) => mean(j, (cell) => Math.floor(cell / 8) === i))
    const all = mean(j, () => true)
    return waves.map((wave, cell) => wave[j] - (centred ? byTime[cell % 8] + byPlace[Math.floor(cell / 8)] - all : 0))
  })
  return [[0, 2], [0, 3], [1, 2], [1, 3]].map(([a, b]) => weights.reduce((sum, weight, cell) => sum + weight * level[a][cell] * level[b][cell], 0))
}

describe('what events know of waves', () => {
  const [w, v] = [random(5, 4), dipoleFactors(grid)]

  test.each([['plain', false], ['centred', true]] as const)('%s, is what a sum over every cell and time gives, for any rate and acceptance', (_, centred) => {
    const products = (centred ? centredProducts : plainProducts)(exposureWaves(marginals), w, v)
    bruteForce(w, v, centred).forEach((x, i) => expect(Math.abs(products[i] - x)).toBeLessThan(1e-14))
  })

  test('is as much as (S21) says of a dipole where live time is even; a grid of 180 × 360 cuts the edge of the view to 2e-3', () => {
    for (const { input, expected } of golden.cases.slice(0, 3)) {
      const fine = { rings: 180, cells: 360 }
      const { lat_deg: latitude, zmax_deg: zenith, Ntot: events } = input as { lat_deg: number; zmax_deg: number; Ntot: number }
      const acceptance = siteAcceptance(fine, latitude, zenith)
      const exposure = exposureWaves({ grid: fine, local: acceptance.map((a) => a * events), rate: evenRate(fine, events) })
      const factors = dipoleFactors(fine)
      const [known, centred] = [plainProducts(exposure, factors, factors), centredProducts(exposure, factors, factors)]
      expect(Math.sqrt(inverse(known)[0] / events) / expected.sigma_known_background!).toBeCloseTo(1, 3)
      expect(Math.abs(Math.sqrt(inverse(centred)[0] / events) / expected.sigma_ML! - 1)).toBeLessThan(2e-3)
      expect(Math.abs(centred[0] / known[0] - keptShare(radians(latitude), zenithMoments({ zenithMax: radians(zenith), zenithPower: 1, absorption: 0 })))).toBeLessThan(2e-3)
      expect(Math.abs(centred[1]) + Math.abs(centred[2]) + Math.abs(centred[3] - centred[0])).toBeLessThan(1e-12)
    }
  })

  test('needs events', () => {
    expect(() => exposureWaves({ grid, local: new Float64Array(40), rate: new Float64Array(8) })).toThrow(/something was counted/)
    expect(() => exposureWaves({ grid, local, rate: new Float64Array(9) })).toThrow(/size of their grid/)
  })
})
