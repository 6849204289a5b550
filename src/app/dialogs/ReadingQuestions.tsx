import type { ReadCard } from '../../formats/readCard.ts'
import { BOUNDS } from '../../study/bounds.ts'
import type { HealpixReading, MapSource } from '../../study/document.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'

export interface ReadingQuestionsProps {
  readonly card: ReadCard
  readonly reading: HealpixReading
  readonly source: MapSource
  onReading(patch: Partial<Omit<HealpixReading, 'as'>>): void
}

const ORDERINGS = { ring: 'RING', nested: 'NESTED' } as const
const FRAMES = { equatorial: 'equatorial', galactic: 'Galactic', ecliptic: 'ecliptic' } as const
const EPOCHS = { ofDate: 'of date', epoch: 'J2000' } as const
const USUAL_EPOCH = 2016.5

/** How the numbers lie on the sky: order, frame, gaps, equinox. */
export function ReadingQuestions({ card, reading, source, onReading }: ReadingQuestionsProps) {
  const ringMeans = source.counts !== undefined && source.reference === 'ringMean'
  const zeros = card.columns.reduce((most, { zero }) => Math.max(most, zero), 0)
  return (
    <>
      {card.geometry.kind === 'healpix' && (
        <Choice label="order of pixels" options={ORDERINGS} value={reading.ordering} onChange={(ordering) => onReading({ ordering })}
          hint={card.orderingStated ? 'as the file says' : 'not stated; assumed'} />
      )}
      <Choice label="frame" options={FRAMES} value={reading.frame} onChange={(frame) => onReading({ frame })}
        hint={card.frameStated ? 'as the file says' : 'not stated; assumed'} />
      <label className="tick">
        <input type="checkbox" checked={reading.zeroIsUnseen} onChange={(event) => onReading({ zeroIsUnseen: event.currentTarget.checked })} />
        <span>
          exactly zero means unobserved{' '}
          <span className={card.zerosLookUnseen ? 'warning small' : 'soft small'}>{zerosInWords(zeros, card.zerosLookUnseen)}</span>
        </span>
      </label>
      {ringMeans && <EpochQuestion epoch={reading.epoch} onEpoch={(epoch) => onReading({ epoch })} />}
    </>
  )
}

function zerosInWords(zeros: number, lookUnseen: boolean): string {
  if (zeros === 0) return 'no pixel is exactly 0'
  return `${zeros.toLocaleString('en')} pixels are exactly 0${lookUnseen ? ', too many for chance' : ''}`
}

function EpochQuestion({ epoch, onEpoch }: { readonly epoch: HealpixReading['epoch']; onEpoch(epoch: HealpixReading['epoch']): void }) {
  return (
    <fieldset className="question">
      <legend>Are these right ascensions and declinations of date, or J2000?</legend>
      <div className="line">
        <Choice label="coordinates" options={EPOCHS} value={epoch === 'ofDate' ? 'ofDate' : 'epoch'}
          onChange={(choice) => onEpoch(choice === 'ofDate' ? 'ofDate' : USUAL_EPOCH)} />
        {epoch !== 'ofDate' && <NumberField label="Mean epoch" value={epoch} min={BOUNDS.epoch[0]} max={BOUNDS.epoch[1]} step={0.1} onChange={onEpoch} />}
      </div>
      <p className="soft small">
        The exposure is constant along the rings of the date of observation. The rings of a J2000 map are tilted against them, and taking their means would
        fake a dipole of 1–3 × 10⁻³.
      </p>
    </fieldset>
  )
}
