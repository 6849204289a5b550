/** What a file says of itself and what was taken for granted: the read card, and the fingerprint, from one reading. */
import { readHealpix } from '../formats/healpixFile.ts'
import { describeFile } from '../formats/describeFile.ts'
import type { ReadCard } from '../formats/readCard.ts'
import { openFingerprint } from './fingerprint.ts'
import type { Work } from './job.ts'

/** Reads a whole file once. Throws what the reader throws; refuses nothing of its own. */
export async function inspect(file: Blob, name: string, work: Work): Promise<ReadCard> {
  const start = performance.now()
  const fingerprint = await openFingerprint()
  const read = await readHealpix(file, name, {
    onBytes: (bytes) => fingerprint.update(bytes),
    breathe: () => work.breathe(),
    report: (done) => work.report(done, 'table'),
  })
  return describeFile(read, { name, bytes: file.size, sha256: fingerprint.digest() }, performance.now() - start)
}
