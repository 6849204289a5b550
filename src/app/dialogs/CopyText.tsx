import { useState } from 'react'

export interface CopyTextProps {
  /** What goes to the clipboard. */
  readonly text: string
  readonly label: string
  readonly primary?: boolean
}

/** A button that copies, and says so. */
export function CopyText({ text, label, primary = false }: CopyTextProps) {
  const [outcome, setOutcome] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('Copied.')
    } catch {
      setOutcome('The browser did not allow copying; select the text and copy it.')
    }
  }
  return (
    <>
      <button type="button" className={primary ? 'button primary' : 'text-button small'} onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" className="small soft">
        {outcome}
      </span>
    </>
  )
}
