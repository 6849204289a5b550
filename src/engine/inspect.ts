/** What a file says of itself and what was taken for granted: the read card, and the fingerprint, from one reading. */
import type { Handed } from '../formats/handed.ts'
import { isCurve, readFile } from '../formats/healpixFile.ts'
import { describeMarginals } from '../formats/describeMarginals.ts'
import { areMarginals, readMarginals } from '../formats/marginalsFile.ts'
import { areLocalMaps } from '../formats/localBeginning.ts'
import { addToTally, emptyTally, statsOf, type ColumnStats } from '../formats/columnStats.ts'
import { describeCurve, describeFile } from '../formats/describeFile.ts'
import { previewsOf } from '../formats/preview.ts'
import { mainColumn } from '../formats/roles.ts'
import { overPixels } from '../study/steps/blocks.ts'
import type { FileCard, MarginalsCard } from '../formats/readCard.ts'
import { openFingerprint } from './fingerprint.ts'
import { inspectLocal } from './inspectLocal.ts'
import type { Work } from './job.ts'

/** Reads a whole file, or a set of local maps, once. Throws what the reader throws; refuses nothing of its own. */
export async function inspect(handed: Handed, name: string, work: Work): Promise<FileCard> {
  if (!(handed instanceof Blob) || (await areLocalMaps(handed))) return inspectLocal(handed, name, work)
  if (await areMarginals(handed)) return inspectMarginals(handed, name, work)
  return inspectFile(handed, name, work)
}

async function inspectMarginals(file: Blob, name: string, work: Work): Promise<MarginalsCard> {
  const start = performance.now()
  const fingerprint = await openFingerprint()
  const read = await readMarginals(file, {
    onBytes: (bytes) => fingerprint.update(bytes),
    breathe: () => work.breathe(),
    report: (done) => work.report(done, 'table'),
  })
  return describeMarginals(read, { name, bytes: file.size, sha256: fingerprint.digest() }, performance.now() - start)
}

async function inspectFile(file: Blob, name: string, work: Work): Promise<FileCard> {
  const start = performance.now()
  const fingerprint = await openFingerprint()
  const read = await readFile(file, name, {
    onBytes: (bytes) => fingerprint.update(bytes),
    breathe: () => work.breathe(),
    report: (done) => work.report(done, 'table'),
  })
  const origin = { name, bytes: file.size, sha256: fingerprint.digest() }
  if (isCurve(read)) return describeCurve(read, origin, performance.now() - start)
  const stats: ColumnStats[] = []
  for (const { values } of read.columns) {
    const tally = emptyTally()
    await overPixels(values.length, work, (first, end) => addToTally(tally, values, first, end))
    stats.push(statsOf(tally, values.length))
  }
  const card = describeFile(read, origin, performance.now() - start, stats)
  const main = mainColumn(card.columns)
  const previews = await previewsOf(read.columns, read.geometry.nside, card.ordering, main?.index ?? -1, (main?.zero ?? 0) > 0, () => work.breathe())
  return { ...card, previews, milliseconds: performance.now() - start }
}
