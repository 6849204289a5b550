/** intensity | residual → harmonics → spectrum, and its noise level. */
import { addRingNoise, noiseOfRings } from '../../science/analysis/noise.ts'
import type { Alm } from '../../science/harmonics/alm.ts'
import { powerSpectrum } from '../../science/harmonics/power.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { of, step, type Ref } from '../graph.ts'
import { later } from '../later.ts'
import type { Intensity, Mask, Stage } from '../results.ts'
import { overRings, PIXELS } from './blocks.ts'
import { hasErrors, varianceFactor } from './intensity.ts'
import { recipeOf } from './parts.ts'
import { analysed } from './transforms.ts'

const stageOf = (ref: Ref): Stage => (ref.at === 'before' ? 'before' : 'after')

/** Pseudo-moments of the seen sky, weight one inside and zero outside (R26). No iteration: the sky is cut. */
export const harmonics = step('harmonics')({
  edition: 2,
  plan: (ref, study) => {
    const needs = { sky: of(stageOf(ref) === 'before' ? 'intensity' : 'residual', ref.part), mask: of('mask', ref.part) }
    return { settings: { lmax: recipeOf(study, ref.part).spectrum.lmax }, needs }
  },
  run: async ({ sky, mask }, settings, job) => {
    const rings = ringsOf(sky.geometry)
    const lmax = Math.min(settings.lmax, highestDegree(sky.geometry))
    return analysed(rings, sky.value, lmax, job, mask.seen)
  },
})

/** Beyond 3 nside − 1 a HEALPix map holds no independent information; a ring grid none beyond its number of rings. */
function highestDegree(geometry: ReturnType<typeof ringsOf>['geometry']): number {
  return geometry.kind === 'healpix' ? 3 * geometry.nside - 1 : geometry.rings - 1
}

export const spectrum = step('spectrum')({
  edition: 1,
  plan: (ref, study) => ({ settings: { zonal: recipeOf(study, ref.part).spectrum.zonal }, needs: { alm: of('harmonics', ref.part, stageOf(ref)) } }),
  run: ({ alm }, { zonal }) => ({ l: degreesTo(alm.lmax), cl: powerSpectrum(alm, { zonal }), zonal }),
})

/** The noise level of pixels, and what whole waves share beyond it (S18′). */
export const noise = step('noise')({
  edition: 5,
  plan: (ref, study) => ({ settings: recipeOf(study, ref.part).spectrum, needs: { intensity: of('intensity', ref.part), mask: of('mask', ref.part) } }),
  run: async ({ intensity, mask }, { lmax: wanted, zonal }, job) => {
    const lmax = Math.min(wanted, highestDegree(intensity.geometry))
    if (!hasErrors(intensity)) return { l: degreesTo(lmax), level: new Float64Array(0) }
    const rings = ringsOf(intensity.geometry)
    const ringNoise = new Float64Array(rings.count)
    await overRings(rings, job, PIXELS, (from, to) => {
      const [first, end] = [rings.first[from], rings.first[to]]
      addRingNoise(rings, variances(intensity, first, end), mask.seen.subarray(first, end), from, to, ringNoise)
    })
    const { rateNoise, ringMeanRemoved } = intensity
    if (rateNoise === undefined) return { l: degreesTo(lmax), level: noiseOfRings(rings, ringNoise, lmax, zonal) }
    const { addRateNoiseLevel, coefficientNoise } = await later(() => import('../../science/analysis/rateNoiseEffects.ts'))
    // What was divided out of every ring has no noise either, whether it is counted or not.
    const level = noiseOfRings(rings, ringNoise, lmax, zonal && !ringMeanRemoved)
    const share = shareOfRings(rings, mask)
    for (const one of rateNoise) addRateNoiseLevel(rings, one, share, lmax, level)
    const few = Math.min(lmax, TRIANGLE)
    return { l: degreesTo(lmax), level, ...(ringMeanRemoved ? { coefficients: halves(few, coefficientNoise(rings, ringNoise, rateNoise, share, few)) } : {}) }
  },
})

const halves = (lmax: number, power: Float64Array): Alm => ({ lmax, re: power.map((x) => x / 2), im: power.map((x) => x / 2) })

/** Degrees whose coefficients are shown one by one. */
const TRIANGLE = 6

/** How much of each ring is looked at. */
const shareOfRings = ({ count, first }: Rings, { seen }: Mask): Float64Array =>
  Float64Array.from({ length: count }, (_, ring) => seen.subarray(first[ring], first[ring + 1]).reduce((sum, one) => sum + one, 0) / (first[ring + 1] - first[ring]))

/** The variance of δI as it was counted, V/B² with V = n (spec 15), or as a file states it, in the pixels first … end − 1. */
function variances(intensity: Intensity, first: number, end: number): Float64Array {
  const { counts, background, error } = intensity
  const factor = varianceFactor(intensity)
  const out = new Float64Array(end - first)
  for (let i = first; i < end; i++) out[i - first] = counts !== undefined && background !== undefined ? (factor * counts[i]) / background[i] ** 2 : error![i] ** 2
  return out
}

const degreesTo = (lmax: number): Float64Array => Float64Array.from({ length: lmax + 1 }, (_, l) => l)
