/** file → table: the columns of a HEALPix file on Rings, in the file's own frame. */
import { toRing } from '../../formats/reorder.ts'
import { readHealpix } from '../../formats/healpixFile.ts'
import { step } from '../graph.ts'
import { dataOf } from './parts.ts'

export const table = step('table')({
  edition: 1,
  plan: (ref, study) => {
    const { origin, reading } = dataOf(study, ref.part)
    return { settings: { origin, ordering: reading.ordering, zeroIsUnseen: reading.zeroIsUnseen }, needs: {} }
  },
  run: async (_, { origin, ordering, zeroIsUnseen }, job) => {
    const file = await readHealpix(await job.file(origin), origin.name, { breathe: () => job.breathe(), report: (done) => job.report(done) })
    const { nside } = file.geometry
    const columns = file.columns.map(({ values }) => {
      const ring = ordering === 'nested' ? toRing(values, nside) : values
      return zeroIsUnseen ? ring.map((x) => (x === 0 ? NaN : x)) : ring
    })
    return { geometry: file.geometry, columns }
  },
})
