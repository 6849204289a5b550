import { useId, useState } from 'react'

export interface NumberFieldProps {
  readonly label: string
  readonly labelHidden?: boolean
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly unit?: string
  readonly disabled?: boolean
  onChange(value: number): void
}

/** A number that is taken when the typing is done (Enter or leaving), and kept inside its range. */
export function NumberField({ label, labelHidden = false, value, min, max, step = 1, unit, disabled = false, onChange }: NumberFieldProps) {
  const id = useId()
  const [draft, setDraft] = useState<string>()
  const take = () => {
    if (draft === undefined) return
    const typed = Number(draft.replace('−', '-').replace(',', '.'))
    if (draft.trim() !== '' && Number.isFinite(typed)) {
      const kept = Math.min(max, Math.max(min, Math.round(typed / step) * step))
      if (kept !== value) onChange(Number(kept.toFixed(6)))
    }
    setDraft(undefined)
  }
  return (
    <span className="field">
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : 'soft'}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        {...{ min, max, step, disabled }}
        value={draft ?? value}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
      {unit !== undefined && (
        <span className="soft" aria-hidden="true">
          {unit}
        </span>
      )}
    </span>
  )
}
