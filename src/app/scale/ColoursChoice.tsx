import { useId } from 'react'
import { colourTable, coloursFor, gradientOf, suitedColours } from '../../drawing/colourMaps.ts'
import type { ColoursName, Quantity } from '../../study/document.ts'

const NAMES: Readonly<Record<ColoursName, string>> = {
  blueRed: 'blue–red',
  vik: 'vik',
  purpleOrange: 'purple–orange',
  tealBrown: 'teal–brown',
  counts: 'dark to light',
  blueYellow: 'blue to yellow',
  violetYellow: 'violet to yellow',
  grey: 'grey, as printed',
  jet: 'jet, paper replica',
}

export interface ColoursChoiceProps {
  readonly quantity: Quantity
  readonly value: ColoursName
  onChange(colours: ColoursName, name: string): void
}

/** The colour maps that suit a quantity, each shown as itself. */
export function ColoursChoice({ quantity, value, onChange }: ColoursChoiceProps) {
  const id = useId()
  const chosen = suitedColours(quantity, value)
  return (
    <fieldset className="colours-choice">
      <legend className="visually-hidden">Colour map</legend>
      {coloursFor(quantity).map((name) => (
        <label key={name}>
          <input type="radio" name={id} checked={name === chosen} onChange={() => onChange(name, NAMES[name])} />
          <i className="swatch" style={{ backgroundImage: gradientOf(colourTable(name)) }} />
          <span>{NAMES[name]}</span>
        </label>
      ))}
      {chosen === 'jet' && (
        <p className="small soft">
          Only to compare with older figures: jet draws edges that the data do not have, and hides some that they have (Crameri et al. 2020, Nat. Commun. 11, 5444).
        </p>
      )}
    </fieldset>
  )
}
