/**
 * Colour maps as data. Knots in CIELAB (D65) in equal steps, joined by smooth curves in `colourMaps.ts`; the numbers are
 * this project's own, chosen after the manner of the maps named beside them.
 */
import type { Colour, Lab } from './colour.ts'

type Hue = readonly [a: number, b: number]

/** From zero outward: the lightness that both sides share, then a* and b* of each side. */
export interface Diverging {
  readonly lightness: readonly number[]
  readonly cold: readonly Hue[]
  readonly warm: readonly Hue[]
}

/** Both sides as light as each other and falling steadily from an almost white zero (Crameri, Shephard and Heron 2020, Nature Communications 11, 5444). */
export const diverging = {
  /** After the figures of the field (RdBu of ColorBrewer: Harrower and Brewer 2003, The Cartographic Journal 40, 27). */
  blueRed: {
    lightness: [96, 84.5, 71, 56, 41.5, 28],
    cold: [[0, 1], [-5, -12], [-6, -26], [-2, -38], [6, -44], [12, -41]],
    warm: [[0, 1], [12, 17], [27, 28], [43, 33], [53, 30], [45, 20]],
  },
  /** After Crameri's map of that name. */
  vik: {
    lightness: [95, 79.5, 63.5, 47, 31.5, 17],
    cold: [[0, 1.5], [-8, -12], [-9, -25], [-4, -36], [6, -40], [15, -36]],
    warm: [[0, 1.5], [9, 18], [21, 32], [33, 39], [38, 36], [32, 22]],
  },
  /** After PuOr of ColorBrewer: the sign never hangs on telling red from green. */
  purpleOrange: {
    lightness: [96, 83, 69, 54, 40, 27],
    cold: [[0, 1], [7, -14], [15, -26], [24, -37], [31, -43], [32, -40]],
    warm: [[0, 1], [10, 26], [20, 44], [27, 53], [27, 47], [22, 35]],
  },
  /** After BrBG of ColorBrewer: no blue and no red, for a second map beside the first. */
  tealBrown: {
    lightness: [96, 83, 69, 54, 39, 25],
    cold: [[0, 1], [-16, -3], [-26, -8], [-30, -11], [-24, -9], [-17, -8]],
    warm: [[0, 1], [4, 22], [10, 38], [17, 46], [21, 42], [20, 32]],
  },
} as const satisfies Readonly<Record<string, Diverging>>

/** Counts have no sign: one direction from dark to light, readable without colour vision. */
export const sequential = {
  /** Dark blue, green, yellow; never the grey of unobserved sky. */
  counts: [[17, 19, -36], [32, 3, -32], [47, -22, -14], [62, -38, 14], [77, -32, 48], [92, -10, 66]],
  /** After cividis (Nuñez, Anderton and Renslow 2018, PLOS ONE 13, e0199239): nearly the same with red–green blindness. */
  blueYellow: [[14, 6, -30], [29, 1, -24], [44, -1, -8], [59, -2, 10], [75, -3, 33], [91, -6, 60]],
  /** After viridis (van der Walt and Smith 2015). */
  violetYellow: [[15, 34, -30], [31, 14, -38], [46, -16, -20], [61, -36, 4], [77, -38, 46], [92, -12, 80]],
  /** As a printer without colours shows it: the sign survives, because lightness runs in one direction. */
  grey: [[8, 0, 0], [97, 0, 0]],
} as const satisfies Readonly<Record<string, readonly Lab[]>>

/**
 * As older figures of the field were printed, to compare with them: where each corner of the colour cube comes, 0 … 1.
 * Its lightness rises and falls three times: it shows edges that the data do not have and hides some that they have
 * (Crameri et al. 2020).
 */
export const jet: readonly (readonly [at: number, colour: Colour])[] = [
  [0, [0, 0, 128]], [0.125, [0, 0, 255]], [0.375, [0, 255, 255]], [0.625, [255, 255, 0]], [0.875, [255, 0, 0]], [1, [128, 0, 0]],
]
