/** From the sky to the picture and back: one camera feeds the raster, the lines over it, the read-out and the export. */
import { wrap } from '../science/units.ts'
import { mollweide } from './projections/mollweide.ts'

export interface Camera {
  readonly projection: 'mollweide'
  /** Right ascension grows to the left, as one sees the sky from inside: 360° at the left edge, 0° at the right one. */
  readonly rightAscension: 'leftward'
  /** The right ascension in the middle. */
  readonly centreAlpha: number
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** Room kept free on the sides and above and below, for labels. */
  readonly padding: { readonly x: number; readonly y: number }
}

export const cameraOf = (width: number, height: number, padding: Camera['padding'] = { x: 0, y: 0 }): Camera => ({
  projection: 'mollweide',
  rightAscension: 'leftward',
  centreAlpha: Math.PI,
  width,
  height,
  padding,
})

/** The ellipse of the whole sky: its centre and half axes. */
export interface Ellipse {
  readonly x: number
  readonly y: number
  readonly a: number
  readonly b: number
}

export function ellipseOf({ width, height, padding }: Camera): Ellipse {
  const b = Math.max(1, Math.min(width / 4 - padding.x / 2, height / 2 - padding.y))
  return { x: width / 2, y: height / 2, a: 2 * b, b }
}

/** Longitude from the middle of the picture, growing to the right, −π < λ ≤ π: right ascension 0 lies on the right edge. */
export function longitude({ centreAlpha }: Camera, alpha: number): number {
  return Math.PI - wrap(alpha - centreAlpha + Math.PI)
}

export function toScreen(camera: Camera, alpha: number, delta: number): [number, number] {
  return project(camera, longitude(camera, alpha), delta)
}

/** Where a longitude (to the right of the middle) and a declination fall. */
export function project(camera: Camera, lambda: number, delta: number): [number, number] {
  const { x, y, b } = ellipseOf(camera)
  const [u, v] = mollweide(lambda, delta)
  return [x + (u * b) / Math.SQRT2, y - (v * b) / Math.SQRT2]
}

/** The direction under a point of the picture; undefined outside the sky. */
export function toSky(camera: Camera, px: number, py: number): { alpha: number; delta: number } | undefined {
  const { x, y, a, b } = ellipseOf(camera)
  const u = (px - x) / a
  const v = (py - y) / b
  if (u * u + v * v > 1) return undefined
  const [lambda, delta] = mollweide.invert(u * 2 * Math.SQRT2, -v * Math.SQRT2)
  return { alpha: wrap(camera.centreAlpha - Math.max(-Math.PI, Math.min(Math.PI, lambda))), delta }
}
