/** Ways to move a camera: each gives what changes of its view. */
import { degrees, wrap } from '../science/units.ts'
import { BOUNDS } from '../study/bounds.ts'
import type { CameraView } from '../study/document.ts'
import { anglesIn, cameraOf, type Camera } from './camera.ts'

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
