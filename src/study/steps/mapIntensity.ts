/** table → intensity: what the columns of a file mean. */
import { ringMeanOfDate, ringMeanReference } from '../../science/reconstruction/ringMean.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf, sameGeometry, type Rings } from '../../science/sphere/rings.ts'
import { sinDeltaOfDate, toEquatorial } from '../../science/sphere/reframe.ts'
import type { Column, MapSource, Reading } from '../document.ts'
import { of, step, type Job } from '../graph.ts'
import type { Intensity, SignificanceModel, Table } from '../results.ts'
import { relativeTo } from './intensity.ts'
import { dataOf, sourceOf } from './parts.ts'

const ROLES = ['counts', 'background', 'intensity', 'error'] as const

export const mapIntensity = step('mapIntensity')({
  edition: 2,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'map')
    const files = [...new Set(ROLES.flatMap((role) => source[role]?.data ?? []))]
    const readings = files.map((file) => dataOf(study, file).reading).map(({ frame, epoch }) => ({ frame, epoch }))
    return { settings: { source, files, readings }, needs: { tables: files.map((file) => of('table', file)) } }
  },
  run: async ({ tables }, { source, files, readings }, job): Promise<Intensity> => {
    if (tables.length === 0) throw nothingToShow()
    const { geometry } = tables[0]
    if (tables.some((table) => !sameGeometry(table.geometry, geometry)) || readings.some(({ frame }) => frame !== readings[0]!.frame)) {
      throw new Problem('invalid-argument', 'The columns chosen come from files of different nside or frame.', { remedy: 'Choose columns that share one pixelisation.' })
    }
    const rings = ringsOf(geometry)
    const pick = async (column: Column | undefined) => {
      await job.breathe()
      return column && toEquatorial(rings, columnOf(tables[files.indexOf(column.data)]!, column), readings[0]!.frame)
    }
    const counts = await pick(source.counts)
    if (counts !== undefined) return fromCounts(rings, counts, await pick(source.background), source, readings[0]!, job)
    const intensity = await pick(source.intensity)
    if (intensity === undefined) throw nothingToShow()
    const error = await pick(source.error)
    const value = source.intensityIs === 'ratio' ? intensity.map((x) => x - 1) : intensity
    return { geometry, value, ...(error === undefined ? {} : { error }), ringMeanRemoved: false }
  },
})

async function fromCounts(
  rings: Rings, counts: Float64Array, background: Float64Array | undefined, source: MapSource, { epoch }: Pick<Reading, 'epoch'>, job: Job,
): Promise<Intensity> {
  const { reference } = source
  await job.breathe()
  if (reference === 'background' && background === undefined) {
    throw new Problem('invalid-argument', 'No column is named as the expected counts.', { remedy: 'Choose the background column on the read card, or compare each ring with its own mean.' })
  }
  const expected =
    reference === 'background' ? background!
    : reference === 'mapMean' ? mapMean(counts)
    : epoch === 'ofDate' ? ringMeanReference(rings, counts)
    : ringMeanOfDate(rings, counts, sinDeltaOfDate(rings, epoch))
  await job.breathe()
  return {
    geometry: rings.geometry,
    ...relativeTo(counts, expected),
    significance: significanceModel(source, counts),
    ringMeanRemoved: reference === 'ringMean',
  }
}

function significanceModel({ reference, backgroundMade, alpha }: MapSource, counts: Float64Array): SignificanceModel {
  if (reference === 'mapMean') return { kind: 'sameData', normalisedOn: 'map', total: total(counts).sum }
  return reference === 'background' && backgroundMade === 'independent' ? { kind: 'independent', alpha } : { kind: 'sameData', normalisedOn: 'rings' }
}

/** One expectation for the whole map: right only for uniform exposure. */
function mapMean(counts: Float64Array): Float64Array {
  const { sum, pixels } = total(counts)
  return counts.map((n) => (Number.isFinite(n) ? sum / pixels : NaN))
}

function total(counts: Float64Array): { sum: number; pixels: number } {
  let sum = 0
  let pixels = 0
  for (const n of counts) {
    if (!Number.isFinite(n)) continue
    sum += n
    pixels++
  }
  return { sum, pixels }
}

function columnOf(table: Table, { column }: Column): Float64Array {
  const values = table.columns[column]
  if (values === undefined) throw new Problem('invalid-argument', `The file has no column ${column}.`, { remedy: 'Choose another column on the read card.', facts: { column } })
  return values
}

const nothingToShow = () => new Problem('invalid-argument', 'No column of the file is used.', { remedy: 'Say on the read card which column holds counts or relative intensity.' })
