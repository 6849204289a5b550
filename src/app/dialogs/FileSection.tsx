import type { ReactNode } from 'react'
import type { RankingFound } from '../../session/ranking.ts'
import type { Data, Id, MapSource } from '../../study/document.ts'
import type { ReadingPatch } from '../../study/edits.ts'
import { ColumnTable, ROLE_NAMES } from './ColumnTable.tsx'
import { Facts, FileLine, Sentences } from './FileFacts.tsx'
import { LocalQuestions } from './LocalQuestions.tsx'
import { columnsIn } from './pictures.ts'
import { ReadingQuestions } from './ReadingQuestions.tsx'
import { roleOf, withRole } from './roles.ts'
import type { FileOnCard } from './skiesOnCard.ts'

export interface FileSectionProps {
  readonly file: FileOnCard
  /** Of the sky that the file is part of. */
  readonly source: MapSource
  /** Whether it can be folded away, and is to begin with. */
  readonly fold: 'never' | 'open' | 'closed'
  rankingOf(data: Data): RankingFound | undefined
  onRank(data: Data): void
  onCancel(): void
  onReading(file: Id, patch: ReadingPatch): void
  onSource(source: MapSource): void
}

/** All about one file: what was read, what its columns are taken for, how it lies on the sky. */
export function FileSection(props: FileSectionProps) {
  const { file: { id, data: { reading }, data, card }, source, fold, rankingOf, onRank, onCancel, onReading, onSource } = props
  const change = (patch: ReadingPatch) => onReading(id, patch)
  const holds = (sentence: string): boolean => isAsGuessed(props) || card.aboutRoles?.includes(sentence) !== true
  return (
    <Folding fold={fold} title={card.name} told={rolesIn(props)}>
      <FileLine card={card} named={fold === 'never'} />
      {reading.as === 'localMaps' && card.local !== undefined ? (
        <LocalQuestions local={card.local} reading={reading} ranking={rankingOf(data)} onReading={change} onRank={() => onRank(data)} onCancel={onCancel} />
      ) : (
        <ColumnTable columns={card.columns} pictures={reading.as === 'healpix' ? columnsIn(card, reading.ordering) : []} frame={reading.as === 'healpix' ? reading.frame : undefined}
          roleOf={(column) => roleOf(source, id, column)} onRole={(column, role) => onSource(withRole(source, id, column, role))} />
      )}
      {reading.as === 'healpix' && (
        <div className="questions">
          <ReadingQuestions card={card} reading={reading} ringMeans={source.counts?.data === id && source.reference === 'ringMean'} onReading={change} />
        </div>
      )}
      <Sentences title="Assumed" sentences={card.assumptions.filter(holds)} />
      <Sentences title="Worth knowing" sentences={card.warnings.filter(holds)} warning />
      <Facts facts={card.facts} />
    </Folding>
  )
}

function Folding({ fold, title, told, children }: { readonly fold: FileSectionProps['fold']; readonly title: string; readonly told: string; readonly children: ReactNode }) {
  if (fold === 'never') return <>{children}</>
  return (
    <details className="file-section" open={fold === 'open'}>
      <summary>
        <strong>{title}</strong> <span className="soft">{told}</span>
      </summary>
      <div className="file-body">{children}</div>
    </details>
  )
}

/** Whether the file alone makes its map, each column taken for what was guessed. */
const isAsGuessed = ({ file: { id, card }, source }: FileSectionProps): boolean =>
  [source.counts, source.background, source.intensity, source.error].every((column) => column === undefined || column.data === id) && card.columns.every(({ index, guess }) => roleOf(source, id, index) === guess)

/** What the file gives to its map: `counts N, background ⟨N⟩`. */
function rolesIn({ file: { id, card }, source }: FileSectionProps): string {
  const roles = card.columns.map(({ index }) => roleOf(source, id, index)).filter((role) => role !== 'unused')
  return roles.length === 0 ? ROLE_NAMES.unused : roles.map((role) => ROLE_NAMES[role]).join(', ')
}
