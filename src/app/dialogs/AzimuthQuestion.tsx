import { useId } from 'react'
import type { RankingFound } from '../../session/ranking.ts'
import { AZIMUTH_NAMES, type Azimuth, isRightHanded } from '../../science/sphere/localAzimuth.ts'
import { type AzimuthRanking, verdictOf } from '../../study/ranking.ts'
import { AzimuthDial } from './AzimuthDial.tsx'

export interface AzimuthQuestionProps {
  readonly azimuth: Azimuth
  readonly latitudeDeg: number
  readonly ranking: RankingFound | undefined
  onAzimuth(azimuth: Azimuth): void
  onRank(): void
  onCancel(): void
}

/** `south, then east` */
const wordsOf = (azimuth: Azimuth): string => azimuth.replace(/[A-Z]/, (letter) => `, then ${letter.toLowerCase()}`)

const SOURCES: { readonly [A in Azimuth]?: string } = {
  southEast: 'as cra-ahlers-llh computes',
  eastNorth: 'as its README says; Auger',
  northWest: 'axes of the review, Eq. 5',
  northEast: 'a compass',
}

/** Where azimuth 0 lies and which way it grows: pictures to choose from, and what the counts themselves say. */
export function AzimuthQuestion({ azimuth, latitudeDeg, ranking, onAzimuth, onRank, onCancel }: AzimuthQuestionProps) {
  const group = useId()
  const gains = ranking?.state === 'done' ? ranking.ranking : undefined
  return (
    <fieldset className="question">
      <legend>Where is azimuth 0, and which way does it grow?</legend>
      <div className="dials">
        {AZIMUTH_NAMES.map((name) => (
          <label key={name} className="dial-choice" data-chosen={name === azimuth || undefined}>
            <input type="radio" name={group} checked={name === azimuth} onChange={() => onAzimuth(name)} aria-label={`0 in the ${wordsOf(name)}`} />
            <AzimuthDial azimuth={name} />
            <span>{wordsOf(name)}</span>
            <span className="soft small">{gains === undefined ? SOURCES[name] : gainText(gains, name)}</span>
          </label>
        ))}
      </div>
      <p className="soft small">The horizon from above; the dot is azimuth 0, the arrow leads to 90°.</p>
      <Rank {...{ ranking, latitudeDeg, onRank, onCancel }} />
    </fieldset>
  )
}

/** `best`, or by how much less likely. */
function gainText({ ranks }: AzimuthRanking, azimuth: Azimuth): string {
  const behind = ranks[0]!.gain - ranks.find((rank) => rank.azimuth === azimuth)!.gain
  return behind === 0 ? 'likeliest' : `ln L −${behind < 9.95 ? behind.toFixed(1) : Math.round(behind).toLocaleString('en')}`
}

function Rank({ ranking, latitudeDeg, onRank, onCancel }: Pick<AzimuthQuestionProps, 'ranking' | 'latitudeDeg' | 'onRank' | 'onCancel'>) {
  if (ranking?.state === 'working') {
    return (
      <p className="line">
        <progress aria-label="ranking" value={ranking.done} />
        <button type="button" className="text-button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    )
  }
  return (
    <div className="line">
      <button type="button" className="button" onClick={onRank}>
        Rank by likelihood
      </button>
      <p role="status" className="small">
        {ranking?.state === 'failed' && [ranking.problem.message, ranking.problem.remedy].join(' ')}
        {ranking?.state === 'done' && verdictText(ranking.ranking, latitudeDeg)}
      </p>
    </div>
  )
}

/** What a ranking says, and what it cannot say. */
export function verdictText(ranking: AzimuthRanking, latitudeDeg: number): string {
  const verdict = verdictOf(ranking)
  const method = ` (multipoles up to ℓ = ${ranking.degree} without m = 0, rate and acceptance fitted beside them)`
  if (verdict.kind === 'noise') return `These counts show no structure beyond chance under any of them, so they cannot tell${method}.`
  if (verdict.kind === 'decided') return `The counts prefer ${wordsOf(verdict.best)}: its ln L is ${verdict.lead.toFixed(1)} above the next${method}.`
  const among = verdict.among.map(wordsOf).join('; ')
  const turns = Math.abs(latitudeDeg) > 89 && verdict.among.every((name) => isRightHanded(name) === isRightHanded(verdict.among[0]!))
  if (turns) return `At the Pole another azimuth 0 only turns the sky in right ascension, so the counts cannot tell: ${among}. They tell the sense in which it grows${method}.`
  return `The counts cannot tell between these: ${among}. ${verdict.equal ? 'They suit them equally.' : 'None is a thousand times likelier than the others.'}${method}`
}
