import { useId } from 'react'

export interface ChoiceProps<V extends string> {
  readonly label: string
  readonly options: { readonly [value in V]?: string }
  readonly value: V
  /** Where the present choice comes from. */
  readonly hint?: string
  onChange(value: V): void
}

/** One of a few, in a native select. */
export function Choice<V extends string>({ label, options, value, hint, onChange }: ChoiceProps<V>) {
  const id = useId()
  return (
    <div className="choice">
      <label htmlFor={id} className="soft">
        {label}
      </label>
      <select id={id} className="select" value={value} onChange={(event) => onChange(event.currentTarget.value as V)}>
        {Object.entries<string | undefined>(options).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {hint !== undefined && <span className="soft small">{hint}</span>}
    </div>
  )
}
