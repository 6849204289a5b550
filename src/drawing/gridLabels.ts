/** The numbers at the lines of the graticule. */
import { rotate } from '../science/math/matrix3.ts'
import { equatorialVector } from '../science/sphere/directions.ts'
import { radians } from '../science/units.ts'
import { outward, project, type Camera } from './camera.ts'
import { stations } from './curves.ts'
import { latitudeLimit, type Graticule } from './graticule.ts'
import { meet, type Label, type LabelRoom } from './labels.ts'
import { onScreen } from './sight.ts'

/** `+30°`, `−60°`, `0°` */
export const latitudeText = (deg: number): string => `${deg > 0 ? '+' : deg < 0 ? '−' : ''}${Math.abs(deg)}°`

/** `240°`, or `16h`, `0h40` where a right ascension is wanted in hours; 360° is kept, for the left edge. */
export function longitudeText(deg: number, hours: boolean): string {
  const whole = Math.round(deg)
  const within = whole === 360 ? 360 : ((whole % 360) + 360) % 360
  if (!hours) return `${within}°`
  const minutes = within * 4
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`
}

const inHours = ({ view }: Camera): boolean => view.unit === 'hours' && view.graticule === 'equatorial'

/** Places the numbers: the usual way over a level picture of the whole sky, where they find room otherwise. */
export function placeGridLabels(camera: Camera, grid: Graticule, room: LabelRoom): void {
  const { view, projection } = camera
  const level = grid.own && projection.reach === 'sky' && view.centreDeg[1] === 0 && view.zoom === 1
  if (level) placeLevel(camera, room)
  else {
    placeLongitudes(camera, grid, room)
    placeLatitudes(camera, grid, room)
  }
}

/** Longitudes along the equator and at both its ends, latitudes outside the rim on the left. */
function placeLevel(camera: Camera, room: LabelRoom): void {
  const { x, y, a, sense, view } = camera
  const middleDeg = view.centreDeg[0]
  const text = (deg: number) => longitudeText(deg, inHours(camera))
  const left = middleDeg - sense * 180
  room.place({ x: x - a - 7, y, text: text(left), anchor: 'end', baseline: 'middle', ground: 'page' })
  room.place({ x: x + a + 7, y, text: text(left + sense * 360 === 360 ? 360 : (left + 360) % 360), anchor: 'start', baseline: 'middle', ground: 'page' })
  for (const deg of [-60, -30, 30, 60]) {
    const [px, py] = project(camera, -Math.PI * sense, radians(deg))
    room.place({ x: px - 7, y: py - Math.sign(deg) * 3, text: latitudeText(deg), anchor: 'end', baseline: 'middle', ground: 'page' })
  }
  const every = a < 260 ? 90 : 60
  for (let deg = 0; deg < 360; deg += every) {
    const offDeg = ((deg - middleDeg + 540) % 360) - 180
    // Near the rim the ends say it.
    if (Math.abs(offDeg) > 165) continue
    const below: Label = { x: project(camera, radians(offDeg), 0)[0], y: y + 5, text: text(deg), anchor: 'middle', baseline: 'top', ground: 'map' }
    room.place(below, { ...below, y: y - 22 })
  }
}

/** Longitudes along the parallel nearest to the equator that has room for all of its numbers, unless another shows twice as many. */
function placeLongitudes(camera: Camera, grid: Graticule, room: LabelRoom): void {
  const rows = nearestFirst(grid.parallelsDeg).map((latitudeDeg) => {
    const row = evenRow(camera, grid, latitudeDeg)
    const free = row.filter(room.isFree)
    return { free, whole: free.length === row.length }
  })
  const most = rows.reduce<readonly Label[]>((best, { free }) => (free.length > best.length ? free : best), [])
  const chosen = rows.find(({ free, whole }) => whole && 2 * free.length >= most.length)?.free ?? most
  for (const label of chosen) room.place(label)
}

/** How many lines are passed over, so that the numbers that are left still step evenly. */
const STRIDES = [1, 2, 3, 6, 9, 10, 15, 18, 30, 45, 90]

/** More numbers than this in a row are not read. */
const MOST = 16

/** The labels of one parallel, as dense as they fit beside each other. */
function evenRow(camera: Camera, grid: Graticule, latitudeDeg: number): readonly Label[] {
  const drawn = grid.meridiansDeg
    .filter((deg) => radians(Math.abs(latitudeDeg)) <= latitudeLimit(deg, grid))
    .map((deg) => ({ deg, label: longitudeLabel(camera, grid, deg, latitudeDeg) }))
  for (const stride of STRIDES) {
    const row = drawn.filter(({ deg }) => deg % (stride * grid.stepDeg) === 0).flatMap(({ label }) => label ?? [])
    if (row.length <= MOST && !row.some((label, i) => i > 0 && meet(label, row[i - 1]!))) return row
  }
  return []
}

const nearestFirst = (latitudesDeg: readonly number[]): readonly number[] => [...latitudesDeg].sort((a, b) => Math.abs(a) - Math.abs(b))

const crossing = (camera: Camera, { toPicture }: Graticule, longitude: number, latitude: number) => onScreen(camera, rotate(toPicture, equatorialVector(longitude, latitude)))

/** A longitude at a crossing: below it, or beyond the rim where it lies on it. */
function longitudeLabel(camera: Camera, grid: Graticule, deg: number, latitudeDeg: number): Label | undefined {
  const at = crossing(camera, grid, radians(deg), radians(latitudeDeg))
  if (at === undefined) return undefined
  const [px, py] = at
  const text = longitudeText(deg, inHours(camera))
  if (outward(camera, px, py) < 0.98) return { x: px, y: py + 5, text, anchor: 'middle', baseline: 'top', ground: 'map' }
  if (camera.projection.reach === 'sky') return undefined
  const far = Math.hypot(px - camera.x, py - camera.y)
  const [right, down] = [(px - camera.x) / far, (py - camera.y) / far]
  return { x: px + 7 * right, y: py + 11 * down, text, anchor: right > 0.3 ? 'start' : right < -0.3 ? 'end' : 'middle', baseline: 'middle', ground: 'page' }
}

/** Latitudes where their parallels are farthest left: beyond the rim, at the edge of the canvas, or on the line itself; else anywhere on the line. */
function placeLatitudes(camera: Camera, grid: Graticule, room: LabelRoom): void {
  for (const deg of nearestFirst(grid.parallelsDeg)) {
    const at = deg === 0 ? undefined : leftmost(camera, grid, radians(deg))
    if (at === undefined) continue
    const [px, py] = at
    const text = latitudeText(deg)
    const onLine = (x: number, y: number): Label => ({ x, y, text, anchor: 'middle', baseline: 'middle', ground: 'map' })
    const within: Label = { x: px + 4, y: py - 9, text, anchor: 'start', baseline: 'middle', ground: 'map' }
    if (outward(camera, px, py) > 0.98) room.place({ x: px - 7, y: py + (py > camera.y ? 3 : -3), text, anchor: 'end', baseline: 'middle', ground: 'page' }, within)
    else if (px < 12) room.place(within, { ...within, y: py + 9 })
    else room.place(onLine(px, py), ...along(camera, grid, radians(deg)).map(([x, y]) => onLine(x, y)))
  }
}

/** Points of a parallel that are on the canvas. */
const along = (camera: Camera, grid: Graticule, latitude: number): readonly [number, number][] =>
  stations(grid.west, grid.east, (grid.east - grid.west) / 36).map((longitude) => crossing(camera, grid, longitude, latitude)).filter((at) => at !== undefined)

/** Where a parallel is farthest left on the canvas: first roughly, then closer. */
function leftmost(camera: Camera, grid: Graticule, latitude: number): [number, number] | undefined {
  const { west, east } = grid
  const at = (longitude: number) => crossing(camera, grid, longitude, latitude)
  const left = (longitude: number) => at(longitude)?.[0] ?? Infinity
  const stride = (east - west) / 72
  let best = west
  for (let i = 0; i <= 72; i++) if (left(west + i * stride) < left(best)) best = west + i * stride
  if (left(best) === Infinity) return undefined
  for (let step = stride / 2; step > stride / 500; step /= 2) {
    for (const next of [best - step, best + step]) if (left(next) < left(best)) best = next
  }
  return at(best)
}
