/**
 * The East–West method (R20–R23): events from east and from west of the meridian at the same time share rate and live time, and their difference
 *
 *     D(τ) = (E − W)/(E + W) ≃ Δα δ·ê_E(τ),   ê_E = (−sin τ, cos τ, 0)
 *
 * is a dipole's slope at the zenith. It asks that the detector be alike to both sides; what is not adds a constant at first order.
 */
import { unitRoots } from '../math/fft.ts'
import { Problem, demand } from '../problem.ts'
import { ALONE, type DipoleEstimate, UNBIASED } from '../reconstruction/dipoleEstimate.ts'
import { dipoleFactors } from '../reconstruction/dipoleInformation.ts'
import { geometryOf, type Marginals } from '../reconstruction/marginals.ts'
import { ringsOf } from '../sphere/rings.ts'
import { fitDailyWaves, type Sampling } from './dailyWaves.ts'

/** Averages over the local cells that are counted, which are all but those on the meridian. */
export interface SideMoments {
  /** Δα = ⟨cos δ |sin h|⟩; (2/π)⟨sin θ⟩ for an acceptance of the zenith angle and infinitely fine cells (R23) */
  readonly deltaAlpha: number
  /** ⟨cos δ cos h⟩; cos Φ ⟨cos θ⟩ in the same limit */
  readonly level: number
  /** ⟨sin δ⟩; sin Φ ⟨cos θ⟩ in the same limit */
  readonly vertical: number
}

/**
 * From an acceptance, or from the counts L of which it is the mean over the day.
 *
 * @param local  [rings × cells]
 * @throws no-coverage where no cell lies off the meridian
 */
export function sideMoments(grid: Marginals['grid'], local: Float64Array): SideMoments {
  const { rings, cells } = grid
  demand(local.length === rings * cells, 'an acceptance has one value for each cell', { local: local.length })
  const cosDelta = dipoleFactors(grid)
  const { sinDelta } = ringsOf(geometryOf(grid))
  const roots = unitRoots(cells)
  let [all, side, level, vertical] = [0, 0, 0, 0]
  for (let ring = 0; ring < rings; ring++) {
    for (let k = 1; k < cells; k++) {
      const a = local[ring * cells + k]
      if (a === 0 || 2 * k === cells) continue
      all += a
      side += a * cosDelta[ring] * Math.abs(roots.im[k])
      level += a * cosDelta[ring] * roots.re[k]
      vertical += a * sinDelta[ring]
    }
  }
  if (!(side > 0)) throw new Problem('no-coverage', 'No cell of this field of view lies east or west of the meridian.', { remedy: 'Choose a finer grid.', facts: { rings, cells } })
  return { deltaAlpha: side / all, level: level / all, vertical: vertical / all }
}

/** D(τ) [cells]; NaN where nothing was counted. */
export const eastWestCurve = ({ east, west }: NonNullable<Marginals['eastWest']>): Float64Array => east.map((e, t) => (e - west[t]) / (e + west[t]))

/**
 * The dipole whose first harmonic D has, fitted beside a constant with weights E + W. With live time that is even through the day σ = √(2/N)/Δα in either
 * component, N being E + W of all times; and then A₁ = |c|/Δα, α₁ = π/2 − arg c of c = (2/n) Σ D e^{−iτ}.
 *
 * @param sampling  'cell' for events binned in time, 'centre' for counts expected at the middles of cells
 * @throws invalid-argument where east and west were not kept; no-coverage where too few times have data
 */
export function eastWestDipole({ grid, local, eastWest }: Pick<Marginals, 'grid' | 'local' | 'eastWest'>, sampling: Sampling): DipoleEstimate {
  demand(eastWest !== undefined, 'East–West needs events by side of the meridian', { kept: false })
  const weights = eastWest.east.map((e, t) => e + eastWest.west[t])
  const waves = fitDailyWaves(eastWestCurve(eastWest), weights, grid.cells, 1, sampling)
  if (waves === undefined) {
    throw new Problem('no-coverage', 'Too few sidereal hours have events for a wave through the day.', { remedy: 'Take live time in more of the sidereal day.' })
  }
  const { deltaAlpha } = sideMoments(grid, local)
  const [, cosine, sine] = waves.coefficients
  const c = waves.covariance
  const square = deltaAlpha ** 2
  return {
    method: 'eastWest',
    d0h: -sine / deltaAlpha,
    d6h: cosine / deltaAlpha,
    covariance: [c[8] / square, -c[5] / square, -c[5] / square, c[4] / square],
    response: UNBIASED,
    blindTo: ALONE,
    events: weights.reduce((sum, n) => sum + n, 0),
  }
}

/** D(τ) = Δα δ·ê_E/(1 + δ·ẑ): exact for a dipole (S11), where δ·ẑ = ⟨cos δ cos h⟩ (δ_0h cos τ + δ_6h sin τ) + ⟨sin δ⟩ δ_N. */
export function eastWestOfDipole([d0h, d6h, dN]: readonly [number, number, number], { deltaAlpha, level, vertical }: SideMoments, tau: number): number {
  const [cos, sin] = [Math.cos(tau), Math.sin(tau)]
  return (deltaAlpha * (d6h * cos - d0h * sin)) / (1 + level * (d0h * cos + d6h * sin) + vertical * dN)
}

/** The amplitude that the first harmonic of D yields for a true A₁: A₁ · 2(a − √(a² − b²))/b², a = 1 + ⟨sin δ⟩ δ_N, b = ⟨cos δ cos h⟩ A₁ (S12). */
export function eastWestAmplitude(a1: number, dN: number, { level, vertical }: SideMoments): number {
  const a = 1 + vertical * dN
  const b = level * a1
  return (2 * a1) / (a + Math.sqrt(a * a - b * b)) // the same without a difference of nearly equal numbers
}

/**
 * What a quadrupole δI = nᵀQn adds to D(τ): (4/π)⟨sin θ cos θ⟩ ê_Eᵀ Q ẑ (S13), for an acceptance of the zenith angle. The part that turns once a day, which is
 * taken for a dipole, is proportional to sin Φ.
 *
 * @param q  [3 × 3] symmetric, equatorial components
 */
export function eastWestOfQuadrupole(q: readonly (readonly [number, number, number])[], latitude: number, meanSinCos: number, tau: number): number {
  const east = [-Math.sin(tau), Math.cos(tau), 0]
  const zenith = [Math.cos(latitude) * Math.cos(tau), Math.cos(latitude) * Math.sin(tau), Math.sin(latitude)]
  return (4 / Math.PI) * meanSinCos * east.reduce((sum, e, i) => sum + e * q[i].reduce((inner, x, j) => inner + x * zenith[j], 0), 0)
}
