/** What may be drawn over the net: planes, axes, regions, fields of view, a person's own places. */
import { product, rotate, transposed, type Matrix3, type Vector3 } from '../science/math/matrix3.ts'
import { angleBetween, equatorialVector } from '../science/sphere/directions.ts'
import { axisFrame, equatorialToEcliptic, equatorialToGalactic } from '../science/sphere/frames.ts'
import { radians } from '../science/units.ts'
import { galacticCentre, interstellarApex, interstellarTail, lsrApex, magneticAxes, vectorOf } from '../literature/directions.ts'
import { regions, type Region } from '../literature/regions.ts'
import type { CameraView, Mark, Overlay } from '../study/document.ts'
import type { Camera } from './camera.ts'
import { circle, meridian, parallel, stations, type Curve } from './curves.ts'
import type { LabelRoom } from './labels.ts'
import { lineStyles } from './lineStyles.ts'
import { nameLine, seen, symbol, trace, type Board } from './overlayBoard.ts'
import type { Pen } from './pen.ts'
import { reachOf } from './sight.ts'

export interface Spot {
  readonly alpha: number
  readonly delta: number
}

export interface Site {
  readonly name: string
  readonly latitudeDeg: number
  readonly zenithMaxDeg: number
}

export interface OverlayOptions {
  readonly overlays: readonly Overlay[]
  /** Southern and northern edge of what was observed (radians), half a pixel beyond the outermost centres. */
  readonly observed?: readonly [number, number]
  /** The detectors behind the map. */
  readonly sites?: readonly Site[]
  readonly marks?: readonly Mark[]
  readonly extremes?: { readonly brightest: Spot; readonly faintest: Spot }
}

export interface DrawnOverlays extends Pick<Board, 'paths' | 'symbols'> {
  /** Names symbols, then lines, wherever there is still room. */
  placeNames(room: LabelRoom): void
}

/** Draws what is on. Its names are placed apart, since no label may stand on a symbol. */
export function drawOverlays(camera: Camera, pen: Pen, options: OverlayOptions): DrawnOverlays {
  const board: Board = { camera, pen, sampling: Math.min(radians(2), Math.max(radians(0.25), reachOf(camera) / 30)), paths: [], symbols: [], names: [], lineNames: [] }
  edgesOfObserved(board, options)
  for (const [overlay, draw] of DRAWN) if (options.overlays.includes(overlay)) draw(board, options)
  return { paths: board.paths, symbols: board.symbols, placeNames: (room) => [...board.names, ...board.lineNames].forEach((wishes) => room.place(...wishes)) }
}

/** In the order in which they are drawn. */
const DRAWN: readonly (readonly [Overlay, (board: Board, options: OverlayOptions) => void])[] = [
  ['fieldOfView', fieldOfView],
  ['galacticPlane', galacticPlane],
  ['ecliptic', ecliptic],
  ['magneticEquator', magneticEquator],
  ['magneticAxis', magneticAxis],
  ['interstellarFlow', interstellarFlow],
  ['lsrApex', apex],
  ['regions', drawRegions],
  ['extremes', extremes],
  ['marks', marks],
]

function galacticPlane(board: Board): void {
  trace(board, circle(polarAxis(equatorialToGalactic), Math.PI / 2, board.sampling), lineStyles.galacticPlane)
  symbol(board, vectorOf(galacticCentre), 'star')
}

function ecliptic(board: Board): void {
  const curve = circle(polarAxis(equatorialToEcliptic), Math.PI / 2, board.sampling)
  trace(board, curve, lineStyles.ecliptic, 'ecliptic')
}

/** The equator of the chosen axis, with ticks towards its pole. */
function magneticEquator(board: Board): void {
  const { camera, pen, sampling } = board
  const back = transposed(axisFrame(chosenAxis(camera.view)))
  const toPicture = product(camera.rotation, back)
  const reach = reachOf(camera)
  const tick = 5 / camera.scale
  const ticks = stations(0, 2 * Math.PI, Math.min(radians(5), 14 / camera.scale))
    .filter((longitude) => Math.acos(Math.max(-1, Math.min(1, rotate(toPicture, equatorialVector(longitude, 0))[0]))) <= reach)
    .map((longitude) => pen(meridian(longitude, 0, tick, tick), toPicture))
  trace(board, parallel(0, sampling).map((v) => rotate(back, v)), lineStyles.magneticEquator, 'magnetic equator')
  board.paths.push({ d: ticks.join(''), style: lineStyles.magneticEquator })
}

/** Both ends of the chosen axis, and its error where it is one that was measured. */
function magneticAxis(board: Board): void {
  const axis = chosenAxis(board.camera.view)
  const opposite: Vector3 = [-axis[0], -axis[1], -axis[2]]
  const measured = measuredAxis(board.camera.view)
  if (measured !== undefined) for (const end of [axis, opposite]) trace(board, circle(end, radians(measured.errorDeg), board.sampling), lineStyles.errorCircle)
  symbol(board, axis, 'away', '+B')
  symbol(board, opposite, 'towards', '−B')
}

function interstellarFlow(board: Board): void {
  symbol(board, vectorOf(interstellarApex), 'arrowhead', 'v(ISM)')
  symbol(board, vectorOf(interstellarTail), 'tail', '−v(ISM)')
}

function apex(board: Board): void {
  symbol(board, vectorOf(lsrApex), 'diamond', 'v(LSR)')
}

function drawRegions(board: Board): void {
  for (const region of regions) {
    trace(board, regionCurve(region, board.sampling), lineStyles.region)
    const { raDeg, decDeg } = region.shape
    const [ra, dec] = [middle(raDeg), middle(decDeg)]
    const at = seen(board, equatorialVector(radians(ra), radians(dec)))
    const text = region.observatory === regions[0]!.observatory ? region.letter : `${region.letter} (${region.observatory})`
    if (at !== undefined) board.names.push([0, -14, 14].map((down) => ({ x: at[0], y: at[1] + down, text, anchor: 'middle', baseline: 'middle', ground: 'map' })))
  }
}

const middle = (of: number | readonly [number, number]): number => (typeof of === 'number' ? of : (of[0] + of[1]) / 2)

function regionCurve({ shape }: Region, sampling: number): Curve {
  if (shape.kind === 'circle') return circle(equatorialVector(radians(shape.raDeg), radians(shape.decDeg)), radians(shape.radiusDeg), sampling)
  const [west, east, south, north] = [...shape.raDeg, ...shape.decDeg].map(radians) as [number, number, number, number]
  return [...meridian(west, south, north, sampling), ...parallel(north, sampling, west, east), ...[...meridian(east, south, north, sampling)].reverse(), ...[...parallel(south, sampling, west, east)].reverse()]
}

const POLE = radians(89)
/** Two edges closer than this are one line. */
const SAME = radians(1.3)

const edgesIn = ({ observed }: OverlayOptions): readonly number[] => (observed ?? []).filter((delta) => Math.abs(delta) < POLE)

/** The edges of what was observed are part of the map. */
function edgesOfObserved({ sampling, paths, pen, camera }: Board, options: OverlayOptions): void {
  const d = edgesIn(options).map((delta) => pen(parallel(delta, sampling), camera.rotation)).join('')
  if (d !== '') paths.push({ d, style: lineStyles.fieldEdge })
}

/** The edges of each detector's sky. */
function fieldOfView(board: Board, options: OverlayOptions): void {
  const { sampling } = board
  const { sites = [] } = options
  const edges = edgesIn(options)
  for (const { name, latitudeDeg, zenithMaxDeg } of sites) {
    for (const limitDeg of [latitudeDeg - zenithMaxDeg, latitudeDeg + zenithMaxDeg].filter((deg) => Math.abs(deg) < 89)) {
      const delta = radians(limitDeg)
      const curve = parallel(delta, sampling)
      if (edges.some((edge) => Math.abs(edge - delta) < SAME)) nameLine(board, curve, name)
      else trace(board, curve, lineStyles.site, name)
    }
  }
}

function extremes(board: Board, { extremes: found }: OverlayOptions): void {
  if (found === undefined) return
  symbol(board, equatorialVector(found.brightest.alpha, found.brightest.delta), 'cross', 'max')
  symbol(board, equatorialVector(found.faintest.alpha, found.faintest.delta), 'plus', 'min')
}

function marks(board: Board, { marks: listed = [] }: OverlayOptions): void {
  for (const { name, raDeg, decDeg, radiusDeg = 0 } of listed) {
    const centre = equatorialVector(radians(raDeg), radians(decDeg))
    if (radiusDeg > 0) trace(board, circle(centre, radians(radiusDeg), board.sampling), lineStyles.mark)
    symbol(board, centre, 'square', name)
  }
}

const polarAxis = (frame: Matrix3): Vector3 => [frame[6], frame[7], frame[8]]

const chosenAxis = ({ magneticPoleDeg: [raDeg, decDeg] }: Pick<CameraView, 'magneticPoleDeg'>): Vector3 => equatorialVector(radians(raDeg), radians(decDeg))

/** The measured axis that was chosen, if it is one; an axis and its opposite are the same. */
export function measuredAxis(view: Pick<CameraView, 'magneticPoleDeg'>): (typeof magneticAxes)[keyof typeof magneticAxes] | undefined {
  return Object.values(magneticAxes).find((known) => {
    const between = angleBetween(chosenAxis(view), vectorOf(known))
    return Math.min(between, Math.PI - between) < radians(0.1)
  })
}
