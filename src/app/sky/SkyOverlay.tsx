import { memo } from 'react'
import { toScreen, type Camera } from '../../drawing/camera.ts'
import { fieldOfViewPath, galacticPlane, gridLabels, gridPath, outlinePath, parallelPath, type Label } from '../../drawing/graticule.ts'

export interface SkyOverlayProps {
  readonly camera: Camera
  /** Southern and northern edge of the field of view (radians), as text so that equal edges are the same. */
  readonly field?: string | undefined
}

/** Grid, rim, Galactic plane, edge of the field of view, labels. Changes only with the size of the picture. */
export const SkyOverlay = memo(function SkyOverlay({ camera, field }: SkyOverlayProps) {
  const { inside, outside } = gridLabels(camera)
  const galaxy = galacticPlane(camera)
  const { a } = camera
  return (
    <svg className="sky-lines" width={camera.width} height={camera.height} aria-hidden="true">
      <path className="grid" d={gridPath(camera)} />
      <path className="grid equator" d={parallelPath(camera, 0)} />
      {field !== undefined && <path className="field-edge" d={fieldOfViewPath(camera, field.split(' ').map(Number) as [number, number])} />}
      <path className="galaxy-casing" d={galaxy.path} />
      <path className="galaxy" d={galaxy.path} />
      {galaxy.centre !== undefined && <path className="galactic-centre" d={STAR} transform={`translate(${galaxy.centre.join(' ')})`} />}
      <path className="rim" d={outlinePath(camera)} />
      <g className={field === undefined ? 'labels' : 'labels inside'}>{inside.map((label) => <LabelText key={label.text} label={label} hanging />)}</g>
      <g className="labels outside">{outside.map((label) => <LabelText key={label.text} label={label} />)}</g>
      {a > 200 && <Key {...camera} />}
    </svg>
  )
})

/** A five-pointed star of radius 6. */
const STAR = `M${Array.from({ length: 10 }, (_, i) => {
  const [r, t] = [i % 2 === 0 ? 6 : 2.5, (i * Math.PI) / 5]
  return `${(r * Math.sin(t)).toFixed(2)} ${(-r * Math.cos(t)).toFixed(2)}`
}).join('L')}Z`

function LabelText({ label: { x, y, text, anchor }, hanging = false }: { readonly label: Label; readonly hanging?: boolean }) {
  return (
    <text x={x} y={y} textAnchor={anchor} dominantBaseline={hanging ? 'hanging' : 'central'}>
      {text}
    </text>
  )
}

/** What the lines are, and where east is, in the empty corners below the sky. */
function Key({ width, height }: Pick<Camera, 'width' | 'height'>) {
  return (
    <g className="labels key">
      <path className="galaxy" d={`M6 ${height - 10}h26`} />
      <text x={38} y={height - 10} dominantBaseline="central">
        Galactic plane, ★ centre
      </text>
      <text x={width - 6} y={height - 10} textAnchor="end" dominantBaseline="central">
        E ← → W
      </text>
    </g>
  )
}

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
