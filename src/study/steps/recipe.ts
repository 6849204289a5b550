/** The recipe: mask → fit → residual → smoothed → significance. */
import { addRings, beginFit, finishFit } from '../../science/analysis/multipoleFit.ts'
import { multipoleModel } from '../../science/analysis/multipoleModel.ts'
import { termsOfDegrees } from '../../science/analysis/terms.ts'
import { dipoleOf } from '../../science/analysis/dipole.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { Recipe } from '../document.ts'
import { later } from '../later.ts'
import { of, step, type Job, type Ref } from '../graph.ts'
import type { Intensity, Mask } from '../results.ts'
import { mapOf, overPixels, overRings, PIXELS } from './blocks.ts'
import { hasErrors, varianceFactor } from './intensity.ts'
import { recipeOf } from './parts.ts'

export const mask = step('mask')({
  edition: 2,
  plan: (ref, study) => ({ settings: recipeOf(study, ref.part).mask, needs: { intensity: of('intensity', ref.part) } }),
  run: async ({ intensity }, { on, declinationDeg, minimumCounts }, job): Promise<Mask> => {
    const rings = ringsOf(intensity.geometry)
    const seen = new Uint8Array(rings.pixels)
    const [south, north] = declinationDeg.map((deg) => Math.sin(radians(deg))) as [number, number]
    let seenPixels = 0
    let area = 0
    const edges: [number, number] = [Infinity, -Infinity]
    await overRings(rings, job, PIXELS, (from, to) => {
      for (let r = from; r < to; r++) {
        const s = rings.sinDelta[r]
        if (on && (s < south - 1e-12 || s > north + 1e-12)) continue
        const visible = markSeen(intensity, on ? minimumCounts : 0, rings.first[r], rings.first[r + 1], seen)
        if (visible === 0) continue
        seenPixels += visible
        area += visible * rings.pixelArea[r]
        edges[0] = Math.min(edges[0], s)
        edges[1] = Math.max(edges[1], s)
      }
    })
    // The ring next to a pole reaches the pole.
    const declination = [edges[0] === rings.sinDelta[rings.count - 1] ? -Math.PI / 2 : Math.asin(edges[0]), edges[1] === rings.sinDelta[0] ? Math.PI / 2 : Math.asin(edges[1])] as const
    return { geometry: intensity.geometry, seen, seenPixels, skyFraction: area / (4 * Math.PI), declination }
  },
})

/** Marks the pixels first … end − 1 that have data and are not expected to hold fewer counts than asked for; returns how many. */
function markSeen({ value, background }: Intensity, minimumCounts: number, first: number, end: number, seen: Uint8Array): number {
  let visible = 0
  for (let i = first; i < end; i++) {
    if (!Number.isFinite(value[i]) || (background !== undefined && background[i] < minimumCounts)) continue
    seen[i] = 1
    visible++
  }
  return visible
}

/** What is fitted: the degrees to subtract; for the dipole's sake l = 1 always belongs to them at `withDipole`. */
function degreesOf({ subtract }: Recipe, withDipole: boolean): readonly number[] {
  const degrees = subtract.on ? subtract.degrees : []
  return degrees.length === 0 ? [1] : withDipole && !degrees.includes(1) ? [1, ...degrees] : degrees
}

/** Pixels between two breaths: a few milliseconds of fitting, or of evaluating a fit. */
const BLOCK = 65_536

/** A sky whose rates were found from the same counts has errors that whole waves share (spec 18): the covariance of its fit is not the inverse alone. */
export const fit = step('fit')({
  edition: 4,
  plan: (ref, study) => {
    const recipe = recipeOf(study, ref.part)
    return {
      settings: { degrees: degreesOf(recipe, ref.at === 'withDipole'), zonal: recipe.subtract.zonal },
      needs: { intensity: of('intensity', ref.part), mask: of('mask', ref.part) },
    }
  },
  run: async ({ intensity, mask }, { degrees, zonal }, job) => {
    const rings = ringsOf(intensity.geometry)
    const absoluteErrors = hasErrors(intensity)
    const terms = termsOfDegrees(degrees, zonal)
    const sums = beginFit(rings, { terms, absoluteErrors, ringMeansRemoved: intensity.ringMeanRemoved })
    const { rateNoise = [] } = intensity
    const effects = rateNoise.length === 0 ? undefined : await later(() => import('../../science/analysis/rateNoiseEffects.ts'))
    const couplings = effects === undefined ? [] : rateNoise.map((noise) => effects.beginRateCoupling(rings, terms, noise))
    await overRings(rings, job, BLOCK, (from, to) => {
      const [first, end] = [rings.first[from], rings.first[to]]
      const weight = weightsBetween(intensity, mask, first, end)
      addRings(sums, from, to, intensity.value.subarray(first, end), weight)
      for (const coupling of couplings) effects?.addCoupledRates(coupling, from, to, weight)
    })
    const found = finishFit(sums)
    return effects === undefined || found.covariance === undefined ? found : { ...found, covariance: effects.covarianceWithRates(found.inverse, couplings) }
  },
})

/**
 * Inverse variances of the pixels first … end − 1: B for counts, B/(1 + α) where the background was counted independently
 * (spec 18, 19), 1/σ² for stated errors; plain ones, without absolute errors, for anything else. 0 where nothing is seen.
 *
 * @param out  [end − first], written
 */
export function weightsBetween(intensity: Intensity, { seen }: Mask, first: number, end: number, out = new Float64Array(end - first)): Float64Array {
  const { background, error } = intensity
  const factor = varianceFactor(intensity)
  for (let i = first; i < end; i++) {
    const weight = background !== undefined ? background[i] / factor : error !== undefined ? 1 / error[i] ** 2 : 1
    out[i - first] = seen[i] === 1 && Number.isFinite(weight) ? weight : 0
  }
  return out
}

export const dipole = step('dipole')({
  edition: 1,
  plan: (ref) => ({ settings: null, needs: { fit: of('fit', ref.part, 'withDipole') } }),
  run: ({ fit }) => dipoleOf(fit),
})

/**
 * The seen sky less its fit f: value n/B − 1 − f, with the background B(1 + f) beside it. Measured against that background, as
 * `smoothed` and `profile` do, the same sky is n/(B(1 + f)) − 1 = (n/B − 1 − f)/(1 + f).
 */
export const residual = step('residual')({
  edition: 3,
  plan: (ref, study) => {
    const { on, degrees } = recipeOf(study, ref.part).subtract
    const subtracts = on && degrees.length > 0
    const fits: readonly Ref<'fit'>[] = subtracts ? [of('fit', ref.part)] : []
    return { settings: { subtracts }, needs: { intensity: of('intensity', ref.part), mask: of('mask', ref.part), fits } }
  },
  run: async ({ intensity, mask, fits }, _settings, job): Promise<Intensity> => {
    const rings = ringsOf(intensity.geometry)
    const whole = await hidesNothing(intensity, mask, job)
    if (whole && fits.length === 0) return intensity
    const { counts, background, error } = intensity
    const rest: Rest = { value: new Float64Array(rings.pixels), ...(background === undefined ? {} : { background: new Float64Array(rings.pixels) }) }
    await overRings(rings, job, BLOCK, (from, to) => {
      const model = rest.value.subarray(rings.first[from], rings.first[to])
      if (fits[0] !== undefined) multipoleModel(rings, fits[0].terms, fits[0].coefficients, from, to, model)
      subtractModel(intensity, mask.seen, rest, rings.first[from], rings.first[to])
    })
    const masked = async (values: Float64Array) => (whole ? values : mapOf(rings.pixels, job, (i) => (mask.seen[i] === 1 ? values[i] : NaN)))
    return { ...intensity, ...rest, ...(counts === undefined ? {} : { counts: await masked(counts) }), ...(error === undefined ? {} : { error: await masked(error) }) }
  },
})

/** Whether every pixel with data is looked at: then the arrays that a subtraction leaves alone are handed on as they are. */
async function hidesNothing({ value }: Intensity, { seenPixels }: Mask, job: Job): Promise<boolean> {
  let known = 0
  await overPixels(value.length, job, (first, end) => {
    for (let i = first; i < end; i++) if (Number.isFinite(value[i])) known++
  })
  return known === seenPixels
}

/** What a subtraction changes. */
interface Rest {
  readonly value: Float64Array
  readonly background?: Float64Array
}

/** Writes the pixels first … end − 1 of the residual, whose `value` holds the model there; NaN where nothing is seen. */
function subtractModel(intensity: Intensity, seen: Uint8Array, { value, background }: Rest, first: number, end: number): void {
  for (let i = first; i < end; i++) {
    const model = value[i]
    const visible = seen[i] === 1
    value[i] = visible ? intensity.value[i] - model : NaN
    // What is subtracted is expected: the background follows the fit (spec 17).
    if (background !== undefined) background[i] = visible ? intensity.background![i] * (1 + model) : NaN
  }
}
