/** file → curve: an angular power spectrum that somebody else computed, as it stands. */
import { step } from '../graph.ts'
import { later } from '../later.ts'
import { oneFile } from './oneFile.ts'
import { dataOf } from './parts.ts'

export const curve = step('curve')({
  edition: 1,
  plan: (ref, study) => ({ settings: { origin: dataOf(study, ref.part, 'curve').origin }, needs: {} }),
  run: async (_, { origin }, job) => {
    const { readCurve } = await later(() => import('../../formats/healpixFile.ts'))
    const { l, cl, error } = await readCurve(oneFile(await job.file(origin)), origin.name, { breathe: () => job.breathe(), report: (done) => job.report(done) })
    return { l, cl, ...(error === undefined ? {} : { error }) }
  },
})
