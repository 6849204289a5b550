import { useState } from 'react'
import { late } from '../late.tsx'
import { Popover } from '../widgets/Popover.tsx'
import './overlayMenu.css'

const OverlayList = late(() => import('./OverlayList.tsx').then((part) => part.OverlayList))

/** A button that opens the list of what may be drawn over the map. */
export function OverlayMenu() {
  const [opened, setOpened] = useState(false)
  return (
    <Popover button="Overlays ▾" label="Overlays" className="button plain" onOpen={() => setOpened(true)}>
      <div className="overlay-menu">{opened && <OverlayList />}</div>
    </Popover>
  )
}
