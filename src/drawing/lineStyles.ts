/** How the lines and symbols over a map look, apart from their colours: those belong to the page and to the paper. */
import type { Overlay } from '../study/document.ts'

/** What a line is to be coloured as. `overlay` lines lie on any colour of the map, so they are light with a dark casing. */
export type Tone = 'grid' | 'equator' | 'edge' | 'rim' | 'overlay'

export interface LineStyle {
  readonly tone: Tone
  /** CSS pixels. */
  readonly width: number
  /** Lengths of dashes and gaps, CSS pixels; none: a full line. No two overlays share a pattern, so that they differ without colour. */
  readonly dash: readonly number[]
}

const overlay = (dash: readonly number[], width = 1.1): LineStyle => ({ tone: 'overlay', width, dash })

export const lineStyles = {
  grid: { tone: 'grid', width: 0.8, dash: [] },
  equator: { tone: 'equator', width: 0.8, dash: [] },
  fieldEdge: { tone: 'edge', width: 1, dash: [] },
  rim: { tone: 'rim', width: 1, dash: [] },
  galacticPlane: overlay([6, 4]),
  ecliptic: overlay([1.5, 3.5], 1.6),
  magneticEquator: overlay([]),
  site: overlay([10, 3, 2, 3]),
  region: overlay([], 1.5),
  errorCircle: overlay([2, 2]),
  mark: overlay([4, 2], 1.3),
} as const satisfies Readonly<Record<string, LineStyle>>

export type SymbolName = 'star' | 'away' | 'towards' | 'arrowhead' | 'tail' | 'diamond' | 'cross' | 'plus' | 'square'

export interface SymbolShape {
  /** SVG path data about (0, 0), at most 7 CSS pixels from it. */
  readonly d: string
  readonly filled: boolean
}

const ROUND = 'M-5.5 0A5.5 5.5 0 1 0 5.5 0A5.5 5.5 0 1 0-5.5 0Z'

/** A five-pointed star of radius 6. */
const STAR = `M${Array.from({ length: 10 }, (_, i) => {
  const [r, t] = [i % 2 === 0 ? 6 : 2.5, (i * Math.PI) / 5]
  return `${(r * Math.sin(t)).toFixed(2)} ${(-r * Math.cos(t)).toFixed(2)}`
}).join('L')}Z`

/** ⊗ is an arrow that flies away from the observer, ⊙ one that comes towards him. */
export const symbolShapes: { readonly [S in SymbolName]: SymbolShape } = {
  star: { d: STAR, filled: true },
  away: { d: `${ROUND}M-3.9-3.9L3.9 3.9M-3.9 3.9L3.9-3.9`, filled: false },
  towards: { d: `${ROUND}M-1 0A1 1 0 1 0 1 0A1 1 0 1 0-1 0Z`, filled: false },
  arrowhead: { d: 'M0-6L5.5 5H-5.5Z', filled: true },
  tail: { d: 'M0 6L5.5-5H-5.5Z', filled: false },
  diamond: { d: 'M0-6L5 0L0 6L-5 0Z', filled: true },
  cross: { d: 'M-5-5L5 5M-5 5L5-5', filled: false },
  plus: { d: 'M-6 0H6M0-6V6', filled: false },
  square: { d: 'M-4-4H4V4H-4Z', filled: false },
}

export interface SkyPath {
  /** SVG path data, CSS pixels. */
  readonly d: string
  readonly style: LineStyle
}

export interface SkySymbol {
  readonly x: number
  readonly y: number
  /** Its shape is in `symbolShapes`. */
  readonly shape: SymbolName
}

/** What one overlay looks like, for the key. */
export interface KeyEntry {
  readonly overlay: Overlay | 'graticule'
  readonly text: string
  readonly line?: LineStyle
  /** How the line looks, 26 by 14 CSS pixels, where it is not just a line. */
  readonly sample?: string
  readonly symbols?: readonly SymbolName[]
}
