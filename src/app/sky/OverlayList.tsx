import { useSession } from '../../session/store.ts'
import { setMarks, toggleOverlay } from '../../study/edits.ts'
import { overlayFacts, type OverlayFacts } from './overlayFacts.ts'
import { PlaceList } from './PlaceList.tsx'

/** What may be drawn over the map, to switch on and off, and a person's own list. */
export function OverlayList() {
  const overlays = useSession((session) => session.study.view.overlays)
  const marks = useSession((session) => session.study.view.marks)
  const edit = useSession((session) => session.edit)
  return (
    <>
      <ul aria-label="Overlays">
        {overlayFacts.map((facts) => {
          const on = overlays.includes(facts.overlay)
          return (
            <OverlayRow
              key={facts.overlay}
              {...facts}
              on={on}
              onToggle={() => edit(toggleOverlay(facts.overlay), { label: `${facts.label} ${on ? 'hidden' : 'shown'}` })}
            />
          )
        })}
      </ul>
      <PlaceList marks={marks} onChange={(next) => edit(setMarks(next), { label: next.length === 0 ? 'Own places removed' : 'Own places listed' })} />
    </>
  )
}

function OverlayRow({ label, explained, sources, on, onToggle }: OverlayFacts & { readonly on: boolean; onToggle(): void }) {
  return (
    <li>
      <label>
        <input type="checkbox" checked={on} onChange={onToggle} />
        <span className="explained">
          {label}
          <small>{explained}</small>
        </span>
      </label>
      {sources.length > 0 && (
        <details>
          <summary>{sources.length === 1 ? 'source' : 'sources'}</summary>
          <ul>
            {sources.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
