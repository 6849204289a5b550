import { type ReactNode, useMemo } from 'react'
import { rankedAs } from '../../session/ranking.ts'
import { useSession } from '../../session/store.ts'
import { setReading, setSource } from '../../study/edits.ts'
import { Dialog } from './Dialog.tsx'
import { FileSection, type FileSectionProps } from './FileSection.tsx'
import { GridQuestion } from './GridQuestion.tsx'
import { ReferenceQuestions } from './ReferenceQuestions.tsx'
import { SwapLine } from './SwapLine.tsx'
import { type SkyOnCard, skiesOnCard } from './skiesOnCard.ts'
import './readCard.css'

/** What was read, what each part of it was taken for, and what was assumed. Every answer is an edit of its own, and takes effect behind the dialog. */
export function ReadCardDialog() {
  const shown = useSession((session) => session.cardShown)
  const showCard = useSession((session) => session.showCard)
  const study = useSession((session) => session.study)
  const cards = useSession((session) => session.cards)
  const edit = useSession((session) => session.edit)
  const ranking = useSession((session) => session.ranking)
  const rankAzimuths = useSession((session) => session.rankAzimuths)
  const cancelWork = useSession((session) => session.cancelWork)
  const skies = useMemo(() => skiesOnCard(study, cards), [study, cards])
  return (
    <Dialog title="Read card" wide open={shown && skies.length > 0} onClose={() => showCard(false)}>
      <ReadCardView
        skies={skies}
        rankingOf={(data) => (ranking?.of === rankedAs(data) ? ranking : undefined)}
        onRank={(data) => void rankAzimuths(data)}
        onCancel={cancelWork}
        onReading={(file, patch) => edit(setReading(file, patch), { label: 'Reading changed' })}
        onSource={(sky, next, label = 'Columns changed') => edit(setSource(sky, next), { label })}
        onClose={() => showCard(false)}
      />
    </Dialog>
  )
}

export interface ReadCardViewProps extends Pick<FileSectionProps, 'rankingOf' | 'onRank' | 'onCancel' | 'onReading'> {
  readonly skies: readonly SkyOnCard[]
  onSource(sky: string, source: SkyOnCard['source'], label?: string): void
  onClose(): void
}

/** Few files are all open; of many, one is looked at after the other. */
const OPEN = 2

/** One file stands by itself; of several each has a section, in the order of their maps. */
export function ReadCardView({ skies, onSource, onClose, ...asked }: ReadCardViewProps) {
  const files = skies.reduce((sum, sky) => sum + sky.files.length, 0)
  return (
    <>
      {skies.map((sky, place) => (
        <SkySection key={sky.sky} title={skies.length > 1 ? `Map ${place + 1}` : undefined}>
          <SwapLine sky={sky} onSource={(source) => onSource(sky.sky, source, 'Counts and background swapped')} />
          {sky.files.map((file) => (
            <FileSection key={file.id} file={file} source={sky.source} fold={files === 1 ? 'never' : files <= OPEN ? 'open' : 'closed'} onSource={(source) => onSource(sky.sky, source)} {...asked} />
          ))}
          {sky.files.some(({ data }) => data.reading.as === 'healpix') && (
            <div className="questions">
              <ReferenceQuestions source={sky.source} onSource={(source) => onSource(sky.sky, source)} />
              <GridQuestion sky={sky} onSource={(source) => onSource(sky.sky, source, 'Grid changed')} />
            </div>
          )}
        </SkySection>
      ))}
      <div className="dialog-foot">
        <button type="button" className="button primary" onClick={onClose}>
          Done
        </button>
      </div>
    </>
  )
}

/** What belongs to one map, under a heading where there are several. */
function SkySection({ title, children }: { readonly title: string | undefined; readonly children: ReactNode }) {
  if (title === undefined) return <>{children}</>
  return (
    <section className="sky-section" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
