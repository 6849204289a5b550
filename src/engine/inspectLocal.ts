/** What local maps say of themselves: the read card and the fingerprint of the whole set, from one reading. */
import { describeLocalMaps } from '../formats/describeLocalMaps.ts'
import type { Handed } from '../formats/handed.ts'
import { readLocalMaps } from '../formats/localMaps.ts'
import type { ReadCard } from '../formats/readCard.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { openSetFingerprint } from './fingerprint.ts'
import type { Work } from './job.ts'

/** Reads all maps once. Throws what the reader throws. */
export async function inspectLocal(handed: Handed, name: string, work: Work): Promise<ReadCard> {
  const start = performance.now()
  const fingerprint = await openSetFingerprint()
  let rings = ringsOf({ kind: 'healpix', nside: 1 })
  let events: number[] = []
  const file = await readLocalMaps(handed, name, (_, counts) => {
    for (let ring = 0; ring < rings.count; ring++) for (let i = rings.first[ring]!; i < rings.first[ring + 1]!; i++) events[ring]! += counts[i]!
  }, {
    breathe: () => work.breathe(),
    report: (done) => work.report(done, 'table'),
    onBytes: (bytes, part) => fingerprint.update(bytes, part),
    onShape: ({ nside }) => {
      rings = ringsOf({ kind: 'healpix', nside })
      events = Array.from({ length: rings.count }, () => 0)
    },
  })
  const [title, bytes] = handed instanceof Blob ? [name, handed.size] : [file.title, file.bytes]
  return describeLocalMaps(file, { name: title, bytes, sha256: fingerprint.digest() }, events, performance.now() - start)
}
