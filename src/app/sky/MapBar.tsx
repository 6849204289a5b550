import type { MapAt } from '../../study/shown.ts'
import { ScaleBar } from '../scale/ScaleBar.tsx'
import { useSeenMap } from './useSeenMap.ts'

/** The colour bar of a map. */
export function MapBar({ at, first }: { readonly at: MapAt; readonly first: MapAt }) {
  const { display, scale, wanted, wantedAt } = useSeenMap(at, first)
  return <ScaleBar pane={wantedAt} {...{ scale, wanted, display }} />
}
