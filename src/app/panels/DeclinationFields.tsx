import type { Range } from '../../study/document.ts'
import { NumberField } from '../widgets/NumberField.tsx'

export interface DeclinationFieldsProps {
  readonly legend: string
  readonly range: Range
  onChange(range: Range): void
}

/** A range of declination in two fields, the south never north of the north. */
export function DeclinationFields({ legend, range: [south, north], onChange }: DeclinationFieldsProps) {
  return (
    <fieldset className="line">
      <legend className="visually-hidden">{legend}</legend>
      <span className="soft" aria-hidden="true">
        {legend}
      </span>
      <NumberField label={`${legend} from`} labelHidden value={south} min={-90} max={north - 1} unit="°" onChange={(deg) => onChange([deg, north])} />
      <span className="soft" aria-hidden="true">
        to
      </span>
      <NumberField label={`${legend} to`} labelHidden value={north} min={south + 1} max={90} unit="°" onChange={(deg) => onChange([south, deg])} />
    </fieldset>
  )
}
