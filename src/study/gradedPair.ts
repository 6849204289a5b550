/** Two files of one sky whose NSIDE differ, and what they would be together. */
import type { ReadCard } from '../formats/readCard.ts'
import { mainColumn } from '../formats/roles.ts'
import type { SkyFiles } from './together.ts'

/** What a person should know of a file before it is degraded. */
export interface GridFacts {
  readonly name: string
  readonly nside: number
  readonly ordering: ReadCard['ordering']
  readonly frame: ReadCard['frame']
  readonly unseen: number
  readonly pixels: number
}

export interface GradedPair {
  /** Both files, at the NSIDE of the coarser. */
  readonly sky: SkyFiles & Required<Pick<SkyFiles, 'partner' | 'nside'>>
  /** Whose pixels are joined. */
  readonly degraded: 'main' | 'partner'
  /** Of the first file and of its partner. */
  readonly facts: readonly [GridFacts, GridFacts]
}

/** The pair that two files make once the finer is brought to the coarser; undefined where no pixel of one is made of whole pixels of the other. */
export function gradedPair(main: ReadCard, partner: NonNullable<SkyFiles['partner']>): GradedPair | undefined {
  const facts = [factsOf(main), factsOf(partner.card)] as const
  const [own, other] = facts.map((one) => one?.nside)
  if (own === undefined || other === undefined || Math.max(own, other) % Math.min(own, other) !== 0) return undefined
  return { sky: { main, partner, nside: Math.min(own, other) }, degraded: own > other ? 'main' : 'partner', facts: [facts[0]!, facts[1]!] }
}

function factsOf({ name, geometry, ordering, frame, columns }: ReadCard): GridFacts | undefined {
  if (geometry.kind !== 'healpix') return undefined
  return { name, nside: geometry.nside, ordering, frame, unseen: mainColumn(columns)?.unseen ?? 0, pixels: 12 * geometry.nside ** 2 }
}
