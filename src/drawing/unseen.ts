/** Sky that is not looked at, as the view wants it drawn. */
import type { View } from '../study/document.ts'
import { mixed, type Colour } from './colour.ts'
import type { Unseen } from './paint.ts'

/** The line around what is seen where the rest is white, which is nearly the colour of zero: dark in every theme. */
export const EDGE_ON_WHITE: Colour = [20, 26, 34]

/**
 * The ground and the lines on it.
 *
 * @param ground  the theme's grey
 * @param line    what its hatching tends to
 */
export function unseenAs(kind: View['unseen'], ground: Colour, line: Colour): Unseen {
  if (kind === 'white') return { ground: [255, 255, 255], hatch: [255, 255, 255] }
  return { ground, hatch: kind === 'grey' ? ground : mixed(ground, line, 0.36) }
}
