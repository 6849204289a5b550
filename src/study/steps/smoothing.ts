/** residual → smoothed → significance. */
import { gaussianMap, liMaMap, ringNormalisedMap } from '../../science/analysis/significance.ts'
import { topHatSums } from '../../science/analysis/topHat.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { of, step, type Job } from '../graph.ts'
import type { Intensity, Significance, Smoothed } from '../results.ts'
import { overRings } from './blocks.ts'
import { recipeOf } from './parts.ts'

/** Pixels of output between two breaths: a few milliseconds at nside 64, one ring at most at nside 512. */
const BLOCK = 2048

/**
 * Top-hat smoothing (spec 17): numerator and denominator separately, δI_r = Σn/ΣB − 1, where counts exist; the mean of
 * δI over the seen pixels of the disc where they do not. Radius 0 is the pixel itself, so "off" is no special case.
 */
export const smoothed = step('smoothed')({
  edition: 1,
  plan: (ref, study) => {
    const { on, radiusDeg } = recipeOf(study, ref.part).smooth
    return { settings: { radiusDeg: on ? radiusDeg : 0 }, needs: { residual: of('residual', ref.part) } }
  },
  run: ({ residual }, { radiusDeg }, job) => {
    const rings = ringsOf(residual.geometry)
    return residual.counts === undefined ? smoothedValues(rings, residual, radians(radiusDeg), job) : smoothedCounts(rings, residual, radians(radiusDeg), job)
  },
})

async function smoothedCounts(rings: Rings, { geometry, counts, background }: Intensity, radius: number, job: Job): Promise<Smoothed> {
  const [n, b, shares] = [empty(rings), empty(rings), empty(rings)]
  const layers = [zeroed(counts!), zeroed(background!)]
  await overRings(rings, job, BLOCK, (from, to) => topHatSums(rings, radius, layers, [n, b], from, to, shares))
  const value = empty(rings)
  const sigma = empty(rings)
  for (let i = 0; i < rings.pixels; i++) {
    const seen = b[i] > 0 && Number.isFinite(background![i])
    value[i] = seen ? n[i] / b[i] - 1 : NaN
    sigma[i] = seen ? Math.sqrt(n[i]) / b[i] : NaN
    shares[i] = seen ? shares[i] / b[i] : NaN
    if (!seen) n[i] = b[i] = NaN
  }
  return { geometry, value, sigma, counts: n, background: b, overlap: shares }
}

async function smoothedValues(rings: Rings, { geometry, value, error }: Intensity, radius: number, job: Job): Promise<Smoothed> {
  const seen = value.map((x) => (Number.isFinite(x) ? 1 : 0))
  const variance = error?.map((e, i) => (seen[i] === 1 && Number.isFinite(e) ? e * e : 0))
  const layers = [zeroed(value), seen, ...(variance === undefined ? [] : [variance])]
  const sums = layers.map(() => empty(rings))
  await overRings(rings, job, BLOCK, (from, to) => topHatSums(rings, radius, layers, sums, from, to))
  const mean = (sum: Float64Array, i: number) => (seen[i] === 1 ? sum[i] / sums[1][i] : NaN)
  return {
    geometry,
    value: sums[0].map((_, i) => mean(sums[0], i)),
    ...(variance === undefined ? {} : { sigma: sums[0].map((_, i) => (seen[i] === 1 ? Math.sqrt(sums[2][i]) / sums[1][i] : NaN)) }),
  }
}

const empty = (rings: Rings): Float64Array => new Float64Array(rings.pixels)
const zeroed = (values: Float64Array): Float64Array => values.map((x) => (Number.isFinite(x) ? x : 0))

export const significance = step('significance')({
  edition: 1,
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
    return { value: ringNormalisedMap(counts, background, overlap), formula: 'signed √(2[n ln(n/b) − n + b]) / √(1 − x̄), background from the same rings' }
  }
  if (sigma === undefined) {
    throw new Problem('no-coverage', 'This sky has neither counts nor errors, so nobody can say how significant its structures are.', {
      remedy: 'Open a file with counts, or with a column of errors.',
    })
  }
  return { value: gaussianMap(value, sigma), formula: 'δI / σ (Gaussian)' }
}
