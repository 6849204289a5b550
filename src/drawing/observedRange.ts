import { pixelCount, type Geometry } from '../science/sphere/rings.ts'

/** Southern and northern edge of the outermost seen pixels, half a diagonal beyond their centres. */
export function observedRange(geometry: Geometry, [south, north]: readonly [number, number]): [number, number] {
  const half = Math.sqrt((2 * Math.PI) / pixelCount(geometry))
  return [Math.max(-Math.PI / 2, south - half), Math.min(Math.PI / 2, north + half)]
}
