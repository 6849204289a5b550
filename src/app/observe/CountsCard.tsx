import type { MockCounts, RedrawnCounts } from '../../study/document.ts'
import type { Redraw } from '../../study/observeEdits.ts'
import { scientific } from '../numbers.ts'
import { Card, Convention } from '../panels/Card.tsx'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { Switch } from '../widgets/Switch.tsx'
import { LogSlider } from './LogSlider.tsx'
import './cards.css'

type Counts = Pick<MockCounts, 'events' | 'seed' | 'expectation' | 'solarDipole'>

export interface CountsCardProps {
  readonly number: number
  readonly counts: Counts
  /** How they are drawn anew before a sky is found of them, if they are. */
  readonly again: Redraw | undefined
  onAgain(again: Redraw | undefined): void
  /** What changed; a setting that is `undefined` is taken out of the document. `gesture` is the same for every change of one drag. */
  onChange(patch: { readonly [K in keyof Counts]?: Counts[K] | undefined }, gesture?: string): void
}

const AGAIN = { not: 'these counts', scrambled: 'exchanged times', isotropic: 'an even sky', resampled: 'a bootstrap' } as const
const AGAIN_SAYS: { readonly [H in RedrawnCounts['how']]: string } = {
  scrambled: 'Every event keeps its direction in the detector and gets the time of another: what is left on the map is chance.',
  isotropic: 'Drawn from rate × acceptance as they were found, without a sky: what is left on the map is chance.',
  resampled: 'Drawn from rate × acceptance × sky as they were found: what moves from draw to draw is the error.',
}
const [FEWEST, MOST] = [4, 12]
const LARGEST_SEED = 2 ** 31 - 1
/** δ = (2 + Γ) v/c with Γ = 2.7 and the Earth's 29.78 km/s (R61). */
const SOLAR_DIPOLE = 4.67e-4

/** How many events, and which chance made them. */
export function CountsCard({ number, counts: { events, seed, expectation = false, solarDipole }, again, onAgain, onChange }: CountsCardProps) {
  const drawAgain = (how: RedrawnCounts['how'] | 'not') => onAgain(how === 'not' ? undefined : { how, seed: again?.seed ?? 1 })
  return (
    <Card number={number} title="Counts" note={expectation ? '∞ events' : `seed ${seed}`}>
      <LogSlider label="events" value={events} from={FEWEST} to={MOST} onChange={(value, gesture) => onChange({ events: value }, gesture)} />
      <Switch on={expectation} onChange={(on) => onChange({ expectation: on ? true : undefined })}>
        <span className="soft">∞ events: what is expected</span>
      </Switch>
      {expectation ? (
        <p className="soft small">Counts without chance; errors are those of {scientific(events)} events.</p>
      ) : (
        <div className="line seed-line">
          <NumberField label="seed" value={seed} min={0} max={LARGEST_SEED} onChange={(value) => onChange({ seed: value })} />
          <button type="button" className="chip" onClick={() => onChange({ seed: (seed + 1) % LARGEST_SEED })}>
            new seed
          </button>
        </div>
      )}
      <Switch on={solarDipole !== undefined} onChange={(on) => onChange({ solarDipole: on ? SOLAR_DIPOLE : undefined })}>
        <span className="soft">the Earth’s way round the Sun</span>
      </Switch>
      {solarDipole !== undefined && (
        <div className="line">
          <NumberField label="solar dipole" value={Number((1e4 * solarDipole).toFixed(3))} min={0} max={100} step={0.01} unit="×10⁻⁴" onChange={(value) => onChange({ solarDipole: value / 1e4 })} />
        </div>
      )}
      <div className="card-choice">
        <Choice label="the sky is found of" options={AGAIN} value={again?.how ?? 'not'} onChange={drawAgain} />
      </div>
      {again !== undefined && (
        <>
          <div className="line seed-line">
            <NumberField label="seed of the draw" value={again.seed} min={0} max={LARGEST_SEED} onChange={(value) => onAgain({ ...again, seed: value })} />
            <button type="button" className="chip" onClick={() => onAgain({ ...again, seed: (again.seed + 1) % LARGEST_SEED })}>
              draw again
            </button>
          </div>
          <p className="soft small">{AGAIN_SAYS[again.how]}</p>
        </>
      )}
      <Convention title="Which chance?">
        Every cell of the detector’s day is drawn from its own Poisson distribution; the same seed draws the same counts on every computer. The solar dipole, (2 + Γ) v/c, averages out over whole years.
      </Convention>
    </Card>
  )
}
