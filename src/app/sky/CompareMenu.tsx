import { useRef, useState } from 'react'
import { sessionStore, useSession } from '../../session/store.ts'
import { useFetched } from '../useFetched.ts'
import { Popover } from '../widgets/Popover.tsx'

const choices = () => import('./CompareChoices.tsx')

/** The menu of what the map can be held against; its choices are fetched when somebody reaches for it. */
export function CompareMenu() {
  const comparing = useSession(({ study }) => study.view.compare.how !== 'off')
  const picker = useRef<HTMLInputElement>(null)
  const [reached, setReached] = useState(false)
  const fetched = useFetched(reached, choices)
  const reach = () => setReached(true)
  return (
    <span className="compare-menu" onPointerEnter={reach} onFocus={reach} onClick={reach}>
      <Popover button={<span>Compare{!comparing && <span className="roomy"> with…</span>} <span aria-hidden="true">▾</span></span>} label="Compare with" className="button plain" menu>
        {fetched === undefined ? <p className="menu-title soft small">one moment…</p> : <fetched.CompareChoices onOpen={() => picker.current?.click()} />}
      </Popover>
      {fetched !== undefined && (
        <input
          ref={picker}
          type="file"
          multiple
          accept=".fits,.fit,.gz,.fz,.npy"
          hidden
          aria-label="Open another map to compare"
          onChange={(event) => {
            void sessionStore.getState().openFiles([...(event.currentTarget.files ?? [])], 'beside')
            event.currentTarget.value = '' // the same file may be chosen again
          }}
        />
      )}
    </span>
  )
}
