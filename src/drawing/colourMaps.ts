/**
 * Colour scales as data: knots in CIELAB (D65), joined by smooth curves.
 *
 * A diverging scale has the same lightness on both sides of zero, so that neither sign looks stronger, and falls
 * steadily from an almost white zero (Crameri, Shephard and Heron 2020, Nature Communications 11, 5444). The numbers
 * are this project's own: `vik` after the manner of Crameri's map of that name, `blueRed` after the figures of the field.
 */
import type { Scale } from '../study/document.ts'
import { cssColour, rgbOf, wordOf, type Colour, type Lab } from './colour.ts'

export interface ColourTable {
  /** Opaque colours as ImageData stores them, from the low end to the high end; diverging: an odd number, zero in the middle. */
  readonly words: Uint32Array
  readonly colours: readonly Colour[]
}

export type ColoursName = Scale['colours'] | 'counts'

/** From zero outward in equal steps: the lightness that both sides share, then a* and b* of each side. */
interface Diverging {
  readonly lightness: readonly number[]
  readonly cold: readonly (readonly [number, number])[]
  readonly warm: readonly (readonly [number, number])[]
}

const blueRed: Diverging = {
  lightness: [96, 84.5, 71, 56, 41.5, 28],
  cold: [[0, 1], [-5, -12], [-6, -26], [-2, -38], [6, -44], [12, -41]],
  warm: [[0, 1], [12, 17], [27, 28], [43, 33], [53, 30], [45, 20]],
}

const vik: Diverging = {
  lightness: [95, 79.5, 63.5, 47, 31.5, 17],
  cold: [[0, 1.5], [-8, -12], [-9, -25], [-4, -36], [6, -40], [15, -36]],
  warm: [[0, 1.5], [9, 18], [21, 32], [33, 39], [38, 36], [32, 22]],
}

/** Counts have no sign: one direction from dark to light, readable without colour vision, and never the grey of unobserved sky. */
const counts: readonly Lab[] = [[17, 19, -36], [32, 3, -32], [47, -22, -14], [62, -38, 14], [77, -32, 48], [92, -10, 66]]

const STEPS = 255

const sided = ({ lightness, cold, warm }: Diverging): readonly Colour[] => {
  const side = (ab: readonly (readonly [number, number])[]) => curve(lightness.map((l, i): Lab => [l, ...ab[i]!]), STEPS + 1)
  return [...side(cold).slice(1).reverse(), ...side(warm)]
}

const tableOf = (colours: readonly Colour[]): ColourTable => ({ colours, words: Uint32Array.from(colours, wordOf) })

export const colourTables: Readonly<Record<ColoursName, ColourTable>> = {
  blueRed: tableOf(sided(blueRed)),
  vik: tableOf(sided(vik)),
  counts: tableOf(curve(counts, 2 * STEPS + 1)),
}

/** n colours along a smooth curve through equally spaced knots (cubic Hermite, slopes from the neighbours). */
function curve(knots: readonly Lab[], n: number): readonly Colour[] {
  const last = knots.length - 1
  const slope = (k: number, c: number) => {
    const low = Math.max(0, k - 1)
    const high = Math.min(last, k + 1)
    return (knots[high]![c]! - knots[low]![c]!) / (high - low)
  }
  return Array.from({ length: n }, (_, i) => {
    const x = (i / (n - 1)) * last
    const k = Math.min(last - 1, Math.floor(x))
    const t = x - k
    const lab = [0, 1, 2].map((c) => {
      const [p, q] = [knots[k]![c]!, knots[k + 1]![c]!]
      return p + t * (slope(k, c) + t * (3 * (q - p) - 2 * slope(k, c) - slope(k + 1, c) + t * (2 * (p - q) + slope(k, c) + slope(k + 1, c))))
    })
    return rgbOf(lab as unknown as Lab)
  })
}

/** The table as a CSS gradient from left to right. */
export function gradientOf({ colours }: ColourTable, stops = 33): string {
  const list = Array.from({ length: stops }, (_, i) => cssColour(colours[Math.round((i / (stops - 1)) * (colours.length - 1))]!))
  return `linear-gradient(to right, ${list.join(', ')})`
}
