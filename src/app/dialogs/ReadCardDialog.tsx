import type { ColumnCard, ReadCard, Role } from '../../formats/readCard.ts'
import { geometryName, pixelCount } from '../../science/sphere/rings.ts'
import { rankedAs, type RankingFound } from '../../session/ranking.ts'
import { useSession } from '../../session/store.ts'
import type { Data, Id, MapSource } from '../../study/document.ts'
import { type ReadingPatch, setReading, setSource } from '../../study/edits.ts'
import { byteSize, duration, scientific, shortSha } from '../numbers.ts'
import { dataOf, skyId, skyOf } from '../seen.ts'
import { CopyText } from './CopyText.tsx'
import { Dialog } from './Dialog.tsx'
import { LocalQuestions } from './LocalQuestions.tsx'
import { ReadingQuestions } from './ReadingQuestions.tsx'
import { ReferenceQuestions } from './ReferenceQuestions.tsx'
import { roleOf, withRole } from './roles.ts'

/** What was read, what each part of it was taken for, and what was assumed. Every answer is an edit of its own, and takes effect behind the dialog. */
export function ReadCardDialog() {
  const shown = useSession((session) => session.cardShown)
  const showCard = useSession((session) => session.showCard)
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const file = dataOf(study)
  const card = useSession((session) => (file === undefined ? undefined : session.cards[file.data.origin.sha256]))
  const source = skyOf(study)?.source
  const ranking = useSession((session) => (file !== undefined && session.ranking?.of === rankedAs(file.data) ? session.ranking : undefined))
  const rankAzimuths = useSession((session) => session.rankAzimuths)
  const cancelWork = useSession((session) => session.cancelWork)
  const ready = file !== undefined && card !== undefined && source?.from === 'map'
  return (
    <Dialog title="Read card" wide open={shown && ready} onClose={() => showCard(false)}>
      {ready && (
        <ReadCardView
          card={card}
          data={file.data}
          dataId={file.id}
          source={source}
          ranking={ranking}
          onRank={() => void rankAzimuths(file.data)}
          onCancel={cancelWork}
          onReading={(patch) => edit(setReading(file.id, patch), { label: 'Reading changed' })}
          onSource={(next) => edit(setSource(skyId(study), next), { label: 'Columns changed' })}
          onClose={() => showCard(false)}
        />
      )}
    </Dialog>
  )
}

export interface ReadCardViewProps {
  readonly card: ReadCard
  readonly data: Data
  readonly dataId: Id
  readonly source: MapSource
  readonly ranking?: RankingFound | undefined
  onRank?(): void
  onCancel?(): void
  onReading(patch: ReadingPatch): void
  onSource(source: MapSource): void
  onClose(): void
}

export function ReadCardView(props: ReadCardViewProps) {
  const { card, data: { reading }, ranking, onReading, onRank = () => {}, onCancel = () => {}, onClose } = props
  return (
    <>
      <FileLine card={card} />
      {reading.as === 'localMaps' && card.local !== undefined ? (
        <LocalQuestions local={card.local} {...{ reading, ranking, onReading, onRank, onCancel }} />
      ) : (
        <MapQuestions {...props} />
      )}
      <Sentences title="Assumed" sentences={card.assumptions} />
      <Sentences title="Worth knowing" sentences={card.warnings} warning />
      <Facts facts={card.facts} />
      <div className="dialog-foot">
        <button type="button" className="button primary" onClick={onClose}>
          Done
        </button>
      </div>
    </>
  )
}

/** What each column of a map is taken for, and how its numbers lie on the sky. */
function MapQuestions({ card, data, dataId, source, onReading, onSource }: ReadCardViewProps) {
  return (
    <>
      <div className="columns-scroll" tabIndex={0} role="region" aria-label="Columns">
        <table className="columns">
          <thead>
            <tr>
              <th scope="col">column</th>
              <th scope="col">format</th>
              <th scope="col">range</th>
              <th scope="col">sum</th>
              <th scope="col">taken for</th>
            </tr>
          </thead>
          <tbody>
            {card.columns.map((column) => (
              <ColumnRow key={column.index} column={column} role={roleOf(source, column.index)}
                onRole={(role) => onSource(withRole(source, dataId, column.index, role))} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="questions">
        {data.reading.as === 'healpix' && <ReadingQuestions card={card} reading={data.reading} source={source} onReading={onReading} />}
        <ReferenceQuestions source={source} onSource={onSource} />
      </div>
    </>
  )
}

function FileLine({ card }: { readonly card: ReadCard }) {
  return (
    <div>
      <p className="file-line">
        <strong>{card.name}</strong> <span className="soft">{byteSize(card.bytes)}{card.compressed ? ', compressed' : ''} · read in {duration(card.milliseconds)}</span>
      </p>
      <p className="soft small">
        {geometryName(card.geometry)}, {pixelCount(card.geometry).toLocaleString('en')} pixels · sha256{' '}
        <span className="mono" title={card.sha256}>
          {shortSha(card.sha256)}
        </span>{' '}
        <CopyText text={card.sha256} label="Copy" />
      </p>
    </div>
  )
}

const ROLE_NAMES: { readonly [R in Role]: string } = {
  counts: 'counts N',
  background: 'background ⟨N⟩',
  intensity: 'relative intensity',
  error: 'error of it',
  unused: 'not used',
}

function ColumnRow({ column, role, onRole }: { readonly column: ColumnCard; readonly role: Role; onRole(role: Role): void }) {
  const { name, unit, format, min, max, sum, unseen, zero, because, guess } = column
  const gaps = [unseen > 0 && `${unseen.toLocaleString('en')} unseen`, zero > 0 && `${zero.toLocaleString('en')} exactly 0`].filter(Boolean).join(', ')
  return (
    <tr>
      <th scope="row">
        {name} {unit !== '' && <span className="soft">[{unit}]</span>}
        <span className="soft small because">
          {ROLE_NAMES[guess]}: {because}
        </span>
      </th>
      <td className="mono">{format}</td>
      <td className="number">
        {scientific(min)} … {scientific(max)}
        {gaps !== '' && <span className="soft small because">{gaps}</span>}
      </td>
      <td className="number">{scientific(sum)}</td>
      <td>
        <select className="select" aria-label={`${name} is taken for`} value={role} onChange={(event) => onRole(event.currentTarget.value as Role)}>
          {Object.entries(ROLE_NAMES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}

function Sentences({ title, sentences, warning = false }: { readonly title: string; readonly sentences: readonly string[]; readonly warning?: boolean }) {
  if (sentences.length === 0) return null
  return (
    <section className="sentences">
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence} className={warning ? 'warning' : undefined}>
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Facts({ facts }: Pick<ReadCard, 'facts'>) {
  return (
    <details>
      <summary>What the header says</summary>
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col">keyword</th>
            <th scope="col">value</th>
            <th scope="col">used as</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ keyword, value, usedAs }) => (
            <tr key={keyword + usedAs}>
              <th scope="row" className="mono">
                {keyword}
              </th>
              <td className="mono">{value}</td>
              <td>{usedAs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
