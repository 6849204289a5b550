import type { Quantity } from '../../study/document.ts'

export interface QuantityControlProps {
  readonly value: Quantity
  /** Why significance and counts cannot be shown; undefined when they can. */
  readonly withoutCounts: string | undefined
  onChange(quantity: Quantity): void
}

const CHOICES: readonly (readonly [Quantity, string])[] = [
  ['relativeIntensity', 'Relative intensity'],
  ['significance', 'Significance'],
  ['counts', 'Counts'],
]

/** What the map shows. */
export function QuantityControl({ value, withoutCounts, onChange }: QuantityControlProps) {
  return (
    <div className="segmented" role="group" aria-label="Quantity shown">
      {CHOICES.map(([quantity, label]) => {
        const closed = quantity === 'relativeIntensity' ? undefined : withoutCounts
        return (
          <button key={quantity} type="button" aria-pressed={value === quantity} disabled={closed !== undefined} title={closed} onClick={() => onChange(quantity)}>
            {label}
          </button>
        )
      })}
    </div>
  )
}
