import { toScreen, type Camera } from '../../drawing/camera.ts'

export interface Spot {
  readonly alpha: number
  readonly delta: number
}

/** The places that are looked at: a cross at the cursor, a ring where something is pinned. */
export function SkyMarks({ camera, cursor, pin }: { readonly camera: Camera; readonly cursor?: Spot | undefined; readonly pin?: Spot | undefined }) {
  const [pinned, pointed] = [pin, cursor].map((spot) => spot && toScreen(camera, spot.alpha, spot.delta))
  return (
    <svg className="sky-lines" width={camera.width} height={camera.height} aria-hidden="true">
      {pinned !== undefined && (
        <g transform={`translate(${pinned.join(' ')})`}>
          <circle className="mark-casing" r={9} />
          <circle className="mark" r={9} />
        </g>
      )}
      {pointed !== undefined && (
        <g transform={`translate(${pointed.join(' ')})`}>
          <path className="mark-casing" d={CROSS} />
          <path className="mark" d={CROSS} />
        </g>
      )}
    </svg>
  )
}

const CROSS = 'M-10 0H-4M4 0H10M0 -10V-4M0 4V10'
