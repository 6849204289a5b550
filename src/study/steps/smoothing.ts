/** residual → smoothed → significance. */
import { gaussianMap, liMaMap, ringNormalisedMap } from '../../science/analysis/significance.ts'
import { beginSmoothCounts, beginSmoothValues, emptyCountSums, emptyValueLayers, fillValueLayers, type Smoothing } from '../../science/analysis/smoothing.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { of, step, type Job } from '../graph.ts'
import type { Intensity, Significance, Smoothed } from '../results.ts'
import { overPixels, overRings, PIXELS } from './blocks.ts'
import { recipeOf } from './parts.ts'

/** Smooths all rings in blocks, and gives the memory of the prefix sums back, whatever happens in between. */
async function inBlocks(rings: Rings, job: Job, smoothing: Smoothing): Promise<void> {
  try {
    for (let from = 0; from < rings.count; ) {
      const to = smoothing.blockEnd(from)
      smoothing.run(from, to)
      job.report(to / rings.count)
      await job.breathe()
      from = to
    }
  } finally {
    smoothing.end()
  }
}

/**
 * Top-hat smoothing (spec 17): numerator and denominator separately, δI_r = Σn/ΣB − 1, where counts exist; the mean of
 * δI over the seen pixels of the disc where they do not. Radius 0 is the pixel itself, so "off" is no special case: after a
 * subtraction it gives (n/B − 1 − f)/(1 + f), because B is B(1 + f) there, where the residual has n/B − 1 − f.
 */
export const smoothed = step('smoothed')({
  edition: 3,
  plan: (ref, study) => {
    const { on, radiusDeg } = recipeOf(study, ref.part).smooth
    return { settings: { radiusDeg: on ? radiusDeg : 0 }, needs: { residual: of('residual', ref.part) } }
  },
  run: async ({ residual }, { radiusDeg }, job): Promise<Smoothed> => {
    const { geometry, value, counts, background, error } = residual
    const rings = ringsOf(geometry)
    const radius = radians(radiusDeg)
    if (counts !== undefined && background !== undefined) {
      const out = emptyCountSums(rings.pixels)
      await inBlocks(rings, job, beginSmoothCounts(rings, radius, counts, background, out))
      return { geometry, ...(await againstItsBackground(out, residual, job)) }
    }
    const layers = emptyValueLayers(rings, value, error)
    await overRings(rings, job, PIXELS, (from, to) => fillValueLayers(rings, value, error, layers, from, to))
    const out = { value: new Float64Array(rings.pixels), ...(error === undefined ? {} : { sigma: new Float64Array(rings.pixels) }) }
    await inBlocks(rings, job, beginSmoothValues(rings, radius, layers, out))
    return { geometry, ...out }
  },
})

/** x̄ and the width of δI as the background was made: wider by the noise of an independent one, which shares nothing with the disc, or x̄ = b/ΣB on a map with one mean. */
async function againstItsBackground({ counts, background, overlap }: ReturnType<typeof emptyCountSums>, { significance }: Intensity, job: Job): Promise<Omit<Smoothed, 'geometry'>> {
  if (significance?.kind === 'independent') return { counts, background, widening: Math.sqrt(1 + significance.alpha) }
  if (significance?.normalisedOn === 'map') {
    await overPixels(overlap.length, job, (first, end) => {
      for (let i = first; i < end; i++) overlap[i] = background[i] / significance.total
    })
  }
  return { counts, background, overlap }
}

export const significance = step('significance')({
  edition: 3,
  plan: (ref) => ({ settings: null, needs: { smoothed: of('smoothed', ref.part), residual: of('residual', ref.part) } }),
  run: async ({ smoothed, residual }, _, job): Promise<Significance> => {
    const { kernel, formula } = significanceOf(smoothed, residual)
    const value = new Float64Array(ringsOf(smoothed.geometry).pixels)
    let [min, max, doubtful] = [Infinity, -Infinity, 0]
    await overPixels(value.length, job, (first, end) => {
      kernel(value, first, end)
      for (let i = first; i < end; i++) {
        if (value[i] < min) min = value[i]
        if (value[i] > max) max = value[i]
        if (smoothed.overlap !== undefined && smoothed.overlap[i] > 0.5) doubtful++
      }
    }, LOGARITHMS)
    return { geometry: smoothed.geometry, value, min, max, formula, doubtful }
  },
})

/** Pixels of logarithms between two breaths. */
const LOGARITHMS = 131_072

/** Which formula it is, and its kernel, which writes the pixels first … end − 1. */
function significanceOf({ counts, background, overlap, value, sigma }: Smoothed, { significance }: Intensity): { kernel: (out: Float64Array<ArrayBuffer>, first: number, end: number) => void; formula: string } {
  if (counts !== undefined && background !== undefined && significance?.kind === 'independent') {
    const { alpha } = significance
    return {
      kernel: (out, first, end) => void liMaMap(counts, background, alpha, out, first, end),
      formula: `Li–Ma (1983, eq. 17), independent background, α = ${Number(alpha.toPrecision(4))}`,
    }
  }
  if (counts !== undefined && background !== undefined && overlap !== undefined) {
    const onMap = significance?.kind === 'sameData' && significance.normalisedOn === 'map'
    const from = onMap ? 'the mean of the same map, x̄ = b/ΣB' : 'the same rings, x̄ = Σ(b²/B)/Σb over rings'
    return {
      kernel: (out, first, end) => void ringNormalisedMap(counts, background, overlap, out, first, end),
      formula: `signed √(2[n ln(n/b) − n + b]) / √(1 − x̄), background from ${from}`,
    }
  }
  if (value === undefined || sigma === undefined) {
    throw new Problem('no-coverage', 'This sky has neither counts nor errors, so nobody can say how significant its structures are.', {
      remedy: 'Open a file with counts, or with a column of errors.',
    })
  }
  return { kernel: (out, first, end) => void gaussianMap(value, sigma, out, first, end), formula: 'δI / σ (Gaussian)' }
}
