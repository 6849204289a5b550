import type { ReadCard } from '../../formats/readCard.ts'
import { BOUNDS } from '../../study/bounds.ts'
import type { HealpixReading } from '../../study/document.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { PictureQuestion } from './PictureQuestion.tsx'
import { inOrder, withoutZeros } from './pictures.ts'
import { Thumbnail } from './Thumbnail.tsx'

export interface ReadingQuestionsProps {
  readonly card: ReadCard
  readonly reading: HealpixReading
  /** Whether the counts of this file are compared with the means of their rings. */
  readonly ringMeans: boolean
  onReading(patch: Partial<Omit<HealpixReading, 'as'>>): void
}

const ORDERINGS = { ring: 'RING', nested: 'NESTED' } as const
const FRAMES = { equatorial: 'equatorial', galactic: 'Galactic', ecliptic: 'ecliptic' } as const
const EPOCHS = { ofDate: 'of date', epoch: 'J2000' } as const
const USUAL_EPOCH = 2016.5

/** How the numbers lie on the sky: order, frame, gaps, equinox. What the file leaves open is asked with a picture of each answer. */
export function ReadingQuestions({ card, reading, ringMeans, onReading }: ReadingQuestionsProps) {
  return (
    <>
      {card.geometry.kind === 'healpix' && <OrderQuestion {...{ card, reading, onReading }} />}
      <FrameQuestion {...{ card, reading, onReading }} />
      <ZerosQuestion {...{ card, reading, onReading }} />
      {ringMeans && <EpochQuestion epoch={reading.epoch} onEpoch={(epoch) => onReading({ epoch })} />}
    </>
  )
}

type Asked = Omit<ReadingQuestionsProps, 'ringMeans'>

/** `as the file says`, or that it says something else. */
const settledBy = (said: string, taken: string): string => (said === taken ? 'as the file says' : `the file says ${said}`)

function OrderQuestion({ card, reading, onReading }: Asked) {
  const { likeness, orderingStated, orderingDoubted = false, ordering: said } = card
  const powerOfTwo = inOrder(card, said === 'ring' ? 'nested' : 'ring') !== undefined
  const settled = orderingStated && !orderingDoubted ? `Order of pixels: ${ORDERINGS[reading.ordering]}, ${settledBy(ORDERINGS[said], ORDERINGS[reading.ordering])}.` : undefined
  const option = (ordering: HealpixReading['ordering']) => {
    const values = inOrder(card, ordering)
    return {
      value: ordering,
      label: ORDERINGS[ordering],
      note: likeness && `correlation of neighbours ${likeness[ordering].toFixed(3)}`,
      picture: values && <Thumbnail values={values} frame={reading.frame} />,
    }
  }
  return (
    <PictureQuestion legend={orderingStated ? 'In which order are the pixels? They do not look as the file says.' : 'In which order are the pixels? The file does not say.'}
      options={[option('ring'), option('nested')]} value={reading.ordering} settled={settled} onChange={(ordering) => onReading({ ordering })}
      hint={powerOfTwo ? 'In the wrong order a map falls to pieces: what lies together on the sky is torn apart.' : 'NESTED exists for NSIDE 1, 2, 4, 8 … only.'} />
  )
}

function FrameQuestion({ card, reading, onReading }: Asked) {
  const values = inOrder(card, reading.ordering)
  const settled = card.frameStated ? `Frame: ${FRAMES[reading.frame]}, ${settledBy(FRAMES[card.frame], FRAMES[reading.frame])}.` : undefined
  const options = (Object.keys(FRAMES) as HealpixReading['frame'][]).map((frame) => ({ value: frame, label: FRAMES[frame], picture: values && <Thumbnail values={values} frame={frame} plane /> }))
  return (
    <PictureQuestion legend={card.frameStated ? 'In which coordinates is the map?' : 'In which coordinates is the map? The file does not say.'} options={options} value={reading.frame} settled={settled}
      onChange={(frame) => onReading({ frame })} hint="Each picture is the equatorial sky; the line is the Galactic plane. Seen from one place, the edge of a map is a line of equal declination, level here." />
  )
}

const ZEROS = { seen: 'observed, empty', unseen: 'not observed' } as const

function ZerosQuestion({ card, reading, onReading }: Asked) {
  const zeros = card.columns.reduce((most, { zero }) => Math.max(most, zero), 0)
  if (zeros === 0 && !reading.zeroIsUnseen) return null
  const value = reading.zeroIsUnseen ? 'unseen' : 'seen'
  const many = `${zeros.toLocaleString('en')} ${zeros === 1 ? 'pixel is' : 'pixels are'} exactly 0`
  const without = withoutZeros(card, reading.ordering)
  const pictures = { seen: without && inOrder(card, reading.ordering), unseen: without }
  const options = (['seen', 'unseen'] as const).map((one) => {
    const values = pictures[one]
    return { value: one, label: ZEROS[one], picture: values && <Thumbnail values={values} frame={reading.frame} /> }
  })
  return (
    <PictureQuestion legend={`${many}${card.zerosLookUnseen ? ', too many for chance' : ''}. Observed and empty, or not observed?`} options={options} value={value}
      settled={card.zerosLookUnseen ? undefined : `${many}, taken as ${ZEROS[value]}.`} onChange={(one) => onReading({ zeroIsUnseen: one === 'unseen' })} />
  )
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
