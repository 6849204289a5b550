import { unitTextOf, type ColourScale } from '../../drawing/scale.ts'
import type { Scale } from '../../study/document.ts'
import type { ScalePatch } from '../../study/edits.ts'
import { NumberField } from '../widgets/NumberField.tsx'

export interface ScaleChange {
  /** What is said of it, as an entry of history. */
  readonly label: string
  readonly gesture?: string
}

export interface ScaleFieldsProps {
  readonly scale: ColourScale
  readonly wanted: Scale
  onChange(patch: ScalePatch, change: ScaleChange): void
}

const MOST = 99_999

/** The ends of a scale, typed in its unit: one number while it is locked to zero, two when it is not. */
export function ScaleFields({ scale, wanted, onChange }: ScaleFieldsProps) {
  const { unit, span: { low, high }, locked, quantity } = scale
  const step = wanted.power === undefined ? 0.01 : 0.001
  const shown = (value: number) => Number((value / unit.factor).toPrecision(4))
  const typed = (value: number) => Number((value * unit.factor).toPrecision(6))
  const unitText = unitTextOf(quantity, unit)
  if (!locked) {
    return (
      <>
        <NumberField label="Lower end of the colour scale" labelHidden value={shown(low)} min={-MOST} max={shown(high) - step} step={step} onChange={(value) => onChange({ low: typed(value) }, { label: 'Lower end of the scale changed' })} />
        <span aria-hidden="true">…</span>
        <NumberField label="Upper end of the colour scale" labelHidden value={shown(high)} min={shown(low) + step} max={MOST} step={step} unit={unitText} onChange={(value) => onChange({ limit: typed(value) }, { label: 'Upper end of the scale changed' })} />
      </>
    )
  }
  return (
    <>
      <span aria-hidden="true">{quantity === 'counts' ? '0 …' : '±'}</span>
      <NumberField label="Limit of the colour scale" labelHidden value={shown(high)} min={step} max={MOST} step={step} unit={unitText} onChange={(value) => onChange({ limit: typed(value) }, { label: 'Colour scale changed' })} />
    </>
  )
}

/** Whether zero keeps its place, as a lock. */
export function ScaleLock({ scale: { locked, span, quantity }, onChange }: Omit<ScaleFieldsProps, 'wanted'>) {
  const name = quantity === 'counts' ? 'Scale from zero' : 'Scale locked to zero'
  return (
    <button
      type="button"
      className="scale-lock"
      aria-pressed={locked}
      aria-label={name}
      title={locked ? `${name}. Unlock to type both ends.` : `Lock the scale to zero again.`}
      onClick={() => (locked ? onChange({ low: span.low, limit: span.high }, { label: 'Scale unlocked' }) : onChange({ low: undefined, ...(span.high > 0 ? {} : { limit: 'auto' }) }, { label: 'Scale locked to zero' }))}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={locked ? 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9' : 'M5 9h10v8H5zM7 9V5.5a3 3 0 0 1 5.8-1'} />
      </svg>
    </button>
  )
}
