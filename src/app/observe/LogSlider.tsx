import { useId, useRef, useState, type CSSProperties } from 'react'
import { scientific } from '../numbers.ts'

export interface LogSliderProps {
  readonly label: string
  readonly value: number
  /** Powers of ten. */
  readonly from: number
  readonly to: number
  /** `gesture` is the same for every change of one drag; typing is an edit of its own. */
  onChange(value: number, gesture?: string): void
}

/** Ten stops to a power of ten. */
const STEP = 0.1

/** A number over many powers of ten: a range in its logarithm, and a field in which it is typed as `2e9`, `10^9` or in full. */
export function LogSlider({ label, value, from, to, onChange }: LogSliderProps) {
  const id = useId()
  const drags = useRef(0)
  const [draft, setDraft] = useState<string>()
  const exponent = Math.log10(value)
  const take = () => {
    const typed = draft === undefined ? NaN : numberIn(draft)
    if (typed > 0) onChange(Math.round(Math.min(10 ** to, Math.max(10 ** from, typed))))
    setDraft(undefined)
  }
  return (
    <div className="slider log-slider">
      <label htmlFor={id} className="soft">
        {label}
      </label>
      <span className="field">
        <label htmlFor={`${id}-field`} className="visually-hidden">
          {label}, exactly
        </label>
        <input id={`${id}-field`} type="text" inputMode="text" autoComplete="off" spellCheck={false} value={draft ?? scientific(value)} onFocus={(event) => event.currentTarget.select()} onChange={(event) => setDraft(event.currentTarget.value)} onBlur={take} onKeyDown={(event) => event.key === 'Enter' && take()} />
      </span>
      <input
        id={id}
        type="range"
        min={from}
        max={to}
        step={STEP}
        value={exponent}
        style={{ '--filled': `${(100 * (exponent - from)) / (to - from)}%` } as CSSProperties}
        aria-valuetext={scientific(value)}
        onPointerDown={() => void drags.current++}
        onKeyDown={(event) => !event.repeat && drags.current++}
        onChange={(event) => onChange(stopAt(event.currentTarget.valueAsNumber), `${id}/${drags.current}`)}
      />
      <span className="log-ends soft small number" aria-hidden="true">
        <span>{scientific(10 ** from, 1)}</span>
        <span>{scientific(10 ** to, 1)}</span>
      </span>
    </div>
  )
}

/** Two figures: `2 000 000`, not `1 995 262`. */
const stopAt = (exponent: number): number => Number((10 ** exponent).toPrecision(2))

/** `2e9`, `10^9`, `2 × 10⁹`, `2,000,000`; NaN for what is none. */
export function numberIn(text: string): number {
  const plain = text
    .trim()
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (digits) => `^${[...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)).join('')}`)
    .replace(/^10\s*\^/, '1e')
    .replace(/\s*[×x*]\s*10\s*\^/, 'e')
    .replace(/[\s,]/g, '')
  return plain === '' ? NaN : Number(plain)
}
