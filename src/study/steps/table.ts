/** file → table: the columns of a HEALPix file on Rings, in the file's own frame. */
import { toRing } from '../../formats/reorder.ts'
import { step } from '../graph.ts'
import { later } from '../later.ts'
import { mapOf, overPixels } from './blocks.ts'
import { dataOf } from './parts.ts'

export const table = step('table')({
  edition: 1,
  plan: (ref, study) => {
    const { origin, reading } = dataOf(study, ref.part)
    return { settings: { origin, ordering: reading.ordering, zeroIsUnseen: reading.zeroIsUnseen }, needs: {} }
  },
  run: async (_, { origin, ordering, zeroIsUnseen }, job) => {
    const { readHealpix } = await later(() => import('../../formats/healpixFile.ts'))
    const file = await readHealpix(await job.file(origin), origin.name, { breathe: () => job.breathe(), report: (done) => job.report(done) })
    const { nside } = file.geometry
    const columns: Float64Array[] = []
    for (const { values } of file.columns) {
      const ring = ordering === 'nested' ? new Float64Array(values.length) : values
      if (ordering === 'nested') await overPixels(values.length, job, (first, end) => toRing(values, nside, ring, first, end))
      columns.push(zeroIsUnseen ? await mapOf(ring.length, job, (i) => (ring[i] === 0 ? NaN : ring[i])) : ring)
    }
    return { geometry: file.geometry, columns }
  },
})
