/** All that a picture of the sky depends on, whoever draws it. */
import type { Geometry } from '../science/sphere/rings.ts'
import type { Camera } from './camera.ts'
import type { Painting } from './paint.ts'

export interface SkyPicture {
  readonly camera: Camera
  /** Device pixels per CSS pixel. */
  readonly density: number
  readonly geometry: Geometry
  /** [sky pixels] NaN where nothing was seen. */
  readonly values: Float32Array
  readonly painting: Painting
}
