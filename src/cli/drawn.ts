/** Marginals files that hold a mock: `observe` writes into each piece what it was made from. */
import type { Files } from '../engine/files.ts'
import { readMarginals } from '../formats/marginalsFile.ts'
import type { Id, Study } from '../study/document.ts'

/** The data parts of a study that are at hand and have a piece whose counts were drawn. */
export async function drawnAmong({ parts }: Study, files: Files): Promise<ReadonlySet<Id>> {
  const drawn = new Set<Id>()
  for (const [id, part] of Object.entries(parts)) {
    if (part.kind !== 'data' || part.reading.as !== 'marginals' || !files.has(part.origin.sha256)) continue
    const handed = await files.file(part.origin)
    if (!(handed instanceof Blob)) continue // refused where its counts are asked for
    const { pieces } = await readMarginals(handed)
    if (pieces.some(({ from }) => isDrawn(from))) drawn.add(id)
  }
  return drawn
}

/** What `observe` writes. Anyone writes such files, and `from` may be any JSON. */
interface Written {
  readonly parts?: { readonly [id: Id]: { readonly source?: { readonly from?: unknown } | null; readonly counts?: { readonly from?: unknown } | null } | null }
}

const isDrawn = (from: unknown): boolean =>
  Object.values(Object((from as Written | null)?.parts) as NonNullable<Written['parts']>).some((part) => part?.source?.from === 'harmonics' || part?.counts?.from === 'mock' || part?.counts?.from === 'redrawn')
