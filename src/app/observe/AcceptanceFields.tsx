import type { Acceptance } from '../../study/document.ts'
import { NumberField } from '../widgets/NumberField.tsx'
import { Slider } from '../widgets/Slider.tsx'
import { Switch } from '../widgets/Switch.tsx'

type Wave = NonNullable<Acceptance['azimuth']>[number]

export interface AcceptanceFieldsProps {
  readonly acceptance: Acceptance
  onChange(acceptance: Acceptance, gesture?: string): void
}

const FIRST_WAVE: Wave = { m: 1, amplitude: 0.05, azimuthDeg: 90 }

/** How much of what arrives is counted: by zenith angle, by azimuth, and by a flaw that nobody knows of. */
export function AcceptanceFields({ acceptance, onChange }: AcceptanceFieldsProps) {
  const { azimuth: waves = [], tilt, absorption, zenithPower } = acceptance
  /** Waves after the first stand as they are: the card edits one. */
  const [wave, ...others] = waves
  const setWave = (patch: Partial<Wave>) => onChange({ ...acceptance, azimuth: [{ ...FIRST_WAVE, ...wave, ...patch }, ...others] })
  const { azimuth: _, ...withoutWaves } = acceptance
  const { tilt: __, ...withoutTilt } = acceptance
  return (
    <div className="card-group">
      <Slider label="absorption κ" value={absorption} min={0} max={12} step={0.5} unit="" onChange={(kappa, gesture) => onChange({ ...acceptance, absorption: kappa }, gesture)} />
      <div className="line">
        <NumberField label="power of cos θ" value={zenithPower} min={0} max={8} step={0.1} onChange={(power) => onChange({ ...acceptance, zenithPower: power })} />
      </div>
      <Switch on={wave !== undefined} onChange={(on) => onChange(on ? { ...acceptance, azimuth: [FIRST_WAVE] } : withoutWaves)}>
        <span className="soft">uneven in azimuth</span>
      </Switch>
      {wave !== undefined && (
        <fieldset className="card-fields">
          <legend className="visually-hidden">Unevenness in azimuth</legend>
          <NumberField label="m" value={wave.m} min={1} max={12} onChange={(m) => setWave({ m })} />
          <NumberField label="by" value={Number((100 * wave.amplitude).toFixed(2))} min={0} max={100} step={0.1} unit="%" onChange={(percent) => setWave({ amplitude: percent / 100 })} />
          <NumberField label="towards" value={wave.azimuthDeg} min={0} max={360} unit="°" onChange={(azimuthDeg) => setWave({ azimuthDeg })} />
          {others.length > 0 && <p className="soft small">and {others.length} more in the study</p>}
        </fieldset>
      )}
      <Slider
        label="hidden flaw: tilt"
        value={Number((1000 * (tilt ?? 0)).toFixed(3))}
        min={-2}
        max={2}
        step={0.05}
        unit="×10⁻³"
        onChange={(thousandths, gesture) => onChange(thousandths === 0 ? withoutTilt : { ...acceptance, tilt: thousandths / 1000 }, gesture)}
      />
      <p className="soft small">The detector is better by tilt · sin δ, and nobody knows: its counts are those of a dipole along the axis of the Earth.</p>
    </div>
  )
}
