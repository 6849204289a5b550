/** Lines over the map, as SVG path data: grid, Galactic plane, edge of the field of view, and where labels go. */
import { equatorialToGalactic } from '../science/sphere/frames.ts'
import { pixelCount, type Geometry } from '../science/sphere/rings.ts'
import { radians, wrap } from '../science/units.ts'
import { ellipseOf, longitude, project, toScreen, type Camera } from './camera.ts'

/** Points of a curve on the sky: right ascension and declination by turns. */
export type SkyCurve = readonly (readonly [number, number])[]

const STEP = radians(2)

/**
 * Path data of a curve, cut where it leaves the picture on one side and comes back on the other. Neighbouring points
 * must be less than half a turn apart in right ascension.
 */
export function pathOf(camera: Camera, curve: SkyCurve): string {
  let path = ''
  let before: readonly [number, number] | undefined
  for (const [alpha, delta] of curve) {
    const lambda = longitude(camera, alpha)
    if (before !== undefined && Math.abs(lambda - before[0]) > Math.PI) {
      const edge = before[0] > 0 ? Math.PI : -Math.PI
      const there = lambda + 2 * edge
      const share = (edge - before[0]) / (there - before[0] || 1)
      const crossing = before[1] + share * (delta - before[1])
      path += point('L', project(camera, edge, crossing)) + point('M', project(camera, -edge, crossing))
    }
    path += point(before === undefined ? 'M' : 'L', project(camera, lambda, delta))
    before = [lambda, delta]
  }
  return path
}

const point = (command: string, [x, y]: readonly [number, number]): string => `${command}${x.toFixed(1)} ${y.toFixed(1)}`

/** The rim of the sky. */
export function outlinePath(camera: Camera): string {
  const { x, y, a, b } = ellipseOf(camera)
  return `M${x - a} ${y}A${a} ${b} 0 1 1 ${x + a} ${y}A${a} ${b} 0 1 1 ${x - a} ${y}Z`
}

/** Meridians and parallels every `everyDeg`; the equator and the rim are drawn apart. */
export function gridPath(camera: Camera, everyDeg = 30): string {
  const every = radians(everyDeg)
  let path = ''
  for (let k = 1; k * every < 2 * Math.PI - 1e-9; k++) {
    const alpha = wrap(camera.centreAlpha + Math.PI + k * every)
    path += pathOf(camera, Array.from({ length: 91 }, (_, i) => [alpha, -Math.PI / 2 + i * STEP] as const))
  }
  for (let delta = every; delta < Math.PI / 2 - 1e-9; delta += every) path += parallelPath(camera, delta) + parallelPath(camera, -delta)
  return path
}

/** A line of equal declination: straight in this projection. */
export function parallelPath(camera: Camera, delta: number): string {
  return point('M', project(camera, -Math.PI, delta)) + point('L', project(camera, Math.PI, delta))
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
export function galacticPlane(camera: Camera): { path: string; centre: [number, number] } {
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
  const { x, y, a } = ellipseOf(camera)
  const text = (deg: number) => (unit === 'degrees' ? `${deg}°` : `${deg / 15}h`)
  const every = a < 260 ? 90 : 60
  const inside: Label[] = []
  for (let deg = every; deg < 360; deg += every) inside.push({ x: toScreen(camera, radians(deg), 0)[0], y: y + 5, text: text(deg), anchor: 'middle' })
  const outside: Label[] = [
    { x: x - a - 7, y, text: text(360), anchor: 'end' },
    { x: x + a + 7, y, text: text(0), anchor: 'start' },
  ]
  for (const deg of [-60, -30, 30, 60]) {
    const [px, py] = project(camera, -Math.PI, radians(deg))
    outside.push({ x: px - 7, y: py - Math.sign(deg) * 3, text: `${deg > 0 ? '+' : '−'}${Math.abs(deg)}°`, anchor: 'end' })
  }
  return { inside, outside }
}
