/** Ways to move a camera: each gives what changes of its view. */
import { degrees, wrap } from '../science/units.ts'
import { BOUNDS } from '../study/bounds.ts'
import type { CameraView, FrameName } from '../study/document.ts'
import { anglesIn, cameraOf, toSky, type Camera } from './camera.ts'

type Move = Partial<CameraView>

/** Closer to the equator than this, a picture of the whole sky is level: nobody tilts it by accident. */
const LEVEL_DEG = 5
/** Hundredths of a degree are finer than any screen shows. */
const tidy = (deg: number): number => Number(deg.toFixed(2))

const kept = (value: number, [low, high]: readonly [number, number]): number => Math.max(low, Math.min(high, value))

function centredAt({ view: { zoom }, projection }: Camera, longitudeDeg: number, latitudeDeg: number): Move {
  const level = projection.reach === 'sky' && zoom === 1 && Math.abs(latitudeDeg) < LEVEL_DEG
  return { centreDeg: [tidy(degrees(wrap((longitudeDeg * Math.PI) / 180))) % 360, level ? 0 : tidy(kept(latitudeDeg, [-90, 90]))] }
}

/**
 * Draws the sky along by so many CSS pixels: what is in the middle of the picture follows the pointer.
 *
 * @param from  the camera as it was when the hand took hold
 */
export function panned(from: Camera, right: number, down: number): Move {
  const { projection: { raw }, view: { centreDeg: [longitudeDeg, latitudeDeg] }, sense, scale } = from
  const small = 1e-4
  const [across] = raw(small, 0)
  const [, upward] = raw(0, small)
  // Towards a pole the meridians close up; a hand there turns the picture about the pole instead.
  const shrink = Math.max(0.2, Math.cos((latitudeDeg * Math.PI) / 180))
  const longitude = degrees((right * small) / (across * scale * shrink))
  const latitude = degrees((down * small) / (upward * scale))
  return centredAt(from, longitudeDeg - sense * longitude, latitudeDeg + latitude)
}

/** Comes nearer (factor > 1) or goes back; what lies under (px, py) stays there. */
export function zoomed(from: Camera, factor: number, px: number = from.x, py: number = from.y): Move {
  const { view, width, height, padding } = from
  const zoom = kept(Number((view.zoom * factor).toPrecision(4)), BOUNDS.zoom)
  const by = zoom / view.zoom
  const nearer = cameraOf({ ...view, zoom }, width, height, padding)
  return { zoom, ...(by === 1 ? {} : panned(nearer, (from.x - px) * (by - 1), (from.y - py) * (by - 1))) }
}

/** Puts a direction in the middle. */
export function centredOn(from: Camera, alpha: number, delta: number): Move {
  const { longitude, latitude } = anglesIn(from.frame, alpha, delta)
  return centredAt(from, degrees(longitude), degrees(latitude))
}

/** The middle that pictures of the whole sky usually have in each frame. */
const USUAL_CENTRE: { readonly [F in FrameName]: number } = { equatorial: 180, galactic: 0, ecliptic: 180, magnetic: 0 }

/** Lays the sky out in another frame. What is looked at closely stays in the middle; lines that were the frame's own go with it. */
export function reframed(from: Camera, frame: FrameName): Move {
  const { view, projection } = from
  const graticule = view.graticule === view.frame ? frame : view.graticule
  if (view.zoom === 1 && projection.reach === 'sky') return { frame, graticule, centreDeg: [USUAL_CENTRE[frame], 0] }
  const { alpha, delta } = toSky(from, from.x, from.y)!
  const to = cameraOf({ ...view, frame }, from.width, from.height, from.padding)
  return { frame, graticule, ...(view.projection === 'polar' ? {} : centredOn(to, alpha, delta)) }
}

/** Which way longitude grows, what is in the middle, and how it is written: one choice, as the papers make it. */
export const DIRECTIONS = {
  '360° ← 180° ← 0°': { longitude: 'leftward', unit: 'degrees', centre: 180 },
  '24h ← 12h ← 0h': { longitude: 'leftward', unit: 'hours', centre: 180 },
  '180° ← 0° ← 180°': { longitude: 'leftward', unit: 'degrees', centre: 0 },
  '0° → 180° → 360°': { longitude: 'rightward', unit: 'degrees', centre: 180 },
  '180° → 0° → 180°': { longitude: 'rightward', unit: 'degrees', centre: 0 },
} as const satisfies { readonly [name: string]: Pick<CameraView, 'longitude' | 'unit'> & { readonly centre: number } }

export type Direction = keyof typeof DIRECTIONS

/** The choice a view agrees with; undefined for a middle of one's own. */
export const directionOf = ({ longitude, unit, centreDeg: [middle] }: CameraView): Direction | undefined =>
  (Object.keys(DIRECTIONS) as Direction[]).find((name) => DIRECTIONS[name].longitude === longitude && DIRECTIONS[name].unit === unit && DIRECTIONS[name].centre === middle)

export function directed({ centreDeg: [, latitudeDeg] }: CameraView, name: Direction): Move {
  const { centre, ...rest } = DIRECTIONS[name]
  return { ...rest, centreDeg: [centre, latitudeDeg] }
}
