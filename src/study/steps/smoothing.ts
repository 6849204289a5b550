/** residual → smoothed → significance. */
import { gaussianMap, liMaMap, ringNormalisedMap } from '../../science/analysis/significance.ts'
import { emptySmoothedCounts, onSeenSky, smoothCounts, smoothValues, valueLayers, type SmoothedCounts } from '../../science/analysis/smoothing.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { of, step } from '../graph.ts'
import type { Intensity, Significance, Smoothed } from '../results.ts'
import { overRings } from './blocks.ts'
import { varianceFactor } from './intensity.ts'
import { recipeOf } from './parts.ts'

/** Look-ups between two breaths: some 25 ms. */
const LOOK_UPS = 1e7

/**
 * Pixels of output between two breaths. A pixel costs a look-up in every ring within the radius; fewer pixels at a time would
 * keep adding up those rings' prefix sums again, which a large map at one ring a breath paid for with most of its time.
 */
const blockOf = (rings: Rings, radius: number): number => LOOK_UPS / (3 * (1 + (2 * radius * rings.count) / Math.PI))

/**
 * Top-hat smoothing (spec 17): numerator and denominator separately, δI_r = Σn/ΣB − 1, where counts exist; the mean of
 * δI over the seen pixels of the disc where they do not. Radius 0 is the pixel itself, so "off" is no special case: after a
 * subtraction it gives (n/B − 1 − f)/(1 + f), because B is B(1 + f) there, where the residual has n/B − 1 − f.
 */
export const smoothed = step('smoothed')({
  edition: 2,
  plan: (ref, study) => {
    const { on, radiusDeg } = recipeOf(study, ref.part).smooth
    return { settings: { radiusDeg: on ? radiusDeg : 0 }, needs: { residual: of('residual', ref.part) } }
  },
  run: async ({ residual }, { radiusDeg }, job): Promise<Smoothed> => {
    const { geometry, value, counts, background, error } = residual
    const rings = ringsOf(geometry)
    const radius = radians(radiusDeg)
    const seen = Uint8Array.from(value, (x) => (Number.isFinite(x) ? 1 : 0))
    if (counts !== undefined && background !== undefined) {
      const out = emptySmoothedCounts(rings.pixels)
      const [n, b] = [onSeenSky(counts, seen, background), onSeenSky(background, seen, counts)]
      await overRings(rings, job, blockOf(rings, radius), (from, to) => void smoothCounts(rings, radius, n, b, seen, out, from, to))
      return { geometry, ...againstItsBackground(out, residual) }
    }
    const layers = valueLayers(rings, value, error, seen)
    const out = { value: new Float64Array(rings.pixels), ...(error === undefined ? {} : { sigma: new Float64Array(rings.pixels) }) }
    await overRings(rings, job, blockOf(rings, radius), (from, to) => smoothValues(rings, radius, layers, seen, out, from, to))
    return { geometry, ...out }
  },
})

/** σ and x̄ as the background was made: with the noise of an independent one, which shares nothing with the disc, or x̄ = b/ΣB on a map with one mean. */
function againstItsBackground({ overlap, ...sums }: SmoothedCounts, residual: Intensity): Omit<Smoothed, 'geometry'> {
  const { significance } = residual
  if (significance?.kind === 'independent') {
    const wider = Math.sqrt(varianceFactor(residual))
    return { ...sums, sigma: sums.sigma.map((s) => s * wider) }
  }
  if (significance?.normalisedOn === 'map') return { ...sums, overlap: sums.background.map((b) => b / significance.total) }
  return { ...sums, overlap }
}

export const significance = step('significance')({
  edition: 2,
  plan: (ref) => ({ settings: null, needs: { smoothed: of('smoothed', ref.part), residual: of('residual', ref.part) } }),
  run: ({ smoothed, residual }): Significance => {
    const { value, formula } = significanceOf(smoothed, residual)
    let min = Infinity
    let max = -Infinity
    for (const s of value) {
      if (s < min) min = s
      if (s > max) max = s
    }
    const doubtful = smoothed.overlap?.reduce((count, x) => (x > 0.5 ? count + 1 : count), 0) ?? 0
    return { geometry: smoothed.geometry, value, min, max, formula, doubtful }
  },
})

function significanceOf({ value, sigma, counts, background, overlap }: Smoothed, { significance }: Intensity): { value: Float64Array; formula: string } {
  if (counts !== undefined && background !== undefined && significance?.kind === 'independent') {
    return { value: liMaMap(counts, background, significance.alpha), formula: `Li–Ma (1983, eq. 17), independent background, α = ${Number(significance.alpha.toPrecision(4))}` }
  }
  if (counts !== undefined && background !== undefined && overlap !== undefined) {
    const onMap = significance?.kind === 'sameData' && significance.normalisedOn === 'map'
    const from = onMap ? 'the mean of the same map, x̄ = b/ΣB' : 'the same rings, x̄ = Σ(b²/B)/Σb over rings'
    return { value: ringNormalisedMap(counts, background, overlap), formula: `signed √(2[n ln(n/b) − n + b]) / √(1 − x̄), background from ${from}` }
  }
  if (sigma === undefined) {
    throw new Problem('no-coverage', 'This sky has neither counts nor errors, so nobody can say how significant its structures are.', {
      remedy: 'Open a file with counts, or with a column of errors.',
    })
  }
  return { value: gaussianMap(value, sigma), formula: 'δI / σ (Gaussian)' }
}
