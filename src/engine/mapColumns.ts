/** The columns of a map that has been derived, in double precision, with names, units and meanings: what is written as FITS and as CSV. */
import { isProblem } from '../science/problem.ts'
import { pixelCount, type Geometry } from '../science/sphere/rings.ts'
import { of, type Job, type Name, type Ref } from '../study/graph.ts'
import type { Intensity, Results, Significance, Smoothed } from '../study/results.ts'
import { hasSigma, smoothedSigma, smoothedValue } from '../study/smoothed.ts'
import { mapOf } from '../study/steps/blocks.ts'
import type { MapRef } from '../study/takenAway.ts'

export interface MapColumn {
  readonly name: string
  /** As FITS writes it; empty for what has none. */
  readonly unit: string
  readonly meaning: string
  /** [pixels] NaN where nothing was seen. */
  readonly values: Float64Array | Float32Array
}

export interface MapColumns {
  readonly geometry: Geometry
  readonly columns: readonly MapColumn[]
  /** What the map says of itself. */
  readonly notes: readonly string[]
}

export type Make = <K extends Name>(ref: Ref<K>) => Promise<Results[K]>

export async function mapColumns(make: Make, ref: MapRef, job: Pick<Job, 'breathe'>): Promise<MapColumns> {
  const { part } = ref
  switch (ref.result) {
    case 'display':
      return shown(await make(of('display', part, ref.at)))
    case 'smoothed':
      return smoothed(await make(of('smoothed', part)), await significanceOf(make, part), job)
    default:
      return plain(await make(of(ref.result, part)), ref.result === 'residual')
  }
}

/** A sky without counts and errors has none. */
const significanceOf = (make: Make, part: string): Promise<Significance | undefined> =>
  make(of('significance', part)).catch((reason: unknown) => {
    if (isProblem(reason, 'no-coverage')) return undefined
    throw reason
  })

const INTENSITY = { name: 'RELATIVE_INTENSITY', unit: '', meaning: 'I / <I> - 1' }
const ERROR = { name: 'ERROR', unit: '', meaning: 'standard deviation' }
const COUNTS = { name: 'COUNTS', unit: 'count', meaning: 'events counted' }
const BACKGROUND = { name: 'BACKGROUND', unit: 'count', meaning: 'events expected' }
const SIGNIFICANCE = { name: 'SIGNIFICANCE', unit: '', meaning: 'standard deviations, signed' }

const present = (columns: readonly (Omit<MapColumn, 'values'> & { readonly values: MapColumn['values'] | undefined })[]): readonly MapColumn[] =>
  columns.flatMap(({ values, ...column }) => (values === undefined ? [] : [{ ...column, values }]))

function plain({ geometry, value, error, counts, background, ringMeanRemoved }: Intensity, subtracted: boolean): MapColumns {
  const columns = present([{ ...INTENSITY, values: value }, { ...ERROR, values: error }, { ...COUNTS, values: counts }, { ...BACKGROUND, values: background }])
  return { geometry, columns, notes: [...(ringMeanRemoved ? [RING_MEAN_REMOVED] : []), ...(subtracted && background !== undefined ? [SUBTRACTED] : [])] }
}

const RING_MEAN_REMOVED = 'convention: the mean of each ring was removed by construction: m = 0 of every l is not in this map'
const SUBTRACTED = 'convention: with the fit f, the intensity is n/B - 1 - f, and the background is B (1 + f)'

async function smoothed(map: Smoothed, significance: Significance | undefined, job: Pick<Job, 'breathe'>): Promise<MapColumns> {
  const pixels = pixelCount(map.geometry)
  const columns = present([
    { ...INTENSITY, values: map.value ?? (await mapOf(pixels, job, (p) => smoothedValue(map, p))) },
    { ...ERROR, values: map.sigma ?? (hasSigma(map) ? await mapOf(pixels, job, (p) => smoothedSigma(map, p)) : undefined) },
    { ...SIGNIFICANCE, values: significance?.value },
    { ...COUNTS, meaning: 'events counted in the disc', values: map.counts },
    { ...BACKGROUND, meaning: 'events expected in the disc', values: map.background },
  ])
  return { geometry: map.geometry, columns, notes: significance === undefined ? [] : [`convention: significance is ${plainly(significance.formula)}`] }
}

/** A formula in the letters FITS has. */
const plainly = (formula: string): string =>
  formula.replace(/[−–×√Σαβδ²·≤≥]|x\u0304/g, (sign) => ({ '−': '-', '–': '-', '×': 'x', '√': 'sqrt', Σ: 'Sum ', α: 'alpha', β: 'beta', δ: 'delta', '²': '^2', '·': '*', '≤': '<=', '≥': '>=', 'x\u0304': 'x_mean' })[sign] ?? sign)

const SHOWN = { relativeIntensity: INTENSITY, significance: SIGNIFICANCE, counts: COUNTS } as const

const shown = ({ geometry, quantity, values, ringMeanRemoved }: Results['display']): MapColumns => ({
  geometry,
  columns: [{ ...SHOWN[quantity], values }],
  notes: ['convention: single precision, as the page shows it', ...(ringMeanRemoved ? [RING_MEAN_REMOVED] : [])],
})
