import { useId, useRef, useState } from 'react'
import { PLACES_BYTES, readPlaces, refuseLong, writePlaces } from '../../formats/placeList.ts'
import type { Mark } from '../../study/document.ts'
import { complaintOf } from '../announce.ts'

export interface PlaceListProps {
  readonly marks: readonly Mark[]
  onChange(marks: readonly Mark[]): void
}

const EXAMPLE = 'Crab, 83.63, 22.01\nregion, 60, -7, 10'

/** A person's own places: typed, pasted or read from a file. A list with mistakes changes nothing; it says where they are. */
export function PlaceList({ marks, onChange }: PlaceListProps) {
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState<string>()
  const [complaint, setComplaint] = useState<string>()
  const take = (text: () => string) => {
    try {
      onChange(readPlaces(text()))
      setDraft(undefined)
      setComplaint(undefined)
    } catch (reason) {
      const { text: what, remedy } = complaintOf('Reading the list', reason)
      setComplaint([what, remedy].filter(Boolean).join(' '))
    }
  }
  const open = async (file: File | undefined) => {
    if (file === undefined) return
    const text = file.size > PLACES_BYTES ? undefined : await file.text()
    if (text !== undefined) setDraft(text)
    take(() => text ?? refuseLong(file.size))
  }
  const shown = draft ?? writePlaces(marks)
  return (
    <div className="place-list">
      <label htmlFor={id}>
        Own places <small className="soft">name, right ascension, declination, radius (degrees)</small>
      </label>
      <textarea
        id={id}
        className="text-field"
        spellCheck={false}
        placeholder={EXAMPLE}
        value={shown}
        aria-describedby={complaint === undefined ? undefined : `${id}-complaint`}
        aria-invalid={complaint !== undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      {complaint !== undefined && (
        <p id={`${id}-complaint`} className="complaint" role="alert">
          {complaint}
        </p>
      )}
      <div className="buttons">
        <button type="button" className="chip" disabled={shown.trim() === ''} onClick={() => take(() => shown)}>
          show them
        </button>
        <button type="button" className="chip" onClick={() => picker.current?.click()}>
          from a file…
        </button>
        <button
          type="button"
          className="chip"
          disabled={marks.length === 0 && draft === undefined}
          onClick={() => {
            setDraft(undefined)
            setComplaint(undefined)
            onChange([])
          }}
        >
          remove all
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,.tsv,.txt"
        aria-label="Open a list of places"
        onChange={(event) => {
          void open(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
