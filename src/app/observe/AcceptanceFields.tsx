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
const MOST_WAVES = 8

/** How much of what arrives is counted: by zenith angle, by azimuth, and by a flaw that nobody knows of. */
export function AcceptanceFields({ acceptance, onChange }: AcceptanceFieldsProps) {
  const { azimuth: waves = [], tilt, absorption, zenithPower } = acceptance
  const { azimuth: _, ...withoutWaves } = acceptance
  const setWaves = (azimuth: readonly Wave[]) => onChange(azimuth.length === 0 ? withoutWaves : { ...acceptance, azimuth })
  const setWave = (i: number, patch: Partial<Wave>) => setWaves(waves.map((wave, k) => (k === i ? { ...wave, ...patch } : wave)))
  const { tilt: __, ...withoutTilt } = acceptance
  return (
    <div className="card-group">
      <Slider label="absorption κ" value={absorption} min={0} max={12} step={0.5} unit="" onChange={(kappa, gesture) => onChange({ ...acceptance, absorption: kappa }, gesture)} />
      <div className="line">
        <NumberField label="power of cos θ" value={zenithPower} min={0} max={8} step={0.1} onChange={(power) => onChange({ ...acceptance, zenithPower: power })} />
      </div>
      <Switch on={waves.length > 0} onChange={(on) => setWaves(on ? [FIRST_WAVE] : [])}>
        <span className="soft">uneven in azimuth</span>
      </Switch>
      {waves.map(({ m, amplitude, azimuthDeg }, i) => (
        <fieldset key={i} className="card-fields">
          <legend className="visually-hidden">Wave {i + 1} in azimuth</legend>
          <NumberField label="m" value={m} min={1} max={8} onChange={(next) => setWave(i, { m: next })} />
          <NumberField label="by" value={Number((100 * amplitude).toFixed(2))} min={-90} max={90} step={0.1} unit="%" onChange={(percent) => setWave(i, { amplitude: percent / 100 })} />
          <NumberField label="towards" value={azimuthDeg} min={0} max={360} unit="°" onChange={(deg) => setWave(i, { azimuthDeg: deg })} />
        </fieldset>
      ))}
      {waves.length > 0 && (
        <div className="line">
          <button type="button" className="chip" disabled={waves.length >= MOST_WAVES} onClick={() => setWaves([...waves, { ...FIRST_WAVE, m: Math.min(MOST_WAVES, waves.length + 1) }])}>
            one more wave
          </button>
          {waves.length > 1 && (
            <button type="button" className="text-button small" onClick={() => setWaves(waves.slice(0, -1))}>
              take the last away
            </button>
          )}
        </div>
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
