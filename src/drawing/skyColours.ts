/** The colour of a map in any one direction: for pictures that are no projection of the page's camera. */
import { pixelAt } from '../science/sphere/pixelAt.ts'
import { ringsOf, type Geometry } from '../science/sphere/rings.ts'
import { wordOf } from './colour.ts'
import type { ColourAt } from './domePixels.ts'
import type { Painting } from './paint.ts'

/** @param values  [sky pixels] NaN where nothing was seen: those directions have the ground of what is unseen */
export function skyColours(geometry: Geometry, values: ArrayLike<number>, { table: { words }, span: { low, high }, unseen }: Pick<Painting, 'table' | 'span' | 'unseen'>): ColourAt {
  const rings = ringsOf(geometry)
  const last = words.length - 1
  const ground = wordOf(unseen.ground)
  return (alpha, delta) => {
    const value = values[pixelAt(rings, Math.sin(delta), Math.cos(delta), alpha)]
    return Number.isNaN(value) ? ground : words[Math.round(Math.max(0, Math.min(1, (value - low) / (high - low))) * last)]
  }
}
