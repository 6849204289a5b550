import { useEffect, useRef } from 'react'
import { colourTable } from '../../drawing/colourMaps.ts'
import { drawThumbnail, galacticPlaneIn, spanOf } from '../../drawing/thumbnail.ts'
import type { HealpixReading } from '../../study/document.ts'
import { scientific } from '../numbers.ts'
import { unseenColours, useTheme } from '../sky/useSkyCanvas.ts'

export interface ThumbnailProps {
  /** A preview; [12 nside²] in ring order. */
  readonly values: Float32Array
  /** The frame its numbers are taken to be in; the picture is of the equatorial sky. */
  readonly frame?: HealpixReading['frame']
  readonly width?: number
  /** What is pictured, to begin the words for those who cannot see it; without it the words beside the picture say enough. */
  readonly label?: string
  /** Draws the Galactic plane over it. */
  readonly plane?: boolean
}

/** A small picture of a map, as one reading of its file lays it out on the sky. */
export function Thumbnail({ values, frame = 'equatorial', width = 112, label, plane = false }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  useEffect(() => {
    // Each picture in a turn of its own: a dozen of them at once would hold up the page.
    const turn = setTimeout(() => {
      const target = canvas.current!
      const signed = spanOf(values).low < 0
      drawThumbnail(target, values, frame, colourTable(signed ? 'blueRed' : 'counts'), unseenColours(target, 'hatched'), width, Math.min(2, devicePixelRatio))
      target.dataset['drawn'] = frame
    })
    return () => clearTimeout(turn)
  }, [values, frame, width, theme])
  const told = label === undefined ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': `${label}: ${picturedIn(values)}` }
  return (
    <span className="thumbnail" style={{ width, height: width / 2 }} {...told}>
      <canvas ref={canvas} />
      {plane && (
        <svg viewBox={`0 0 ${width} ${width / 2}`} aria-hidden="true">
          <path d={galacticPlaneIn(width)} className="plane-halo" />
          <path d={galacticPlaneIn(width)} className="plane" />
        </svg>
      )}
    </span>
  )
}

/** `3.1 to 940, 83 % of the sky seen` */
export function picturedIn(values: Float32Array): string {
  let [low, high, seen] = [Infinity, -Infinity, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    seen++
    if (value < low) low = value
    if (value > high) high = value
  }
  return seen === 0 ? 'nothing seen' : `${scientific(low)} to ${scientific(high)}, ${Math.round((100 * seen) / values.length)} % of the sky seen`
}
