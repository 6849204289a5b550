import { settled, type DipoleArrow } from '../../drawing/dipoleMoves.ts'
import { degrees, radians } from '../../science/units.ts'
import { NumberField } from '../widgets/NumberField.tsx'
import { seenInWords } from './DipoleArrow.tsx'

export interface DipoleFieldsProps {
  readonly arrow: DipoleArrow
  onChange(arrow: DipoleArrow): void
}

/** The dipole of the true sky in three fields, and what of it can be seen. */
export function DipoleFields({ arrow, onChange }: DipoleFieldsProps) {
  const { alpha, delta, amplitude } = arrow
  const change = (patch: Partial<DipoleArrow>) => onChange(settled({ ...arrow, ...patch }))
  return (
    <fieldset className="dipole-fields">
      <legend className="visually-hidden">Dipole of the true sky</legend>
      <div className="line">
        <NumberField label="right ascension" value={tenth(degrees(alpha))} min={0} max={360} step={0.1} unit="°" onChange={(deg) => change({ alpha: radians(deg % 360) })} />
      </div>
      <div className="line">
        <NumberField label="declination" value={tenth(degrees(delta))} min={-90} max={90} step={0.1} unit="°" onChange={(deg) => change({ delta: radians(deg) })} />
      </div>
      <div className="line">
        <NumberField label="amplitude A" value={Number((1000 * amplitude).toPrecision(3))} min={0} max={1000} step={0.001} unit="×10⁻³" onChange={(thousandths) => change({ amplitude: thousandths / 1000 })} />
      </div>
      <p className="small number" role="status">
        {seenInWords(arrow)}
      </p>
    </fieldset>
  )
}

const tenth = (x: number): number => Number(x.toFixed(1))
