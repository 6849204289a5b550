/** How the sky is laid out: projection, frame, direction, middle, zoom. Every control moves the one camera. */
import type { ReactNode } from 'react'
import { cameraOf } from '../../drawing/camera.ts'
import { DIRECTIONS, directed, directionOf, panned, reframed, type Direction } from '../../drawing/moves.ts'
import { magneticAxes, vectorOf } from '../../literature/directions.ts'
import { equatorialAngles } from '../../science/sphere/directions.ts'
import { degrees } from '../../science/units.ts'
import { useSession } from '../../session/store.ts'
import { BOUNDS } from '../../study/bounds.ts'
import type { CameraView, FrameName, ProjectionName } from '../../study/document.ts'
import { projectionView } from '../../study/edits.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { Popover } from '../widgets/Popover.tsx'
import './viewTools.css'

const PROJECTIONS: { readonly [P in ProjectionName]: { readonly name: string; readonly hint: string; readonly icon: ReactNode } } = {
  mollweide: { name: 'Mollweide', hint: 'equal-area, level parallels', icon: <ellipse cx="12" cy="12" rx="10" ry="5" /> },
  hammer: { name: 'Hammer', hint: 'equal-area, bent parallels', icon: <path d="M2 12a10 5 0 0 1 20 0a10 5 0 0 1-20 0M4 10q8 -2.4 16 0" /> },
  equalArea: { name: 'RA × sin δ', hint: 'equal-area cylinder', icon: <path d="M2 7h20v10H2zM2 10h20M2 14h20" /> },
  equirectangular: { name: 'RA × δ', hint: 'equal steps', icon: <path d="M2 7h20v10H2zM8.7 7v10M15.3 7v10" /> },
  polar: { name: 'Polar', hint: 'equal-area, one hemisphere', icon: <path d="M12 4a8 8 0 1 1 0 16a8 8 0 1 1 0-16M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8" /> },
  globe: { name: 'Globe', hint: 'one hemisphere, with its axes', icon: <path d="M12 4a8 8 0 1 1 0 16a8 8 0 1 1 0-16M4 12h16M12 4q-6 8 0 16M12 4q6 8 0 16" /> },
}

const FRAMES: { readonly [F in FrameName]: string } = { equatorial: 'equatorial', galactic: 'Galactic', ecliptic: 'ecliptic', magnetic: 'magnetic' }
const LINES = { ...FRAMES, none: 'none' }
const COORDINATES: { readonly [F in FrameName]: readonly [string, string] } = { equatorial: ['RA', 'dec'], galactic: ['l', 'b'], ecliptic: ['λ', 'β'], magnetic: ['longitude', 'latitude'] }
/** CSS pixels of a small picture of the whole sky: what a press of an arrow draws it along by. */
const STEP = 30

export function ViewTools() {
  const view = useSession(({ study }) => study.view.camera)
  const look = useSession((session) => session.look)
  return <ViewToolsView view={view} onLook={look} />
}

export interface ViewToolsProps {
  readonly view: CameraView
  onLook(move: Partial<CameraView>): void
}

export function ViewToolsView({ view, onLook }: ViewToolsProps) {
  const { name } = PROJECTIONS[view.projection]
  return (
    <>
      <Popover button={`${name} ▾`} label={`Projection: ${name}`} className="button plain" menu>
        {(Object.keys(PROJECTIONS) as ProjectionName[]).map((projection) => (
          <button key={projection} type="button" className="button" aria-pressed={projection === view.projection} onClick={() => onLook(projectionView(view, projection))}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              {PROJECTIONS[projection].icon}
            </svg>
            {PROJECTIONS[projection].name} <span className="soft small">{PROJECTIONS[projection].hint}</span>
          </button>
        ))}
      </Popover>
      <Popover button={`${capital(FRAMES[view.frame])} ▾`} label={`Frame and direction: ${FRAMES[view.frame]}`} className="button plain">
        <Layout view={view} onLook={onLook} />
      </Popover>
    </>
  )
}

const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1)

/** A camera to reckon moves with, where the size of the picture does not matter. */
const small = (view: CameraView) => cameraOf(view, 360, 180)

function Layout({ view, onLook }: ViewToolsProps) {
  const direction = directionOf(view)
  const [longitude, latitude] = COORDINATES[view.frame]
  const directions = Object.fromEntries(Object.keys(DIRECTIONS).map((name) => [name, name])) as { [D in Direction]: string }
  const [middleLongitude, middleLatitude] = view.centreDeg
  return (
    <div className="layout-fields">
      <Choice label="map in" options={FRAMES} value={view.frame} onChange={(frame) => onLook(reframed(small(view), frame))} />
      <Choice label="lines in" options={LINES} value={view.graticule} onChange={(graticule) => onLook({ graticule })} />
      {(view.frame === 'magnetic' || view.graticule === 'magnetic') && <MagneticPole view={view} onLook={onLook} />}
      <Choice label={`${longitude} grows`} options={direction === undefined ? { ...directions, own: 'a middle of one’s own' } : directions} value={direction ?? 'own'}
        onChange={(name) => name !== 'own' && onLook(directed(view, name))} />
      <fieldset className="line">
        <legend className="soft">middle of the picture</legend>
        <NumberField label={longitude} value={middleLongitude} min={0} max={360} step={0.01} unit="°" onChange={(deg) => onLook({ centreDeg: [deg % 360, middleLatitude] })} />
        <NumberField label={latitude} value={middleLatitude} min={-90} max={90} step={0.01} unit="°" onChange={(deg) => onLook({ centreDeg: [middleLongitude, deg] })} />
      </fieldset>
      <div className="line">
        <NumberField label="zoom" value={view.zoom} min={BOUNDS.zoom[0]} max={BOUNDS.zoom[1]} step={0.01} unit="×" onChange={(zoom) => onLook({ zoom })} />
        <PanPad view={view} onLook={onLook} />
      </div>
      <p className="soft small">Drag the map to move the sky, pinch or turn the wheel to come nearer, press twice to put a place in the middle.</p>
    </div>
  )
}

const PANS = [
  ['Move the sky left', '◀', -STEP, 0],
  ['Move the sky up', '▲', 0, -STEP],
  ['Move the sky down', '▼', 0, STEP],
  ['Move the sky right', '▶', STEP, 0],
] as const

/** Every drag has its press. */
function PanPad({ view, onLook }: ViewToolsProps) {
  return (
    <span className="pan-pad" role="group" aria-label="Move the sky">
      {PANS.map(([label, text, right, down]) => (
        <button key={label} type="button" className="button icon" aria-label={label} onClick={() => onLook(panned(small(view), right, down))}>
          {text}
        </button>
      ))}
    </span>
  )
}

/** To a tenth of a degree, which is finer than any of them is known. */
const AXES = Object.values(magneticAxes).map((axis) => {
  const { alpha, delta } = equatorialAngles(vectorOf(axis))
  return { ...axis, poleDeg: [Number(degrees(alpha).toFixed(1)), Number(degrees(delta).toFixed(1))] as const }
})

function MagneticPole({ view: { magneticPoleDeg: [raDeg, decDeg] }, onLook }: ViewToolsProps) {
  const known = AXES.find(({ poleDeg }) => poleDeg[0] === raDeg && poleDeg[1] === decDeg)
  const names = Object.fromEntries(AXES.map(({ name }) => [name, name]))
  return (
    <fieldset className="line">
      <legend className="soft">pole of the magnetic frame</legend>
      <Choice label="axis" options={known === undefined ? { ...names, own: 'set by hand' } : names} value={known?.name ?? 'own'}
        onChange={(chosen) => AXES.filter(({ name }) => name === chosen).forEach(({ poleDeg }) => onLook({ magneticPoleDeg: poleDeg }))} />
      <NumberField label="RA" value={raDeg} min={0} max={360} step={0.1} unit="°" onChange={(deg) => onLook({ magneticPoleDeg: [deg % 360, decDeg] })} />
      <NumberField label="dec" value={decDeg} min={-90} max={90} step={0.1} unit="°" onChange={(deg) => onLook({ magneticPoleDeg: [raDeg, deg] })} />
      <p className="soft small">{known === undefined ? '' : `± ${known.errorDeg}°; ${known.source}. `}An axis has no sense: its opposite does as well.</p>
    </fieldset>
  )
}
