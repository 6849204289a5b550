/** What a map projection is, and the ones there are. */
import type { ProjectionName } from '../../study/document.ts'
import { equalArea } from './equalArea.ts'
import { equirectangular } from './equirectangular.ts'
import { hammer } from './hammer.ts'
import { mollweide } from './mollweide.ts'
import { orthographic } from './orthographic.ts'
import { polar } from './polar.ts'

/**
 * Longitude and latitude (radians) to a point of the plane, and back. Has the shape d3-geo calls a raw projection:
 * x grows with longitude, y with latitude, and (0, 0) lies at (0, 0).
 */
export interface RawProjection {
  (lambda: number, phi: number): [number, number]
  /** Longitude and latitude of a point of the picture; outside of it anything. */
  invert(x: number, y: number): [number, number]
  /**
   * The unit vector of a point, written at `at` … `at + 2`: towards the middle, towards growing longitude, north. Of projections
   * that need no trigonometry for it. Beyond the outline, where a rim pixel may have its middle, the sky goes on.
   */
  vector?(x: number, y: number, out: Float64Array, at: number): void
}

export interface Projection {
  readonly raw: RawProjection
  /** The outline of the picture about (0, 0). */
  readonly outline: 'ellipse' | 'rectangle'
  /** Half width and half height of the outline. */
  readonly half: readonly [number, number]
  /** How far from the middle (radians) the sky is seen: all of it, or one hemisphere. */
  readonly reach: 'sky' | 'hemisphere'
  /** Parallels are straight and level, and longitude is even along them. */
  readonly level: boolean
}

export const projections: { readonly [P in ProjectionName]: Projection } = {
  mollweide: { raw: mollweide, outline: 'ellipse', half: [2 * Math.SQRT2, Math.SQRT2], reach: 'sky', level: true },
  hammer: { raw: hammer, outline: 'ellipse', half: [2 * Math.SQRT2, Math.SQRT2], reach: 'sky', level: false },
  equirectangular: { raw: equirectangular, outline: 'rectangle', half: [Math.PI, Math.PI / 2], reach: 'sky', level: true },
  equalArea: { raw: equalArea, outline: 'rectangle', half: [Math.PI, Math.PI / 2], reach: 'sky', level: true },
  polar: { raw: polar, outline: 'ellipse', half: [Math.SQRT2, Math.SQRT2], reach: 'hemisphere', level: false },
  globe: { raw: orthographic, outline: 'ellipse', half: [1, 1], reach: 'hemisphere', level: false },
}
