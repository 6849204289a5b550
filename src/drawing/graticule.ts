/** Lines over the map, as SVG path data: grid, Galactic plane, edge of the field of view, and where labels go. */
import { geoPath, geoProjection, type GeoProjection } from 'd3-geo'
import { equatorialVector } from '../science/sphere/directions.ts'
import { equatorialToGalactic } from '../science/sphere/frames.ts'
import { pixelCount, type Geometry } from '../science/sphere/rings.ts'
import { degrees, radians, wrap } from '../science/units.ts'
import { pictureAngles, project, toScreen, type Camera } from './camera.ts'

/** Points of a curve on the sky: right ascension and declination by turns. */
export type SkyCurve = readonly (readonly [number, number])[]

const STEP = radians(2)

/** Path data of a curve, cut where it leaves the picture on one side and comes back on the other, or goes behind the globe. */
export function pathOf(camera: Camera, curve: SkyCurve): string {
  const path = geoPath(flat(camera)).digits(1)
  const coordinates = curve.map(([alpha, delta]) => pictureAngles(camera, equatorialVector(alpha, delta)).map(degrees))
  return path({ type: 'LineString', coordinates }) ?? ''
}

/** The camera as d3-geo knows projections: of longitudes and latitudes of the picture, in degrees. */
function flat({ projection, scale, sense, x, y, width, height }: Camera): GeoProjection {
  const made = geoProjection(projection.raw).scale(scale).translate([x, y]).reflectX(sense < 0)
  return (projection.reach === 'hemisphere' ? made.clipAngle(90) : made).clipExtent([[-1, -1], [width + 1, height + 1]])
}

/** The rim of the sky. */
export function outlinePath(camera: Camera): string {
  const { projection, x, y, a, b } = camera
  if (projection.outline === 'rectangle') return `M${x - a} ${y - b}H${x + a}V${y + b}H${x - a}Z`
  return `M${x - a} ${y}A${a} ${b} 0 1 1 ${x + a} ${y}A${a} ${b} 0 1 1 ${x - a} ${y}Z`
}

/** Meridians and parallels every `everyDeg`; the equator and the rim are drawn apart. */
export function gridPath(camera: Camera, everyDeg = 30): string {
  const every = radians(everyDeg)
  let path = ''
  for (let k = 1; k * every < 2 * Math.PI - 1e-9; k++) {
    const alpha = wrap(radians(camera.view.centreDeg[0]) + Math.PI + k * every)
    path += pathOf(camera, Array.from({ length: 91 }, (_, i) => [alpha, -Math.PI / 2 + i * STEP] as const))
  }
  for (let delta = every; delta < Math.PI / 2 - 1e-9; delta += every) path += parallelPath(camera, delta) + parallelPath(camera, -delta)
  return path
}

/** A line of equal declination. */
export function parallelPath(camera: Camera, delta: number): string {
  const start = radians(camera.view.centreDeg[0]) - Math.PI
  return pathOf(camera, Array.from({ length: 181 }, (_, i) => [start + Math.min(i * STEP + 1e-9, 2 * Math.PI - 1e-9), delta] as const))
}

/** Right ascension and declination of Galactic coordinates. */
export function fromGalactic(l: number, b: number): { alpha: number; delta: number } {
  const m = equatorialToGalactic
  const [u, v, w] = [Math.cos(b) * Math.cos(l), Math.cos(b) * Math.sin(l), Math.sin(b)]
  // The matrix is orthogonal: its transpose leads back.
  const x = m[0] * u + m[3] * v + m[6] * w
  const y = m[1] * u + m[4] * v + m[7] * w
  const z = m[2] * u + m[5] * v + m[8] * w
  return { alpha: wrap(Math.atan2(y, x)), delta: Math.atan2(z, Math.hypot(x, y)) }
}

/** Galactic longitude and latitude of a direction. */
export function toGalactic(alpha: number, delta: number): { l: number; b: number } {
  const m = equatorialToGalactic
  const [x, y, z] = [Math.cos(delta) * Math.cos(alpha), Math.cos(delta) * Math.sin(alpha), Math.sin(delta)]
  const u = m[0] * x + m[1] * y + m[2] * z
  const v = m[3] * x + m[4] * y + m[5] * z
  const w = m[6] * x + m[7] * y + m[8] * z
  return { l: wrap(Math.atan2(v, u)), b: Math.atan2(w, Math.hypot(u, v)) }
}

/** The Galactic plane, and where its centre lies in the picture. */
export function galacticPlane(camera: Camera): { path: string; centre: [number, number] | undefined } {
  const curve = Array.from({ length: 181 }, (_, i) => fromGalactic(i * STEP, 0)).map(({ alpha, delta }) => [alpha, delta] as const)
  const centre = fromGalactic(0, 0)
  return { path: pathOf(camera, curve), centre: toScreen(camera, centre.alpha, centre.delta) }
}

/** Edges of the outermost seen pixels, half a diagonal beyond their centres. */
export function fieldOfView(geometry: Geometry, [south, north]: readonly [number, number]): [number, number] {
  const half = Math.sqrt((2 * Math.PI) / pixelCount(geometry))
  return [Math.max(-Math.PI / 2, south - half), Math.min(Math.PI / 2, north + half)]
}

/** The southern and northern edge of the field of view, where it has one. */
export function fieldOfViewPath(camera: Camera, [south, north]: readonly [number, number]): string {
  const pole = radians(89)
  return (south > -pole ? parallelPath(camera, south) : '') + (north < pole ? parallelPath(camera, north) : '')
}

export interface Label {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
}

export type AngleUnit = 'degrees' | 'hours'

/** Right ascension along the equator and at both ends of it, declination outside the rim on the left. */
export function gridLabels(camera: Camera, unit: AngleUnit = 'degrees'): { inside: readonly Label[]; outside: readonly Label[] } {
  const { x, y, a } = camera
  const text = (deg: number) => (unit === 'degrees' ? `${deg}°` : `${deg / 15}h`)
  const every = a < 260 ? 90 : 60
  const inside: Label[] = []
  for (let deg = every; deg < 360; deg += every) inside.push({ x: toScreen(camera, radians(deg), 0)?.[0] ?? x, y: y + 5, text: text(deg), anchor: 'middle' })
  const outside: Label[] = [
    { x: x - a - 7, y, text: text(360), anchor: 'end' },
    { x: x + a + 7, y, text: text(0), anchor: 'start' },
  ]
  for (const deg of [-60, -30, 30, 60]) {
    const [px, py] = project(camera, -Math.PI * camera.sense, radians(deg))
    outside.push({ x: px - 7, y: py - Math.sign(deg) * 3, text: `${deg > 0 ? '+' : '−'}${Math.abs(deg)}°`, anchor: 'end' })
  }
  return { inside, outside }
}
