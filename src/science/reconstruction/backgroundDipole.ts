/**
 * The dipole in a map of counts D and a background B made from the same events, by direct integration or scrambling: l = 1 alone fitted to D/B − 1 with
 * weights B. Rate and acceptance of such a background have taken their share of the dipole, and what is left is a known part of it (spec 7).
 */
import { unitRoots } from '../math/fft.ts'
import { demand } from '../problem.ts'
import { ALONE, applied, inverse, scaled, times, transposed, type DipoleEstimate, type Pair } from './dipoleEstimate.ts'
import { centredProducts, dipoleFactors, exposureWaves, plainProducts, type RingFactors } from './dipoleInformation.ts'
import type { Marginals, RingGrid } from './marginals.ts'

/**
 * d = G⁻¹ Σ (D − B) cos δ (cos α, sin α)/N, of which G⁻¹J times the dipole is expected, with covariance G⁻¹JG⁻¹/N about that. A mean of K scrambled skies
 * fluctuates like the sky itself, by 1/K of its variance.
 *
 * @param background  [rings × cells]
 * @param skies       how many scrambled skies it is the mean of; Infinity for direct integration
 * @param windows     of the day, within which it was made
 * @throws invalid-argument where the exposure tells no two directions of the sky apart
 */
export function backgroundDipole(marginals: Pick<Marginals, 'grid' | 'sky' | 'local' | 'rate'>, background: Float64Array, skies = Infinity, windows = 1): DipoleEstimate {
  const exposure = exposureWaves(marginals, windows)
  const factors = dipoleFactors(marginals.grid)
  const solved = inverse(plainProducts(exposure, factors, factors))
  const centred = centredProducts(exposure, factors, factors)
  const [d0h, d6h] = applied(solved, excessWave(marginals.grid, marginals.sky, background, factors))
  return {
    method: skies === Infinity ? 'directIntegration' : 'scrambling',
    d0h: d0h / exposure.events,
    d6h: d6h / exposure.events,
    covariance: scaled(times(times(solved, centred), transposed(solved)), (1 + 1 / skies) / exposure.events),
    response: times(solved, centred),
    blindTo: ALONE,
    events: exposure.events,
  }
}

/** Σ (D − B) w(δ) (cos α, sin α), with B scaled on each ring to the events of D: what varies with declination alone is not known. */
export function excessWave({ rings, cells }: RingGrid, sky: Float64Array, background: Float64Array, factors: RingFactors): Pair {
  demand(sky.length === rings * cells && background.length === sky.length, 'a sky and its background have one value for each cell', { sky: sky.length, background: background.length })
  const roots = unitRoots(2 * cells)
  let [x, y] = [0, 0]
  for (let ring = 0; ring < rings; ring++) {
    let [counted, awaited, cosine, sine] = [0, 0, 0, 0]
    for (let a = 0; a < cells; a++) {
      counted += sky[ring * cells + a]
      awaited += background[ring * cells + a]
    }
    if (awaited === 0) continue
    for (let a = 0; a < cells; a++) {
      const excess = sky[ring * cells + a] - (background[ring * cells + a] * counted) / awaited
      cosine += excess * roots.re[2 * a + 1]
      sine -= excess * roots.im[2 * a + 1]
    }
    x += factors[ring] * cosine
    y += factors[ring] * sine
  }
  return [x, y]
}
