/** Every source of a sky ends in one Intensity; downstream nobody knows which it was. */
import { Problem } from '../../science/problem.ts'
import { ringsOf, sameGeometry, geometryName } from '../../science/sphere/rings.ts'
import { ringMeanReference } from '../../science/reconstruction/ringMean.ts'
import type { Source } from '../document.ts'
import { of, step, type Name } from '../graph.ts'
import type { Intensity } from '../results.ts'
import { skyOf, sourceOf } from './parts.ts'

const arrowFor = {
  map: 'mapIntensity',
  observations: 'reconstruction',
  harmonics: 'harmonicIntensity',
  difference: 'differenceIntensity',
} as const satisfies Record<Source['from'], Name>

export const intensity = step('intensity')({
  edition: 1,
  plan: (ref, study) => ({ settings: null, needs: { made: of(arrowFor[skyOf(study, ref.part).source.from], ref.part) } }),
  run: ({ made }) => made,
})

/** Reconstruction in its simplest form: each detector's expectation is the mean of each of its rings (uniform live time over the sidereal day). */
export const reconstruction = step('reconstruction')({
  edition: 2,
  plan: (ref, study) => {
    const { observations, method } = sourceOf(study, ref.part, 'observations')
    return { settings: { method }, needs: { recorded: observations.map((o) => of('mocked', o)) } }
  },
  run: ({ recorded }): Intensity => {
    const { geometry } = recorded[0]
    const rings = ringsOf(geometry)
    const counts = new Float64Array(rings.pixels)
    const background = new Float64Array(rings.pixels)
    for (const one of recorded) {
      if (!sameGeometry(one.geometry, geometry)) throw differentGeometry(geometryName(geometry), geometryName(one.geometry))
      const reference = ringMeanReference(rings, one.counts)
      for (let i = 0; i < rings.pixels; i++) {
        if (Number.isNaN(one.counts[i])) continue
        counts[i] += one.counts[i]
        background[i] += reference[i]
      }
    }
    return { geometry, ...relativeTo(counts, background), significance: { kind: 'sameData', normalisedOn: 'rings' }, ringMeanRemoved: true }
  },
})

/** Subtracts one sky from another, pixel by pixel; independent counting errors add in quadrature. */
export const differenceIntensity = step('differenceIntensity')({
  edition: 2,
  plan: (ref, study) => {
    const [a, b] = sourceOf(study, ref.part, 'difference').of
    return { settings: null, needs: { a: of('intensity', a), b: of('intensity', b) } }
  },
  run: ({ a, b }): Intensity => {
    if (!sameGeometry(a.geometry, b.geometry)) throw differentGeometry(geometryName(a.geometry), geometryName(b.geometry))
    const value = a.value.map((x, i) => x - b.value[i])
    const [errorA, errorB] = [errorOf(a), errorOf(b)]
    const error = errorA !== undefined && errorB !== undefined ? { error: errorA.map((x, i) => Math.hypot(x, errorB[i])) } : {}
    return { geometry: a.geometry, value, ...error, ringMeanRemoved: a.ringMeanRemoved && b.ringMeanRemoved }
  },
})

/** δI = n/B − 1 with its counts and expectation; NaN where nothing is expected. */
export function relativeTo(counts: Float64Array, background: Float64Array): Pick<Intensity, 'value' | 'counts' | 'background'> {
  const value = new Float64Array(counts.length)
  const kept = { counts: counts.slice(), background: background.slice() }
  for (let i = 0; i < counts.length; i++) {
    const seen = background[i] > 0 && Number.isFinite(counts[i])
    value[i] = seen ? counts[i] / background[i] - 1 : NaN
    if (!seen) kept.counts[i] = kept.background[i] = NaN
  }
  return { value, ...kept }
}

/**
 * How much wider δI scatters than its own counts make it: an independent background was counted too, so that
 * Var δI = (1 + α)/B (spec 19); 1 for any other. Stated errors hold what they hold and take no factor.
 */
export function varianceFactor({ significance }: Intensity): number {
  return significance?.kind === 'independent' ? 1 + significance.alpha : 1
}

/** The standard deviation of δI, from the expectation or as the file states it. */
export function errorOf(intensity: Intensity): Float64Array | undefined {
  const { background, error } = intensity
  const factor = varianceFactor(intensity)
  return background === undefined ? error : background.map((b) => Math.sqrt(factor / b))
}

const differentGeometry = (a: string, b: string) =>
  new Problem('invalid-argument', `These maps do not share one pixelisation (${a} and ${b}), so they cannot be combined pixel by pixel.`, {
    remedy: 'Bring them to the same nside first (in Python: healpy.ud_grade; counts are summed, intensities averaged).',
  })
