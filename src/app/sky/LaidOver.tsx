import { useEffect, useState, type CSSProperties } from 'react'
import { useSession } from '../../session/store.ts'
import type { Compare } from '../../study/document.ts'
import type { MapAt } from '../../study/shown.ts'
import { LiveMap } from './LiveMap.tsx'
import { SwipeHandle } from './SwipeHandle.tsx'

export interface LaidOverProps {
  readonly first: MapAt
  readonly second: MapAt
  readonly names: readonly string[]
  readonly how: Compare['how']
  /** Whether maps by turns take turns. */
  readonly running: boolean
}

/** How long each of two maps is seen before the other: one change a second, far from the three flashes that may harm. */
export const TURN_MS = 1000

/** The second map over the first: behind a line that is dragged, faded into it, or by turns. */
export function LaidOver({ first, second, names, how, running }: LaidOverProps) {
  const share = useSession(({ study }) => study.view.compare.share)
  const turned = useTurns(how === 'blink' && running)
  const over = how === 'swipe' ? { clipPath: `inset(0 0 0 ${100 * share}%)` } : how === 'fade' ? { opacity: share } : { visibility: turned ? 'visible' : 'hidden' }
  const under = how === 'swipe' ? { clipPath: `inset(0 ${100 * (1 - share)}% 0 0)` } : {}
  return (
    <div className="map-pile" data-how={how}>
      <div className="map-layer" style={under}>
        <LiveMap at={first} first={first} name={names[0]!} />
      </div>
      {/* Only a map that is seen beside the other can be pointed at apart from it. */}
      <div className="map-layer over" style={over as CSSProperties} inert={how !== 'swipe'}>
        <LiveMap at={second} first={first} place={1} name={names[1]!} />
      </div>
      {how === 'swipe' && <SwipeHandle share={share} names={names} />}
      <p className="map-label left" data-off={(how === 'blink' && turned) || undefined}>{names[0]}</p>
      <p className="map-label right" data-off={(how === 'blink' && !turned) || undefined}>{names[1]}</p>
    </div>
  )
}

/** True for every second turn while it runs; it stops where it is. */
function useTurns(running: boolean): boolean {
  const [turned, setTurned] = useState(false)
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setTurned((before) => !before), TURN_MS)
    return () => clearInterval(timer)
  }, [running])
  return turned
}
