import type { ReactNode } from 'react'
import type { Study } from '../../study/document.ts'
import { useSession } from '../../session/store.ts'
import { dataOf, displayShown } from '../seen.ts'
import { Rows } from '../widgets/Rows.tsx'
import { Card, Convention } from './Card.tsx'
import { FoundBy } from './FoundBy.tsx'
import { dataSummary, type DataSummary } from './dataSummary.ts'

export function DataCard() {
  const study: Study = useSession((session) => session.study)
  const display = useSession(displayShown)
  const data = dataOf(study)?.data
  const card = useSession((session) => (data === undefined ? undefined : session.cards[data.origin.sha256]))
  const showCard = useSession((session) => session.showCard)
  const summary = dataSummary(study, display, card)
  return (
    <DataCardView {...summary} onReadCard={card === undefined ? undefined : () => showCard(true)}>
      <FoundBy card={card} />
    </DataCardView>
  )
}

export interface DataCardViewProps extends DataSummary {
  readonly children?: ReactNode
  readonly onReadCard: (() => void) | undefined
}

export function DataCardView({ grid, made, rows, reference, onReadCard, children }: DataCardViewProps) {
  return (
    <Card number={1} title="Data" note={grid}>
      <p className="small made">{made}</p>
      <Rows rows={rows} />
      {children}
      <div className="card-foot">
        <Convention title="Compared with what?">{reference}</Convention>
        {onReadCard !== undefined && (
          <button type="button" className="text-button small" onClick={onReadCard}>
            Read card…
          </button>
        )}
      </div>
    </Card>
  )
}
