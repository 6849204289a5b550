import { useState } from 'react'
import { useSession } from '../../session/store.ts'
import type { MapAt } from '../../study/shown.ts'
import { BesideMaps } from './BesideMaps.tsx'
import { CompareBar } from './CompareBar.tsx'
import { CompareReadOut } from './CompareReadOut.tsx'
import { KeyLine } from './KeyLine.tsx'
import { LaidOver } from './LaidOver.tsx'
import { letterOf, mapNames } from './mapNames.ts'
import { LiveMap } from './LiveMap.tsx'
import { LiveReadOut } from './LiveReadOut.tsx'
import { MapBar } from './MapBar.tsx'
import { useStillness } from './useStillness.ts'
import { hasScaleOf } from './useSeenMap.ts'

/** Several maps held against each other, with what belongs to them together. Fetched when something is compared. */
export function Comparison({ maps }: { readonly maps: readonly MapAt[] }) {
  const study = useSession((session) => session.study)
  const still = useStillness()
  const [paused, setPaused] = useState(false)
  const { how: chosen, oneScale } = study.view.compare
  // Who asks for less motion is shown the same by a slider.
  const how = chosen === 'blink' && still ? 'fade' : chosen
  const names = mapNames(study, maps.map(({ pane }) => pane)).map((name, i) => (maps.length === 1 ? name : `${letterOf(i)}: ${name}`))
  const [first, second] = maps
  if (first === undefined) return null
  const own = maps.filter(({ pane }, i) => i === 0 || !hasScaleOf(pane, first.pane, oneScale))
  const bars = own.length > 2 ? own.slice(0, 1) : own
  return (
    <>
      <CompareBar {...{ maps, how, still, paused }} onPause={setPaused} />
      {second === undefined ? <OneOfTwo map={first} name={names[0]!} />
      : how === 'beside' ? <BesideMaps {...{ maps, names }} ramps={own.length > 2} />
      : <LaidOver {...{ first, second, names, how }} running={!paused} />}
      <KeyLine at={first} />
      <div className="map-bars">
        {bars.map((at) => (
          <div key={at.index} className="map-bar">
            {bars.length > 1 && <b title={names[maps.indexOf(at)]}>{letterOf(maps.indexOf(at))}</b>}
            <MapBar {...{ at, first }} />
          </div>
        ))}
      </div>
      {maps.length > 1 ? <CompareReadOut {...{ maps, names }} /> : <LiveReadOut />}
    </>
  )
}

/** The difference, in the place of both. */
function OneOfTwo({ map, name }: { readonly map: MapAt; readonly name: string }) {
  return (
    <div className="map-pile">
      <LiveMap at={map} first={map} name={name} />
      <p className="map-label left alone">{name}</p>
    </div>
  )
}
