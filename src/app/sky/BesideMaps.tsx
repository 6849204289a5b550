import { useRef, type CSSProperties } from 'react'
import { gradientOf } from '../../drawing/colourMaps.ts'
import { valueText } from '../../drawing/scale.ts'
import { sessionStore, useSession } from '../../session/store.ts'
import { removeMap } from '../../study/comparing.ts'
import type { MapAt } from '../../study/shown.ts'
import { announce } from '../announce.ts'
import { LiveMap } from './LiveMap.tsx'
import { useSeenMap } from './useSeenMap.ts'
import { useSize } from './useSize.ts'

export interface BesideMapsProps {
  readonly maps: readonly MapAt[]
  /** What each of them is. */
  readonly names: readonly string[]
  /** Each caption tells its own scale: there are too many for bars. */
  readonly ramps: boolean
}

/** Maps beside each other: two, or small multiples of any list of them. */
export function BesideMaps({ maps, names, ramps }: BesideMapsProps) {
  const grid = useRef<HTMLDivElement>(null)
  const { width } = useSize(grid)
  const small = maps.length > 2
  return (
    <div ref={grid} className={small ? 'map-grid small' : 'map-grid'} tabIndex={small ? 0 : undefined} role="group" aria-label="Maps side by side" style={{ '--columns': columnsFor(maps.length, width) } as CSSProperties}>
      {maps.map((at, i) => (
        // A map stays itself when another is closed, and when its quantity changes.
        <div key={`${at.pane.part} ${maps.slice(0, i).filter(({ pane }) => pane.part === at.pane.part).length}`} className="map-cell">
          <Caption at={at} first={maps[0]!} place={i} name={names[i]!} small={small} ramp={ramps} />
          <LiveMap at={at} first={maps[0]!} place={i} name={names[i]!} small={small} />
        </div>
      ))}
    </div>
  )
}

/** How many columns a list of maps, each twice as wide as high, is set in; on a narrow page two maps are stacked. */
export function columnsFor(maps: number, width: number): number {
  if (maps <= 2) return width >= 900 ? maps : 1
  if (width < 520) return 2
  if (width < 900) return Math.min(3, maps)
  return maps === 3 ? 3 : maps === 4 ? 2 : maps <= 6 ? 3 : 4
}

interface CaptionProps {
  readonly at: MapAt
  readonly first: MapAt
  readonly place: number
  readonly name: string
  readonly small: boolean
  readonly ramp: boolean
}

/** What a map is; of a small one also its value under the cursor, which the read-out has no room for. */
function Caption({ at, first, place, name, small, ramp }: CaptionProps) {
  const { scale } = useSeenMap(at, first)
  return (
    <p className="map-caption">
      <span className="map-name" title={name}>
        {name}
      </span>
      {small && <ValueHere at={at} place={place} />}
      {ramp && (
        <span className="number soft map-ramp">
          <i style={{ backgroundImage: gradientOf(scale.table) }} aria-hidden="true" /> {scale.span.low === 0 ? '0 …' : '±'} {valueText(scale.quantity, scale.limit).replace('+', '')}
        </span>
      )}
      {place > 0 && (
        <button type="button" className="map-close" aria-label={`Close ${name}`} onClick={() => announce(sessionStore.getState(), removeMap(at.index), 'A map was closed')}>
          ×
        </button>
      )}
    </p>
  )
}

function ValueHere({ at, place }: { readonly at: MapAt; readonly place: number }) {
  const pointed = useSession(({ cursor }) => cursor !== undefined)
  const reading = useSession(({ readings }) => readings[place])
  const { scale } = useSeenMap(at, at)
  const value = { relativeIntensity: reading?.intensity, significance: reading?.significance, counts: reading?.counts }[scale.quantity]
  return <span className="number map-value">{pointed && reading !== undefined && (value !== undefined && Number.isFinite(value) && reading.seen ? valueText(scale.quantity, value) : '—')}</span>
}
