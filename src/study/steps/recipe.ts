/** The recipe: mask → fit → residual → smoothed → significance. */
import { fitMultipoles } from '../../science/analysis/multipoleFit.ts'
import { dipoleOf } from '../../science/analysis/dipole.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { Recipe } from '../document.ts'
import { of, step, type Ref } from '../graph.ts'
import type { Intensity, Mask } from '../results.ts'
import { varianceFactor } from './intensity.ts'
import { recipeOf } from './parts.ts'

export const mask = step('mask')({
  edition: 1,
  plan: (ref, study) => ({ settings: recipeOf(study, ref.part).mask, needs: { intensity: of('intensity', ref.part) } }),
  run: ({ intensity }, { on, declinationDeg, minimumCounts }): Mask => {
    const rings = ringsOf(intensity.geometry)
    const seen = new Uint8Array(rings.pixels)
    const [south, north] = declinationDeg.map((deg) => Math.sin(radians(deg))) as [number, number]
    let seenPixels = 0
    let area = 0
    const edges: [number, number] = [Infinity, -Infinity]
    for (let r = 0; r < rings.count; r++) {
      const s = rings.sinDelta[r]
      if (on && (s < south - 1e-12 || s > north + 1e-12)) continue
      for (let i = rings.first[r]; i < rings.first[r + 1]; i++) {
        if (!Number.isFinite(intensity.value[i])) continue
        if (on && intensity.background !== undefined && intensity.background[i] < minimumCounts) continue
        seen[i] = 1
        seenPixels++
        area += rings.pixelArea[r]
        edges[0] = Math.min(edges[0], s)
        edges[1] = Math.max(edges[1], s)
      }
    }
    // The ring next to a pole reaches the pole.
    const declination = [edges[0] === rings.sinDelta[rings.count - 1] ? -Math.PI / 2 : Math.asin(edges[0]), edges[1] === rings.sinDelta[0] ? Math.PI / 2 : Math.asin(edges[1])] as const
    return { geometry: intensity.geometry, seen, seenPixels, skyFraction: area / (4 * Math.PI), declination }
  },
})

/** What is fitted: the degrees to subtract; for the dipole's sake l = 1 always belongs to them at `withDipole`. */
function degreesOf({ subtract }: Recipe, withDipole: boolean): readonly number[] {
  const degrees = subtract.on ? subtract.degrees : []
  return degrees.length === 0 ? [1] : withDipole && !degrees.includes(1) ? [1, ...degrees] : degrees
}

export const fit = step('fit')({
  edition: 2,
  plan: (ref, study) => {
    const recipe = recipeOf(study, ref.part)
    return {
      settings: { degrees: degreesOf(recipe, ref.at === 'withDipole'), zonal: recipe.subtract.zonal },
      needs: { intensity: of('intensity', ref.part), mask: of('mask', ref.part) },
    }
  },
  run: async ({ intensity, mask }, { degrees, zonal }, job) => {
    const { weight, absolute } = weightsOf(intensity, mask)
    await job.breathe()
    return fitMultipoles(ringsOf(intensity.geometry), intensity.value, weight, degrees, zonal, absolute)
  },
})

/**
 * Inverse variances: B for counts, B/(1 + α) where the background was counted independently (spec 18, 19), 1/σ² for
 * stated errors; plain ones, without absolute errors, for anything else.
 */
export function weightsOf(intensity: Intensity, { seen }: Mask): { weight: Float64Array; absolute: boolean } {
  const { background, error } = intensity
  const factor = varianceFactor(intensity)
  const weight = new Float64Array(seen.length)
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 1) weight[i] = background !== undefined ? background[i] / factor : error !== undefined ? 1 / error[i] ** 2 : 1
    if (!Number.isFinite(weight[i])) weight[i] = 0
  }
  return { weight, absolute: background !== undefined || error !== undefined }
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
  edition: 1,
  plan: (ref, study) => {
    const { on, degrees } = recipeOf(study, ref.part).subtract
    const subtracts = on && degrees.length > 0
    const fits: readonly Ref<'fit'>[] = subtracts ? [of('fit', ref.part)] : []
    return { settings: { subtracts }, needs: { intensity: of('intensity', ref.part), mask: of('mask', ref.part), fits } }
  },
  run: ({ intensity, mask, fits }): Intensity => {
    const model = fits[0]?.model
    const { seen } = mask
    const within = (values: Float64Array) => values.map((x, i) => (seen[i] === 1 ? x : NaN))
    return {
      geometry: intensity.geometry,
      value: intensity.value.map((x, i) => (seen[i] === 1 ? x - (model?.[i] ?? 0) : NaN)),
      ...(intensity.counts === undefined ? {} : { counts: within(intensity.counts) }),
      // What is subtracted is expected: the background follows the fit (spec 17).
      ...(intensity.background === undefined ? {} : { background: intensity.background.map((b, i) => (seen[i] === 1 ? b * (1 + (model?.[i] ?? 0)) : NaN)) }),
      ...(intensity.error === undefined ? {} : { error: within(intensity.error) }),
      ...(intensity.significance === undefined ? {} : { significance: intensity.significance }),
      ringMeanRemoved: intensity.ringMeanRemoved,
    }
  },
})

