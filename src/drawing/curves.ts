/** Curves on the sphere as unit vectors: meridians and parallels of any frame, circles about any direction. */
import { transposed, rotate, type Vector3 } from '../science/math/matrix3.ts'
import { equatorialVector } from '../science/sphere/directions.ts'
import { axisFrame } from '../science/sphere/frames.ts'

export type Curve = readonly Vector3[]

/** The ends of a closed curve stay this far apart (radians): where they meet on the edge of the picture they must not be taken for one another. */
const GAP = 1e-9

/** `from` to `to` in equal steps no longer than `step`, ends included. */
export function stations(from: number, to: number, step: number): number[] {
  const count = Math.max(1, Math.ceil((to - from) / step - 1e-9))
  return Array.from({ length: count + 1 }, (_, i) => (i === count ? to : from + (i * (to - from)) / count))
}

/** The meridian of a longitude between two latitudes, in the frame's own components. */
export const meridian = (longitude: number, south: number, north: number, step: number): Curve => stations(south, north, step).map((latitude) => equatorialVector(longitude, latitude))

/** The parallel of a latitude from one longitude to another, by default all of it. */
export const parallel = (latitude: number, step: number, from = 0, to = 2 * Math.PI): Curve => {
  const gap = to - from >= 2 * Math.PI ? GAP : 0
  return stations(from + gap, to - gap, step).map((longitude) => equatorialVector(longitude, latitude))
}

/** The circle about a direction, `radius` of arc away from it; of radius π/2 it is a great circle. */
export function circle(centre: Vector3, radius: number, step: number): Curve {
  const back = transposed(axisFrame(centre))
  // Steps of equal length on the sky; a small circle is still round.
  const turn = Math.min(Math.PI / 24, step / Math.max(0.02, Math.sin(radius)))
  return parallel(Math.PI / 2 - radius, turn).map((v) => rotate(back, v))
}
