/** The net of meridians and parallels, in a frame that need not be that of the map. */
import { product, rotate, transposed, type Matrix3 } from '../science/math/matrix3.ts'
import { equatorialAngles } from '../science/sphere/directions.ts'
import { degrees, radians } from '../science/units.ts'
import { frameOf, type Camera } from './camera.ts'
import { meridian, parallel } from './curves.ts'
import type { Pen } from './pen.ts'
import { reachOf } from './sight.ts'

export interface Graticule {
  /** Components in the graticule's frame → those of the picture. */
  readonly toPicture: Matrix3
  /** Between neighbouring lines. */
  readonly stepDeg: number
  /** Longitudes of the meridians and latitudes of the parallels that may be seen, the equator among them. */
  readonly meridiansDeg: readonly number[]
  readonly parallelsDeg: readonly number[]
  /** The part of the sky that may be seen, in the graticule's frame (radians); longitudes may be negative. */
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
  /** Between points of a line (radians of arc). */
  readonly sampling: number
  /** The map's own frame: its meridians may be the edge of the picture. */
  readonly own: boolean
}

const STEPS_DEG = [1, 2, 5, 10, 15, 30]

/** Lines lie about as close on the screen at every zoom. */
const stepOf = (zoom: number): number => STEPS_DEG.find((step) => step * zoom >= 22.5) ?? 30

/** The net that a camera is to show; undefined where none is wanted. */
export function graticuleOf(camera: Camera): Graticule | undefined {
  const { view, rotation } = camera
  if (view.graticule === 'none') return undefined
  const toPicture = product(rotation, transposed(frameOf(view.graticule, view)))
  const reach = reachOf(camera)
  const middle = equatorialAngles(rotate(transposed(toPicture), [1, 0, 0]))
  const south = Math.max(-Math.PI / 2, middle.delta - reach)
  const north = Math.min(Math.PI / 2, middle.delta + reach)
  const polar = south <= -Math.PI / 2 || north >= Math.PI / 2
  const half = polar ? Math.PI : Math.asin(Math.min(1, Math.sin(reach) / Math.cos(middle.delta)))
  const [west, east] = half >= Math.PI ? [0, 2 * Math.PI] : [middle.alpha - half, middle.alpha + half]
  const stepDeg = stepOf(view.zoom)
  return {
    ...{ toPicture, stepDeg, south, north, west, east },
    meridiansDeg: multiples(stepDeg, degrees(west), degrees(east)).filter((deg) => deg < degrees(west) + 360 - 1e-6),
    parallelsDeg: multiples(stepDeg, degrees(south), degrees(north)).filter((deg) => Math.abs(deg) < 90),
    sampling: Math.min(radians(2), reach / 30),
    own: view.graticule === view.frame,
  }
}

function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step - 1e-6)
  return Array.from({ length: Math.max(0, Math.floor(to / step + 1e-6) - first + 1) }, (_, i) => (first + i) * step || 0)
}

/** Every line but the equator, which is drawn apart. */
export function gridPath(camera: Camera, pen: Pen, grid: Graticule): string {
  const { toPicture, meridiansDeg, parallelsDeg, south, north, west, east, sampling } = grid
  const edge = edgeDeg(camera, grid)
  const lines = meridiansDeg
    .filter((deg) => edge === undefined || Math.abs(Math.sin(radians(deg - edge) / 2)) > 1e-6)
    .map((deg) => [deg, Math.max(south, -latitudeLimit(deg, grid)), Math.min(north, latitudeLimit(deg, grid))] as const)
    .filter(([, from, to]) => from < to)
    .map(([deg, from, to]) => meridian(radians(deg), from, to, sampling))
  const circles = parallelsDeg.filter((deg) => deg !== 0).map((deg) => parallel(radians(deg), sampling / Math.max(0.02, Math.cos(radians(deg))), west, east))
  return [...lines, ...circles].map((curve) => pen(curve, toPicture)).join('')
}

export function equatorPath(pen: Pen, { toPicture, south, north, west, east, sampling }: Graticule): string {
  return south < 0 && north > 0 ? pen(parallel(0, sampling, west, east), toPicture) : ''
}

/** Where the meridians are close, only every 30° one reaches the pole. */
export const latitudeLimit = (deg: number, { stepDeg }: Pick<Graticule, 'stepDeg'>): number => (deg % 30 === 0 ? Math.PI / 2 : Math.PI / 2 - radians(Math.max(10, stepDeg)))

/** The meridian that is the edge of a level picture of the whole sky: the rim is drawn there. */
function edgeDeg({ view, projection }: Camera, { own }: Graticule): number | undefined {
  return own && projection.reach === 'sky' && view.centreDeg[1] === 0 ? view.centreDeg[0] + 180 : undefined
}
