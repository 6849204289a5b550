import type { Quantity } from '../../study/document.ts'

export interface QuantityControlProps {
  /** Undefined: none of them, as where one multipole is shown. */
  readonly value: Quantity | undefined
  /** Whether the sky has it. */
  canShow(quantity: Quantity): boolean
  onChange(quantity: Quantity): void
}

const CHOICES: readonly (readonly [Quantity, string])[] = [
  ['relativeIntensity', 'Relative intensity'],
  ['significance', 'Significance'],
  ['counts', 'Counts'],
]

const CLOSED: { readonly [Q in Quantity]?: string } = {
  significance: 'This sky has neither counts nor errors, so no significance',
  counts: 'This sky has no counts',
}

/** What the map shows. */
export function QuantityControl({ value, canShow, onChange }: QuantityControlProps) {
  return (
    <div className="segmented" role="group" aria-label="Quantity shown">
      {CHOICES.map(([quantity, label]) => {
        const closed = canShow(quantity) ? undefined : CLOSED[quantity]
        return (
          <button key={quantity} type="button" aria-pressed={value === quantity} disabled={closed !== undefined} title={closed} onClick={() => onChange(quantity)}>
            {label}
          </button>
        )
      })}
    </div>
  )
}
