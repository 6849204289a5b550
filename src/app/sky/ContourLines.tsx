import { memo, useLayoutEffect, useRef } from 'react'
import type { Camera } from '../../drawing/camera.ts'
import { cssColour } from '../../drawing/colour.ts'
import type { Curve } from '../../drawing/curves.ts'
import { penOf } from '../../drawing/pen.ts'
import { EDGE_ON_WHITE } from '../../drawing/unseen.ts'
import type { SkyLines } from '../../science/analysis/contours.ts'
import { equatorialVector } from '../../science/sphere/directions.ts'
import type { Contours } from '../../study/results.ts'
import './contourLines.css'

export interface ContourLinesProps {
  readonly camera: Camera
  readonly contours: Contours
  /** The line of zero. */
  readonly zero: boolean
  /** The edge of what is seen. */
  readonly edge: boolean
}

/** Where the map is zero and where it ends, over the picture. */
export const ContourLines = memo(function ContourLines({ camera, contours, zero, edge }: ContourLinesProps) {
  return (
    <svg className="sky-lines contour-lines" width={camera.width} height={camera.height} aria-hidden="true">
      {edge && <Lines camera={camera} lines={contours.edge} kind="seen-edge" />}
      {zero && contours.levels.map(({ level, lines }) => <Lines key={level} camera={camera} lines={lines} kind="contour" />)}
    </svg>
  )
})

function Lines({ camera, lines, kind }: { readonly camera: Camera; readonly lines: SkyLines; readonly kind: 'contour' | 'seen-edge' }) {
  const group = useRef<SVGGElement>(null)
  const everywhere = lines.points.length > 2 * MOST_POINTS
  useLayoutEffect(() => (everywhere ? undefined : drawn(group.current!, camera, lines)), [camera, lines, everywhere])
  if (everywhere) {
    return (
      <text className="contour-note" x={camera.x} y={16} textAnchor="middle">
        {kind === 'contour' ? 'The line of zero is everywhere: smooth the map.' : 'The edge of what is seen is everywhere: no line is drawn.'}
      </text>
    )
  }
  return (
    <g ref={group}>
      {kind === 'contour' && <path className="contour-casing" />}
      <path className={kind} style={kind === 'seen-edge' ? ON_WHITE : undefined} />
    </g>
  )
}

const ON_WHITE = { stroke: cssColour(EDGE_ON_WHITE) }

/** A map of mere noise has hundreds of thousands: no line that anybody could follow, nor a browser draw. */
const MOST_POINTS = 100_000
/** The page's thread is never held longer than this by the lines of a noisy map. */
const SLICE_MS = 8
/** Points of one piece of a line. */
const PIECE = 512

/** Gives the paths of a group their data: at once where the lines are few, so that they move with the camera, over several frames where they are many. */
function drawn(group: SVGGElement, camera: Camera, lines: SkyLines): () => void {
  const work = piecesOf(lines)
  const pen = penOf(camera)
  const done: string[] = []
  let frame = 0
  const show = (path: string) => {
    for (const element of group.children) element.setAttribute('d', path)
  }
  const proceed = () => {
    const until = performance.now() + SLICE_MS
    while (done.length < work.length && performance.now() < until) done.push(pen(work[done.length]!, camera.rotation))
    if (done.length === work.length) return show(done.join(''))
    show('') // lines of another camera would lie beside their map
    frame = requestAnimationFrame(proceed)
  }
  proceed()
  return () => cancelAnimationFrame(frame)
}

/** Lines in pieces of bounded length, each beginning with the last point of the one before. */
function piecesOf({ points, first }: SkyLines): readonly Curve[] {
  const pieces: Curve[] = []
  for (let k = 0; k + 1 < first.length; k++) {
    for (let from = first[k]; from + 1 < first[k + 1]; from += PIECE - 1) {
      const end = Math.min(first[k + 1], from + PIECE)
      pieces.push(Array.from({ length: end - from }, (_, i) => equatorialVector(points[2 * (from + i)], points[2 * (from + i) + 1])))
    }
  }
  return pieces
}
