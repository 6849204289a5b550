/** Every source of a sky ends in one Intensity; downstream nobody knows which it was. */
import { Problem } from '../../science/problem.ts'
import { ringsOf, sameGeometry, geometryName } from '../../science/sphere/rings.ts'
import { ringMeanReference } from '../../science/reconstruction/ringMean.ts'
import type { Source } from '../document.ts'
import { of, step, type Job, type Name } from '../graph.ts'
import type { Intensity } from '../results.ts'
import { mapOf, overPixels, overRings, PIXELS } from './blocks.ts'
import { observationOf, skyOf, sourceOf } from './parts.ts'

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

/** A sky from counts: by a solution on their ring grid, or, for counts that were kept on the sky alone, against the mean of each ring of each detector (uniform live time over the sidereal day). */
export const reconstruction = step('reconstruction')({
  edition: 4,
  plan: (ref, study) => {
    const { observations, method } = sourceOf(study, ref.part, 'observations')
    const onRings = observations.some((one) => observationOf(study, one).grid !== undefined)
    return {
      settings: { known: method === 'absolute' },
      needs: { recorded: onRings ? [] : observations.map((one) => of('mocked', one)), solved: onRings ? [of('solution', ref.part)] : [] },
    }
  },
  run: async ({ recorded, solved: [solution] }, { known }, job): Promise<Intensity> => {
    if (solution !== undefined) {
      const { geometry, counts, background, found, rateNoise, draws } = solution
      if (found !== undefined) return { geometry, ...found, ringMeanRemoved: true }
      return {
        geometry, ...(await relativeTo(counts, background, job)), ringMeanRemoved: !known,
        significance: known ? { kind: 'independent', alpha: KNOWN } : { kind: 'sameData', normalisedOn: 'rings', ...(draws === undefined ? {} : { draws }) },
        ...(rateNoise === undefined ? {} : { rateNoise: [rateNoise] }),
      }
    }
    const { geometry } = recorded[0]!
    const rings = ringsOf(geometry)
    const counts = new Float64Array(rings.pixels)
    const background = new Float64Array(rings.pixels)
    for (const one of recorded) {
      if (!sameGeometry(one.geometry, geometry)) throw differentGeometry(geometryName(geometry), geometryName(one.geometry))
      const reference = new Float64Array(rings.pixels)
      await overRings(rings, job, PIXELS, (from, to) => {
        ringMeanReference(rings, one.counts, reference, from, to)
        for (let i = rings.first[from]; i < rings.first[to]; i++) {
          if (Number.isNaN(one.counts[i])) continue
          counts[i] += one.counts[i]
          background[i] += reference[i]
        }
      })
    }
    return { geometry, ...(await relativeTo(counts, background, job)), significance: { kind: 'sameData', normalisedOn: 'rings' }, ringMeanRemoved: true }
  },
})

/** Exposure on over exposure off of a background that is known, whose own noise is none. */
const KNOWN = 1e-9

/** Subtracts one sky from another, pixel by pixel; independent counting errors add in quadrature. */
export const differenceIntensity = step('differenceIntensity')({
  edition: 3,
  plan: (ref, study) => {
    const [a, b] = sourceOf(study, ref.part, 'difference').of
    return { settings: null, needs: { a: of('intensity', a), b: of('intensity', b) } }
  },
  run: async ({ a, b }, _, job): Promise<Intensity> => {
    if (!sameGeometry(a.geometry, b.geometry)) throw differentGeometry(geometryName(a.geometry), geometryName(b.geometry))
    const { pixels } = ringsOf(a.geometry)
    const value = await mapOf(pixels, job, (i) => a.value[i] - b.value[i])
    const known = hasErrors(a) && hasErrors(b)
    const error = known ? { error: await mapOf(pixels, job, (i) => Math.sqrt(varianceAt(a, i) + varianceAt(b, i))) } : {}
    const shared = [...(a.rateNoise ?? []), ...(b.rateNoise ?? [])]
    return { geometry: a.geometry, value, ...error, ...(known && shared.length > 0 ? { rateNoise: shared } : {}), ringMeanRemoved: a.ringMeanRemoved && b.ringMeanRemoved }
  },
})

/**
 * δI = n/B − 1 with its counts and expectation; NaN where nothing is expected. Counts and expectation are handed on as they are
 * where that hides nothing: a map may be a hundred megabytes.
 */
export async function relativeTo(counts: Float64Array, background: Float64Array, job: Pick<Job, 'breathe'>): Promise<Required<Pick<Intensity, 'value' | 'counts' | 'background'>>> {
  const value = new Float64Array(counts.length)
  let hidden = 0
  await overPixels(counts.length, job, (first, end) => {
    for (let i = first; i < end; i++) {
      const seen = background[i] > 0 && Number.isFinite(counts[i])
      value[i] = seen ? counts[i] / background[i] - 1 : NaN
      if (!seen && !(Number.isNaN(counts[i]) && Number.isNaN(background[i]))) hidden++
    }
  })
  if (hidden === 0) return { value, counts, background }
  const whereSeen = (values: Float64Array) => mapOf(values.length, job, (i) => (Number.isNaN(value[i]) ? NaN : values[i]))
  return { value, counts: await whereSeen(counts), background: await whereSeen(background) }
}

/**
 * How much wider δI scatters than its own counts make it: an independent background was counted too, so that
 * Var δI = (1 + α)/B (spec 19), and the mean of K scrambled skies scatters as if α were 1/K (spec 5); 1 for any other. Stated
 * errors hold what they hold and take no factor.
 */
export function varianceFactor({ significance }: Intensity): number {
  if (significance?.kind === 'independent') return 1 + significance.alpha
  return significance?.normalisedOn === 'rings' && significance.draws !== undefined ? 1 + 1 / significance.draws : 1
}

/** Whether it is known how uncertain δI is: from the expectation, or as a file states it. */
export const hasErrors = ({ background, error }: Intensity): boolean => background !== undefined || error !== undefined

/** The variance of δI in a pixel, from the expectation or as the file states it; 1 where `hasErrors` is false. */
export function varianceAt(intensity: Intensity, pixel: number): number {
  const { background, error } = intensity
  return background !== undefined ? varianceFactor(intensity) / background[pixel] : error !== undefined ? error[pixel] ** 2 : 1
}

const differentGeometry = (a: string, b: string) =>
  new Problem('invalid-argument', `These maps do not share one pixelisation (${a} and ${b}), so they cannot be combined pixel by pixel.`, {
    remedy: 'Bring them to the same nside first (in Python: healpy.ud_grade; counts are summed, intensities averaged).',
  })
