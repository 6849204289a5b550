import type { KeyboardEvent } from 'react'
import { sessionStore, useSession } from '../../session/store.ts'
import { setMultipole } from '../../study/edits.ts'
import { shownMaps, type MapAt } from '../../study/shown.ts'
import { announce } from '../announce.ts'
import { useFetched } from '../useFetched.ts'
import { isMenuOpen } from '../widgets/Popover.tsx'
import './compare.css'
import { KeyLine } from './KeyLine.tsx'
import { LiveMap } from './LiveMap.tsx'
import { LiveReadOut } from './LiveReadOut.tsx'
import { MapBar } from './MapBar.tsx'
import { MapTools } from './MapTools.tsx'
import './sky.css'

const comparison = () => import('./Comparison.tsx')

/** The map or maps, with what belongs to them: quantity, colour scale, read-out, the same in words and as a table. */
export function SkyPane() {
  const study = useSession((session) => session.study)
  const maps = shownMaps(study)
  const comparing = study.view.compare.how !== 'off'
  const fetched = useFetched(comparing, comparison)
  const [first] = maps
  if (first === undefined) return null
  return (
    <figure className={comparing ? 'sky-pane comparing' : 'sky-pane'} aria-label="Sky map" onKeyDown={(event) => leaveMultipole(event, first)}>
      <MapTools first={first} />
      {comparing && fetched !== undefined ? <fetched.Comparison maps={maps} /> : <OneMap map={first} />}
    </figure>
  )
}

function OneMap({ map }: { readonly map: MapAt }) {
  return (
    <>
      <LiveMap at={map} first={map} />
      <KeyLine at={map} />
      <MapBar at={map} first={map} />
      <LiveReadOut />
    </>
  )
}

/** Escape leads back from one multipole to all of the sky; where a menu is open it only closes that. */
function leaveMultipole({ key }: KeyboardEvent, { index, pane }: MapAt): void {
  if (key !== 'Escape' || pane.multipole === undefined || isMenuOpen()) return
  announce(sessionStore.getState(), setMultipole(index, undefined), 'All multipoles shown')
}
