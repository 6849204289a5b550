import { useState } from 'react'
import { late } from '../late.tsx'
import type { ScalePanelProps } from './ScalePanel.tsx'

const ScalePanel = late(() => import('./ScalePanel.tsx').then((part) => part.ScalePanel))

/** The button for everything that does not stand in the bar. The browser closes its pop-over on Escape and on a press elsewhere. */
export function ScaleMenu({ id, ...panel }: ScalePanelProps & { readonly id: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="chip" popoverTarget={id}>
        Scale…
      </button>
      <div id={id} popover="auto" role="dialog" aria-label="Scale and colours" className="popover scale-popover" onToggle={({ newState }) => setOpen(newState === 'open')}>
        <button type="button" className="button plain icon scale-close" aria-label="Close" popoverTarget={id} popoverTargetAction="hide">
          ✕
        </button>
        {open && <ScalePanel {...panel} />}
      </div>
    </>
  )
}
