/** Case 18: detectors, live time and skies of the closure figures, on HEALPix and on the ring grid, and the dipole by which maps are judged. */
import type closure from '../../golden/observation-18_closure.json'
import dipoleSky from '../../golden/observation-sky_dipole.json'
import powerLawSky from '../../golden/observation-sky_powerlaw.json'
import { almIndex, emptyAlm, type Alm } from '../../harmonics/alm.ts'
import { rotate } from '../../math/matrix3.ts'
import { equatorialVector, localAngles, localRotation } from '../../sphere/directions.ts'
import { ringsOf, type Rings } from '../../sphere/rings.ts'
import { radians } from '../../units.ts'
import { geometryOf, type Marginals, type RingGrid } from '../marginals.ts'
import { ratesOf } from './countCubes.ts'
import { expectedLocalCounts, type LocalCounts } from './healpixLikelihood.ts'

export type ClosureCase = (typeof closure.cases)[number]
type Input = ClosureCase['input']

function almOf(coefficients: readonly (readonly number[])[]): Alm {
  const alm = emptyAlm(Math.max(...coefficients.map(([l]) => l!)))
  for (const [l, m, re, im] of coefficients) {
    alm.re[almIndex(alm.lmax, l!, m!)] = re!
    alm.im[almIndex(alm.lmax, l!, m!)] = im!
  }
  return alm
}

export const skyOfCase = ({ sky }: Input): Alm => almOf(sky === 'sky_powerlaw' ? powerLawSky.alm : dipoleSky.alm)

/** The dip lasts over the bins 199 … 208 of 360: 0.55 · 360 is a little more than 198 in floating point. */
const rate = (bin: number, bins: number): number => {
  const tau = (2 * Math.PI * (bin + 0.5)) / bins
  return (1 + 0.2 * Math.cos(tau - 1) + 0.05 * Math.cos(3 * tau)) * (bin >= 0.55 * bins && bin < 0.58 * bins ? 0.1 : 1)
}
const acceptance = (theta: number, phi: number): number => Math.cos(theta) * (1 + 0.1 * Math.sin(theta) * Math.cos(phi - 0.7))

/** @param map  the sky at the centres of the pixels, used where the case says so */
export function localCountsOfCase({ detectors, ntau, ...input }: Input, nside: number, map: Float64Array): LocalCounts[] {
  return detectors.map(({ lat_deg, zmax_deg, Ntot }) => {
    const detector = { latitude: radians(lat_deg), zenithMax: radians(zmax_deg), nside, events: Ntot, acceptance }
    return expectedLocalCounts(detector, nside, ntau, (_, bin) => rate(bin, ntau), 'pixelised' in input ? map : skyOfCase({ detectors, ntau, ...input }))
  })
}

/** Expected marginals on the ring grid: acceptance, rate and sky at the centres of the cells. */
export function marginalsOfCase({ detectors }: Input, grid: RingGrid, map: Float64Array): Marginals[] {
  const { rings, cells } = grid
  const { sinDelta, pixelArea } = ringsOf(geometryOf(grid))
  return detectors.map(({ lat_deg, zmax_deg, Ntot }) => {
    const toLocal = localRotation(radians(lat_deg), 0)
    const weight = Float64Array.from({ length: rings * cells }, (_, i) => {
      const ring = Math.floor(i / cells)
      const direction = rotate(toLocal, equatorialVector((-2 * Math.PI * (i % cells)) / cells, Math.asin(sinDelta[ring]!)))
      const { theta, phi } = localAngles(direction)
      return direction[2] >= Math.cos(radians(zmax_deg)) - 1e-12 ? pixelArea[ring]! * acceptance(theta, phi) : 0
    })
    const total = weight.reduce((sum, a) => sum + a, 0)
    const rates = ratesOf(grid, Ntot / total, (tau) => rate(Math.floor((tau / (2 * Math.PI)) * cells), cells))
    const out = { grid, sky: new Float64Array(weight.length), local: new Float64Array(weight.length), rate: new Float64Array(cells) }
    weight.forEach((a, i) => {
      for (let t = 0, row = i - (i % cells); a > 0 && t < cells; t++) {
        const p = row + ((t - (i % cells) + cells) % cells)
        const n = rates[t]! * a * (1 + map[p]!)
        out.sky[p]! += n
        out.local[i]! += n
        out.rate[t]! += n
      }
    })
    return out
  })
}

/** Pixels whose exposure per solid angle is more than 5 % of the largest. @returns  [pixels] their solid angle, else 0 */
export function wellExposed(rings: Rings, expected: Float64Array): Float64Array {
  const areas = new Float64Array(rings.pixels)
  for (let ring = 0; ring < rings.count; ring++) areas.fill(rings.pixelArea[ring]!, rings.first[ring], rings.first[ring + 1])
  const largest = expected.reduce((most, b, p) => Math.max(most, b / areas[p]!), 0)
  return areas.map((area, p) => (expected[p]! / area > 0.05 * largest ? area : 0))
}

/** Equatorial dipole that fits a map best, alone (l = m = 1): amplitude and phase. */
export function fittedDipole(rings: Rings, map: Float64Array, weight: Float64Array): { amplitude: number; phase: number } {
  let [cc, cs, ss, bc, bs] = [0, 0, 0, 0, 0]
  for (let ring = 0; ring < rings.count; ring++) {
    const n = rings.first[ring + 1]! - rings.first[ring]!
    for (let k = 0, p = rings.first[ring]!; k < n; k++, p++) {
      const w = weight[p]!
      if (w === 0) continue
      const alpha = rings.alpha0[ring]! + (2 * Math.PI * k) / n
      const [x, y] = [rings.cosDelta[ring]! * Math.cos(alpha), rings.cosDelta[ring]! * Math.sin(alpha)]
      cc += w * x * x
      cs += w * x * y
      ss += w * y * y
      bc += w * x * map[p]!
      bs += w * y * map[p]!
    }
  }
  const [x, y] = [bc * ss - bs * cs, bs * cc - bc * cs]
  return { amplitude: Math.hypot(x, y) / (cc * ss - cs * cs), phase: Math.atan2(y, x) }
}

/** Ratio of amplitudes and difference of phases (degrees) of two maps. */
export function dipoleAgainst(rings: Rings, map: Float64Array, truth: Float64Array, weight: Float64Array): { ratio: number; phaseDeg: number } {
  const [found, wanted] = [fittedDipole(rings, map, weight), fittedDipole(rings, truth, weight)]
  return { ratio: found.amplitude / wanted.amplitude, phaseDeg: ((found.phase - wanted.phase) * 180) / Math.PI }
}
