import { Card, Convention } from '../panels/Card.tsx'
import type { HarmonicsSource } from '../../study/document.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { Slider } from '../widgets/Slider.tsx'
import { Switch } from '../widgets/Switch.tsx'
import { DipoleFields } from './DipoleFields.tsx'
import { arrowOf, dipoleOf } from './observed.ts'
import { SpotFields } from './SpotFields.tsx'

export interface TrueSkyCardProps {
  readonly number: number
  /** The sky that is made here, where that is looked at. */
  readonly truth: HarmonicsSource | undefined
  /** Skies of the study that can be looked at, by what they are called. */
  readonly skies: { readonly [id: string]: string }
  readonly chosen: string
  onSky(id: string): void
  /** `gesture` is the same for every change of one drag. */
  onChange(patch: Partial<HarmonicsSource>, gesture?: string): void
}

/** C₁ of a power law that makes structure of about a ten-thousandth. */
const FIRST_POWER = 1e-7
const SPOTS: HarmonicsSource['spots'] = [
  { raDeg: 69, decDeg: 14, widthDeg: 7, height: 6e-4 },
  { raDeg: 122, decDeg: 42, widthDeg: 9, height: 4e-4 },
]

/** The sky that is there: a dipole, smaller structure, hot spots. */
export function TrueSkyCard({ number, truth, skies, chosen, onSky, onChange }: TrueSkyCardProps) {
  return (
    <Card number={number} title="True sky" note={truth === undefined ? undefined : 'synthetic'}>
      <div className="card-choice">
        <Choice label="sky" options={skies} value={chosen} onChange={onSky} />
      </div>
      {truth === undefined ? <p className="small soft">As it is on the map at Explore, taken for the truth; where it has no value it is taken to be even.</p> : <MadeHere {...{ truth, onChange }} />}
    </Card>
  )
}

function MadeHere({ truth: { dipole, power, spots }, onChange }: { readonly truth: HarmonicsSource } & Pick<TrueSkyCardProps, 'onChange'>) {
  const small = power.amplitude > 0
  return (
    <>
      <DipoleFields arrow={arrowOf(dipole)} onChange={(arrow) => onChange({ dipole: dipoleOf(arrow) })} />
      <Switch on={small} onChange={(on) => onChange({ power: { ...power, amplitude: on ? FIRST_POWER : 0 } })}>
        <span className="soft">smaller structure, C<sub>ℓ</sub> ∝ ℓ<sup>{power.slope}</sup></span>
      </Switch>
      {small && (
        <>
          <div className="line">
            <NumberField label="C₁" value={Number((1e7 * power.amplitude).toPrecision(4))} min={0.001} max={1e4} step={0.1} unit="×10⁻⁷ sr" onChange={(value) => onChange({ power: { ...power, amplitude: value / 1e7 } })} />
          </div>
          <Slider label="slope" value={power.slope} min={-5} max={0} step={0.5} unit="" onChange={(slope, gesture) => onChange({ power: { ...power, slope } }, gesture)} />
          <div className="line seed-line">
            <NumberField label="seed of the sky" value={power.seed} min={0} max={2 ** 31 - 1} onChange={(seed) => onChange({ power: { ...power, seed } })} />
            <button type="button" className="chip" onClick={() => onChange({ power: { ...power, seed: (power.seed + 1) % 2 ** 31 } })}>
              new sky
            </button>
          </div>
        </>
      )}
      <Switch on={spots.length > 0} onChange={(on) => onChange({ spots: on ? SPOTS : [] })}>
        <span className="soft">spots</span>
      </Switch>
      {spots.length > 0 && <SpotFields spots={spots} onChange={(next) => onChange({ spots: next })} />}
      <Convention>
        δI = A cos of the angle from the arrow, plus multipoles drawn from C<sub>ℓ</sub> with their seed, plus Gaussian spots. Right ascension and declination of date.
      </Convention>
    </>
  )
}
