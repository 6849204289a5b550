import { useSession } from '../../session/store.ts'
import { setScale } from '../../study/edits.ts'
import type { MapAt } from '../../study/shown.ts'
import { ColourBar } from './ColourBar.tsx'
import { useSeenMap } from './useSeenMap.ts'

/** The colour bar of a map, whose changes are edits of its scale. */
export function MapBar({ at, first }: { readonly at: MapAt; readonly first: MapAt }) {
  const edit = useSession((session) => session.edit)
  const { display, scale, wanted, wantedAt } = useSeenMap(at, first)
  return <ColourBar {...{ scale, wanted }} values={display?.values} onChange={(patch) => edit(setScale(wantedAt, patch), { label: 'Colour scale changed', gesture: 'scale' })} />
}
