import { useSession } from '../../session/store.ts'
import type { Scale } from '../../study/document.ts'
import { setScale, setUnseen } from '../../study/edits.ts'
import type { Display } from '../../study/results.ts'
import type { ColourScale } from '../../drawing/scale.ts'
import { ColourBar } from '../sky/ColourBar.tsx'
import { scaleMenuId } from './scaleMenuId.ts'

export interface ScaleBarProps {
  /** The pane whose scale it is. */
  readonly pane: number
  readonly scale: ColourScale
  readonly wanted: Scale
  readonly display: Display | undefined
}

const UNSEEN = { hatched: 'Unseen sky hatched', grey: 'Unseen sky grey', white: 'Unseen sky white' } as const

/** The colour bar of a pane, whose changes are edits of the study. */
export function ScaleBar({ pane, scale, wanted, display }: ScaleBarProps) {
  const edit = useSession((session) => session.edit)
  const unseen = useSession((session) => session.study.view.unseen)
  return (
    <ColourBar
      menuId={scaleMenuId(pane)}
      {...{ scale, wanted, display, unseen }}
      onChange={(patch, change) => edit(setScale(pane, patch), change)}
      onUnseen={(kind) => edit(setUnseen(kind), { label: UNSEEN[kind] })}
    />
  )
}
