/** file → table: the columns of a HEALPix file that are used, on Rings, in the file's own frame. */
import { toRing } from '../../formats/reorder.ts'
import type { Data, HealpixReading, Id, LocalMapsReading, Study } from '../document.ts'
import { step } from '../graph.ts'
import { later } from '../later.ts'
import type { Table } from '../results.ts'
import { mapOf, overPixels } from './blocks.ts'
import { oneFile } from './oneFile.ts'
import { dataOf } from './parts.ts'

export const table = step('table')({
  edition: 2,
  plan: (ref, study) => {
    const { origin, reading } = dataOf(study, ref.part, 'healpix', 'localMaps')
    if (reading.as === 'localMaps') return { settings: { origin, reading }, needs: {} }
    return { settings: { origin, ordering: reading.ordering, zeroIsUnseen: reading.zeroIsUnseen, columns: columnsUsed(study, ref.part) }, needs: {} }
  },
  run: async (_, settings: Settings, job): Promise<Table> => {
    if ('reading' in settings) {
      const { localTable } = await later(() => import('./localTable.ts'))
      return localTable(await job.file(settings.origin), settings.origin.name, settings.reading, job)
    }
    const { origin, ordering, zeroIsUnseen, columns: only } = settings
    const { readHealpix } = await later(() => import('../../formats/healpixFile.ts'))
    const file = await readHealpix(oneFile(await job.file(origin)), origin.name, { breathe: () => job.breathe(), report: (done) => job.report(done), only })
    const { nside } = file.geometry
    const columns: Float64Array[] = []
    for (const { values } of file.columns) {
      if (values.length === 0) {
        columns.push(values)
        continue
      }
      const ring = ordering === 'nested' ? new Float64Array(values.length) : values
      if (ordering === 'nested') await overPixels(values.length, job, (first, end) => toRing(values, nside, ring, first, end))
      columns.push(zeroIsUnseen ? await mapOf(ring.length, job, (i) => (ring[i] === 0 ? NaN : ring[i])) : ring)
    }
    return { geometry: file.geometry, columns }
  },
})

type Settings =
  | { readonly origin: Data['origin']; readonly reading: LocalMapsReading }
  | { readonly origin: Data['origin']; readonly ordering: HealpixReading['ordering']; readonly zeroIsUnseen: boolean; readonly columns: readonly number[] }

/** The columns of a file that some sky is made from, ascending: the others would only take room. */
function columnsUsed(study: Study, data: Id): readonly number[] {
  const used = Object.values(study.parts).flatMap((part) => {
    if (part.kind !== 'sky' || part.source.from !== 'map') return []
    const { counts, background, intensity, error } = part.source
    return [counts, background, intensity, error].flatMap((column) => (column?.data === data ? [column.column] : []))
  })
  return [...new Set(used)].sort((a, b) => a - b)
}
