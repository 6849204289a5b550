/**
 * The null width of S against a ring-normalised background (spec 5) must be 1.00 ± 0.02. The skies are as many as make the
 * standard error of each width less than 0.004 (measured from sky to sky and asserted), so the band is 5 standard errors:
 * a false alarm has the probability 6e-7 per case, 5e-6 for the nine.
 */
import { describe, expect, test } from 'vitest'
import { poisson } from '../math/poisson.ts'
import { ringMeanReference } from '../reconstruction/ringMean.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { ringNormalised } from './significance.ts'
import { topHatSums } from './topHat.ts'

const rings = ringsOf({ kind: 'healpix', nside: 16 })
const MEAN = 30
const RADII = [5, 10, 20]

/** Mean of S² along one ring in one sky, with and without the share of the disc in its own reference. */
function meanSquares(centre: number, radius: number, counts: Float64Array, reference: Float64Array, room: readonly Float64Array[]): [number, number] {
  const [n, b, shares] = room
  topHatSums(rings, radius, [counts, reference], [n, b], centre, centre + 1, shares)
  let [right, mutant] = [0, 0]
  for (let p = rings.first[centre]; p < rings.first[centre + 1]; p++) {
    right += ringNormalised(n[p], b[p], shares[p] / b[p]) ** 2
    mutant += ringNormalised(n[p], b[p], 0) ** 2
  }
  const size = rings.first[centre + 1] - rings.first[centre]
  return [right / size, mutant / size]
}

describe('isotropic skies, each ring its own reference', () => {
  test.each([[0, 3500], [60, 8000], [85, 40000]])('S has unit width at δ = %d° for discs of 5, 10 and 20°', (deltaDeg, skies) => {
    const delta = Float64Array.from(rings.sinDelta, Math.asin)
    const centre = delta.reduce((best, d, ring) => (Math.abs(d - radians(deltaDeg)) < Math.abs(delta[best] - radians(deltaDeg)) ? ring : best), 0)
    const inReach = [...delta.keys()].filter((ring) => Math.abs(delta[ring] - delta[centre]) < radians(RADII[2]) + 1e-9)
    const [from, to] = [rings.first[inReach[0]], rings.first[inReach[inReach.length - 1] + 1]]
    const counts = new Float64Array(rings.pixels)
    const room = [0, 1, 2].map(() => new Float64Array(rings.pixels))
    const sums = RADII.map(() => ({ right: 0, square: 0, mutant: 0 }))
    for (let sky = 1; sky <= skies; sky++) {
      const draws = { seed: sky, stream: deltaDeg }
      for (let p = from; p < to; p++) counts[p] = poisson(draws, p, MEAN)
      const reference = ringMeanReference(rings, counts)
      RADII.forEach((radiusDeg, k) => {
        const [right, mutant] = meanSquares(centre, radians(radiusDeg), counts, reference, room)
        sums[k].right += right
        sums[k].square += right * right
        sums[k].mutant += mutant
      })
    }
    sums.forEach(({ right, square, mutant }, k) => {
      const variance = right / skies
      const width = Math.sqrt(variance)
      const error = Math.sqrt((square / skies - variance ** 2) / skies) / (2 * width)
      console.info(`δ ${deltaDeg}°, r ${RADII[k]}°: width ${width.toFixed(4)} ± ${error.toFixed(4)}, without 1 − x̄ ${Math.sqrt(mutant / skies).toFixed(4)}`)
      expect(error).toBeLessThan(0.004)
      expect(Math.abs(width - 1)).toBeLessThan(0.02)
      // Small discs far from the pole hold little of their ring; there the mutant is nearly right.
      if (RADII[k] >= 10) expect(Math.sqrt(mutant / skies)).toBeLessThan(0.98)
    })
  })
})
