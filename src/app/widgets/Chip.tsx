export interface ChipProps {
  readonly label: string
  readonly pressed: boolean
  /** What pressing does, where the label alone would not say. */
  readonly title?: string
  onPress(): void
}

/** One of several things that may be on together. */
export function Chip({ label, pressed, title, onPress }: ChipProps) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} title={title} onClick={onPress}>
      {label}
    </button>
  )
}
