import { type ReactNode, useId, useState } from 'react'

export interface PictureOption<V extends string> {
  readonly value: V
  readonly label: string
  /** What speaks for it, in a few words. */
  readonly note?: string | undefined
  readonly picture?: ReactNode
}

export interface PictureQuestionProps<V extends string> {
  readonly legend: string
  readonly options: readonly PictureOption<V>[]
  readonly value: V
  /** One line, where the file leaves nothing to ask; the pictures are behind it. */
  readonly settled?: string | undefined
  /** What to look for in the pictures. */
  readonly hint?: string
  onChange(value: V): void
}

/** One of a few readings of a file, each with the picture it makes. Asked openly only where nothing settles it. */
export function PictureQuestion<V extends string>(props: PictureQuestionProps<V>) {
  const [open, setOpen] = useState(false)
  if (props.settled === undefined) return <Choices {...props} />
  return (
    <details className="settled-line" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {props.settled} <span className="change">change</span>
      </summary>
      {open && <Choices {...props} />}
    </details>
  )
}

function Choices<V extends string>({ legend, options, value, settled, hint, onChange }: PictureQuestionProps<V>) {
  const group = useId()
  return (
    <fieldset className={settled === undefined ? 'question' : 'question settled'}>
      <legend>{legend}</legend>
      <div className="picture-choices">
        {options.map((option) => (
          <label key={option.value} className="picture-choice" data-chosen={option.value === value || undefined}>
            {option.picture}
            <span className="picture-name">
              <input type="radio" name={group} checked={option.value === value} onChange={() => onChange(option.value)} /> <span>{option.label}</span>
            </span>
            {option.note !== undefined && <span className="soft small">{option.note}</span>}
          </label>
        ))}
      </div>
      {hint !== undefined && <p className="soft small">{hint}</p>}
    </fieldset>
  )
}
