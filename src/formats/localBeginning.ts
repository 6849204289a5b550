/** Local maps are known by their beginnings: an image of time bins, an archive, or several files at once. */
import { ByteStream, unreadable } from './byteStream.ts'
import type { Handed } from './handed.ts'
import { holdsLocalImage } from './localImage.ts'
import { lookLikeTimeBins, numberedSets } from './numberedNames.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'
import { memberStream, zipMembers } from './zipMembers.ts'

/** Whether what was handed over is for `readLocalMaps`: several files, an image of time bins, or an archive of either. Reads beginnings only. */
export async function areLocalMaps(handed: Handed): Promise<boolean> {
  if (!(handed instanceof Blob)) return true
  const { kind, what } = sniff(new Uint8Array(await beginningOf(handed)))
  if (kind === 'fits') return beginsWithImage(handed.stream(), false)
  if (kind === 'gzip') return beginsWithImage(handed.stream(), true)
  if (what !== 'a ZIP archive') return false
  const all = await zipMembers(handed)
  const members = all.filter(({ name }) => /\.(fits?|fts)(\.gz)?$/i.test(name))
  const configured = all.some(({ name }) => /\.json$/i.test(name))
  if (numberedSets(members.map(({ name }) => name)).some((set) => configured || lookLikeTimeBins(set))) return true
  const [only] = members
  return members.length === 1 && only !== undefined && beginsWithImage(await memberStream(handed, only), /\.gz$/i.test(only.name))
}

async function beginsWithImage(raw: ReadableStream<Uint8Array<ArrayBuffer>>, packed: boolean): Promise<boolean> {
  return holdsLocalImage(new ByteStream(packed ? raw.pipeThrough(new DecompressionStream('gzip')) : raw, { eachChunk: async () => {}, explain: (cause) => cause }))
}

/** The first bytes of a file, as many as `sniff` likes to see. */
export const beginningOf = (file: Blob): Promise<ArrayBuffer> => file.slice(0, SNIFF_BYTES).arrayBuffer().catch((cause: unknown) => { throw unreadable(cause) })
