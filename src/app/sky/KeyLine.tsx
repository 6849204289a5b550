import { useSession } from '../../session/store.ts'
import type { MapAt } from '../../study/shown.ts'
import { late } from '../late.tsx'
import { BandTable } from './BandTable.tsx'
import './skyKey.css'
import { useLines } from './useLines.ts'
import { useSeenMap } from './useSeenMap.ts'

const SkyKey = late(() => import('./SkyKey.tsx').then((part) => part.SkyKey))

/** What the lines over a map are, and the map as a table: one line under it, its place kept free until the key is there. */
export function KeyLine({ at }: { readonly at: MapAt }) {
  const view = useSession(({ study }) => study.view.camera)
  const { display } = useSeenMap(at, at)
  const lines = useLines(at.pane.part, display)
  return (
    <div className="sky-key">
      <SkyKey {...{ view, lines }} />
      {display === undefined ? <span className="band-table" /> : <BandTable display={display} />}
    </div>
  )
}
