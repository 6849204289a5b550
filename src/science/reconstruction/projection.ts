/**
 * The projection on right ascension (R24): the first harmonic of the mean of δI over a band of declinations,
 *
 *     Ã e^{iα̃} = (1/π) ∫ dα e^{iα} ⟨I⟩_s,   Ã = ⟨cos δ⟩ A₁, α̃ = α₁ for a pure dipole (R25).
 */
import { type Alm, almIndex } from '../harmonics/alm.ts'
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { demand } from '../problem.ts'
import { ringsOf } from '../sphere/rings.ts'
import { excessWave } from './backgroundDipole.ts'
import { ALONE, applied, type DipoleEstimate, inverse, type Pair, scaled, times, transposed, UNBIASED } from './dipoleEstimate.ts'
import { centredProducts, dipoleFactors, exposureWaves, plainProducts } from './dipoleInformation.ts'
import { geometryOf, type Marginals } from './marginals.ts'

/** Declinations south ≤ δ ≤ north. */
export interface Band {
  readonly south: number
  readonly north: number
}

/** ⟨cos δ⟩ over a band, each solid angle alike: (δ₁ − δ₂ + c₁s₁ − c₂s₂)/(2(s₁ − s₂)) (R25). Throws invalid-argument for an empty band. */
export function projectionFactor({ south, north }: Band): number {
  demand(north > south, 'a band reaches from south to north', { south, north })
  const [s1, s2] = [Math.sin(south), Math.sin(north)]
  return (south - north + Math.cos(south) * s1 - Math.cos(north) * s2) / (2 * (s1 - s2))
}

/** (Ã cos α̃, Ã sin α̃) of any sky: Ã e^{iα̃} = 2 Σ_l a*_l1 ⟨λ_l1⟩_s over the band (S15). Every l ≥ 2 contributes as well. */
export function projectedSky({ lmax, re, im }: Alm, { south, north }: Band): Pair {
  demand(north > south && lmax >= 1, 'a band reaches from south to north', { south, north, lmax })
  const { nodes, weights } = gaussLegendre(lmax + 32) // λ_l1 is cos δ times a polynomial: the root is smooth but at a pole
  const values = new Float64Array(lmax + 1)
  const column = legendreColumn(1, lmax)
  let [x, y] = [0, 0]
  for (let k = 0; k < nodes.length; k++) {
    // In δ, not in sin δ: dsin δ = cos δ dδ, and all of it is smooth up to the poles.
    const delta = (south + north) / 2 + (nodes[k] * (north - south)) / 2
    legendreValues(Math.sin(delta), Math.cos(delta), 1, lmax, values, column)
    const share = (weights[k] * Math.cos(delta) * (north - south)) / (2 * (Math.sin(north) - Math.sin(south)))
    for (let l = 1; l <= lmax; l++) {
      x += 2 * share * values[l - 1] * re[almIndex(lmax, l, 1)]
      y -= 2 * share * values[l - 1] * im[almIndex(lmax, l, 1)]
    }
  }
  return [x, y]
}

/** How a background was made: without the sky's own events, as the mean of each ring where live time is even, or by direct integration over whole days. */
export type ProjectedBackground = 'known' | 'directIntegration'

export interface Projection extends DipoleEstimate {
  /** (Ã cos α̃, Ã sin α̃) as it is, before ⟨cos δ⟩ is divided out. */
  readonly projected: Pair
  /** ⟨cos δ⟩ of the rings in the band, by solid angle or by events. */
  readonly factor: number
}

/**
 * Projection of D/B − 1 and the dipole it means if the sky holds nothing else. With w(δ) the weight of a ring in the mean, and y = w e^{iα},
 * z = cos δ e^{iα}, the dipole is ⟨yzᵀ⟩⁻¹ Σ (D − B) y/N. Weighting by events makes w = 1, by solid angle w = Δs/A₀: 1/events of the ring.
 *
 * For even live time ⟨yzᵀ⟩ is half of ⟨cos δ⟩ and σ(Ã) = √(2/N) with events as weights and a background that is known (spec 12).
 *
 * @param background  [rings × cells]
 * @param band        all of the field of view if left out
 * @throws invalid-argument where nothing was counted in the band
 */
export function projection(
  marginals: Pick<Marginals, 'grid' | 'sky' | 'local' | 'rate'>, background: Float64Array, made: ProjectedBackground, weighting: 'events' | 'solidAngle' = 'events', band?: Band,
): Projection {
  const { grid } = marginals
  const rings = ringsOf(geometryOf(grid))
  const exposure = exposureWaves(marginals)
  const cosDelta = dipoleFactors(grid)
  const weights = new Float64Array(grid.rings)
  let [all, level, counted] = [0, 0, 0]
  for (let ring = 0; ring < grid.rings; ring++) {
    const share = exposure.acceptance.re[3 * ring]
    const inside = band === undefined || (rings.sinDelta[ring] >= Math.sin(band.south) && rings.sinDelta[ring] <= Math.sin(band.north))
    if (!inside || share === 0) continue
    weights[ring] = weighting === 'events' ? 1 : rings.pixelArea[ring] / share
    all += weights[ring] * share
    level += weights[ring] * share * cosDelta[ring]
    counted += share
  }
  demand(counted > 0, 'a projection has events in its band', { counted })
  const solved = inverse(plainProducts(exposure, weights, cosDelta))
  const wave = excessWave(grid, marginals.sky, background, weights)
  const [d0h, d6h] = applied(scaled(solved, 1 / exposure.events), wave)
  const known = made === 'known'
  const scatter = known ? plainProducts(exposure, weights, weights) : centredProducts(exposure, weights, weights)
  return {
    method: 'projection',
    d0h,
    d6h,
    covariance: scaled(times(times(solved, scatter), transposed(solved)), 1 / exposure.events),
    response: known ? UNBIASED : times(solved, centredProducts(exposure, weights, cosDelta)),
    blindTo: ALONE,
    events: exposure.events * counted,
    projected: [(2 * wave[0]) / (all * exposure.events), (2 * wave[1]) / (all * exposure.events)],
    factor: level / all,
  }
}
