import { useId, useRef, type CSSProperties } from 'react'
import { NumberField } from './NumberField.tsx'

export interface SliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly unit: string
  readonly disabled?: boolean
  /** `gesture` is the same for every change of one drag; typing into the field is an edit of its own. */
  onChange(value: number, gesture?: string): void
}

/** A range and a number field that say the same thing. The range is found by its label, the field by "label, exactly". */
export function Slider({ label, value, min, max, step = 1, unit, disabled = false, onChange }: SliderProps) {
  const id = useId()
  const drags = useRef(0)
  const nextGesture = () => void drags.current++
  return (
    <div className="slider">
      <label htmlFor={id} className="soft">
        {label}
      </label>
      <NumberField label={`${label}, exactly`} labelHidden {...{ value, min, max, step, unit, disabled }} onChange={onChange} />
      <input
        id={id}
        type="range"
        {...{ min, max, step, value, disabled }}
        style={{ '--filled': `${(100 * (value - min)) / (max - min)}%` } as CSSProperties}
        aria-valuetext={`${value}${unit === '°' ? ' degrees' : ` ${unit}`}`}
        onPointerDown={nextGesture}
        onKeyDown={(event) => !event.repeat && nextGesture()}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber, `${id}/${drags.current}`)}
      />
    </div>
  )
}
