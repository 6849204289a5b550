/** table → intensity: what the columns of a file mean. */
import { ringMeanOfDate, ringMeanReference } from '../../science/reconstruction/ringMean.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf, sameGeometry, type Rings } from '../../science/sphere/rings.ts'
import { sinDeltaOfDate, toEquatorial } from '../../science/sphere/reframe.ts'
import type { Column, MapSource, Reading } from '../document.ts'
import { of, step } from '../graph.ts'
import type { Intensity, Table } from '../results.ts'
import { relativeTo } from './intensity.ts'
import { dataOf, sourceOf } from './parts.ts'

const ROLES = ['counts', 'background', 'intensity', 'error'] as const

export const mapIntensity = step('mapIntensity')({
  edition: 1,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'map')
    const files = [...new Set(ROLES.flatMap((role) => source[role]?.data ?? []))]
    const readings = files.map((file) => dataOf(study, file).reading).map(({ frame, epoch }) => ({ frame, epoch }))
    return { settings: { source, files, readings }, needs: { tables: files.map((file) => of('table', file)) } }
  },
  run: ({ tables }, { source, files, readings }): Intensity => {
    if (tables.length === 0) throw nothingToShow()
    const { geometry } = tables[0]
    if (tables.some((table) => !sameGeometry(table.geometry, geometry)) || readings.some(({ frame }) => frame !== readings[0]!.frame)) {
      throw new Problem('invalid-argument', 'The columns chosen come from files of different nside or frame.', { remedy: 'Choose columns that share one pixelisation.' })
    }
    const rings = ringsOf(geometry)
    const pick = (column: Column | undefined) => column && toEquatorial(rings, columnOf(tables[files.indexOf(column.data)]!, column), readings[0]!.frame)
    const counts = pick(source.counts)
    if (counts !== undefined) return fromCounts(rings, counts, pick(source.background), source, readings[0]!)
    const intensity = pick(source.intensity)
    if (intensity === undefined) throw nothingToShow()
    const error = pick(source.error)
    const value = source.intensityIs === 'ratio' ? intensity.map((x) => x - 1) : intensity
    return { geometry, value, ...(error === undefined ? {} : { error }), ringMeanRemoved: false }
  },
})

function fromCounts(rings: Rings, counts: Float64Array, background: Float64Array | undefined, source: MapSource, { epoch }: Pick<Reading, 'epoch'>): Intensity {
  const { reference, backgroundMade, alpha } = source
  if (reference === 'background' && background === undefined) {
    throw new Problem('invalid-argument', 'No column is named as the expected counts.', { remedy: 'Choose the background column on the read card, or compare each ring with its own mean.' })
  }
  const expected =
    reference === 'background' ? background!
    : reference === 'mapMean' ? mapMean(counts)
    : epoch === 'ofDate' ? ringMeanReference(rings, counts)
    : ringMeanOfDate(rings, counts, sinDeltaOfDate(rings, epoch))
  const independent = reference === 'background' && backgroundMade === 'independent'
  return {
    geometry: rings.geometry,
    ...relativeTo(counts, expected),
    significance: independent ? { kind: 'independent', alpha } : { kind: 'sameData' },
    ringMeanRemoved: reference === 'ringMean',
  }
}

/** One expectation for the whole map: right only for uniform exposure. */
function mapMean(counts: Float64Array): Float64Array {
  let sum = 0
  let pixels = 0
  for (const n of counts) {
    if (!Number.isFinite(n)) continue
    sum += n
    pixels++
  }
  return counts.map((n) => (Number.isFinite(n) ? sum / pixels : NaN))
}

function columnOf(table: Table, { column }: Column): Float64Array {
  const values = table.columns[column]
  if (values === undefined) throw new Problem('invalid-argument', `The file has no column ${column}.`, { remedy: 'Choose another column on the read card.', facts: { column } })
  return values
}

const nothingToShow = () => new Problem('invalid-argument', 'No column of the file is used.', { remedy: 'Say on the read card which column holds counts or relative intensity.' })
