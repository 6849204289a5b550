/** From the sky to the picture and back: one camera feeds the raster, the lines over it, the read-out and the export. */
import { product, rotate, transposed, turnedAboutZ, type Matrix3, type Vector3 } from '../science/math/matrix3.ts'
import { equatorialAngles, equatorialVector } from '../science/sphere/directions.ts'
import { axisFrame, frameRotation } from '../science/sphere/frames.ts'
import { radians, wrap } from '../science/units.ts'
import type { CameraView, FrameName } from '../study/document.ts'
import { projections, type Projection } from './projections/projection.ts'

export interface Camera {
  readonly view: CameraView
  readonly projection: Projection
  /** Equatorial components → those of the map's frame. */
  readonly frame: Matrix3
  /** Equatorial components → those of the picture, whose longitude 0 and latitude 0 lie in the middle. */
  readonly rotation: Matrix3
  /** 1 where longitude grows to the right, −1 where it grows to the left. */
  readonly sense: 1 | -1
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** Room kept free on the sides and above and below, for labels; a picture that is zoomed into fills it. */
  readonly padding: { readonly x: number; readonly y: number }
  /** The middle of the picture, and half the width and height of its outline (which may lie beyond the edges). CSS pixels. */
  readonly x: number
  readonly y: number
  readonly a: number
  readonly b: number
  /** CSS pixels per unit of the projection. */
  readonly scale: number
}

export function cameraOf(view: CameraView, width: number, height: number, padding: Camera['padding'] = { x: 0, y: 0 }): Camera {
  const projection = projections[view.projection]
  const [halfWidth, halfHeight] = projection.half
  const scale = Math.max(1e-3, Math.min((width / 2 - padding.x) / halfWidth, (height / 2 - padding.y) / halfHeight)) * view.zoom
  const frame = frameOf(view.frame, view)
  return {
    ...{ view, projection, frame, width, height, padding, scale },
    rotation: product(centred(view), frame),
    sense: view.longitude === 'leftward' ? -1 : 1,
    ...{ x: width / 2, y: height / 2, a: halfWidth * scale, b: halfHeight * scale },
  }
}

/** Equatorial components → those of a named frame; the magnetic one has the pole that was chosen. */
export function frameOf(name: FrameName, { magneticPoleDeg: [raDeg, decDeg] }: Pick<CameraView, 'magneticPoleDeg'>): Matrix3 {
  return name === 'magnetic' ? axisFrame(equatorialVector(radians(raDeg), radians(decDeg))) : frameRotation(name)
}

/** Whether two cameras show every direction in the same place. */
export const sameCamera = (a: Camera, b: Camera): boolean =>
  a === b || (a.width === b.width && a.height === b.height && JSON.stringify([a.view, a.padding]) === JSON.stringify([b.view, b.padding]))

/** Turns the centre of the view to longitude 0 and latitude 0, its meridian upright. */
function centred({ centreDeg: [longitudeDeg, latitudeDeg] }: CameraView): Matrix3 {
  const c = Math.cos(radians(latitudeDeg))
  const s = Math.sin(radians(latitudeDeg))
  return product([c, 0, s, 0, 1, 0, -s, 0, c], turnedAboutZ(radians(longitudeDeg)))
}

/** Whether rows of the picture are parallels of right ascension and declination: the raster is quick then. */
export const isLevel = ({ projection, view }: Camera): boolean => projection.level && view.frame === 'equatorial' && view.centreDeg[1] === 0

/** Longitude (from the middle, −π ≤ λ ≤ π) and latitude in the picture. */
export function pictureAngles({ rotation }: Camera, v: Vector3): [number, number] {
  const [x, y, z] = rotate(rotation, v)
  return [Math.atan2(y, x), Math.atan2(z, Math.hypot(x, y))]
}

/** Where a direction falls; of a direction behind the hemisphere that is shown, nowhere. */
export function toScreen(camera: Camera, alpha: number, delta: number): [number, number] | undefined {
  const [lambda, phi] = pictureAngles(camera, equatorialVector(alpha, delta))
  if (camera.projection.reach === 'hemisphere' && Math.cos(phi) * Math.cos(lambda) < 0) return undefined
  return project(camera, lambda, phi)
}

/** Where a longitude (from the middle) and latitude of the picture fall. */
export function project({ projection, scale, sense, x, y }: Camera, lambda: number, phi: number): [number, number] {
  const [u, v] = projection.raw(lambda, phi)
  return [x + sense * u * scale, y - v * scale]
}

/** Whether a point lies within the outline: how far, 1 on it. */
export function outward({ projection, x, y, a, b }: Camera, px: number, py: number): number {
  const u = (px - x) / a
  const v = (py - y) / b
  return projection.outline === 'ellipse' ? u * u + v * v : Math.max(Math.abs(u), Math.abs(v)) ** 2
}

/** The direction under a point of the picture; undefined outside the sky. */
export function toSky(camera: Camera, px: number, py: number): { alpha: number; delta: number } | undefined {
  const { projection, rotation, scale, sense, x, y } = camera
  if (!(outward(camera, px, py) <= 1)) return undefined
  const [lambda, phi] = projection.raw.invert((sense * (px - x)) / scale, -(py - y) / scale)
  const within = Math.max(-Math.PI, Math.min(Math.PI, lambda))
  return equatorialAngles(rotate(transposed(rotation), equatorialVector(within, phi)))
}

/** Longitude in [0, 2π) and latitude of a direction in a frame. */
export function anglesIn(frame: Matrix3, alpha: number, delta: number): { longitude: number; latitude: number } {
  const { alpha: longitude, delta: latitude } = equatorialAngles(rotate(frame, equatorialVector(alpha, delta)))
  return { longitude: wrap(longitude), latitude }
}
