/** A figure to take away, as a description: what stands where. The same one is painted into a PNG and written as an SVG. */
import type { Colour } from '../colour.ts'

export interface Figure {
  /** Units; `layout.ts` says how large one is. */
  readonly width: number
  readonly height: number
  /** White, or nothing. */
  readonly ground: 'white' | 'transparent'
  readonly items: readonly Item[]
}

export type Item = Stroke | Fill | Text | Ramp | Sky | Group

interface Stroke {
  readonly kind: 'stroke'
  /** SVG path data. */
  readonly path: string
  readonly colour: string
  readonly opacity: number
  readonly width: number
  readonly dash?: readonly number[]
  /** Where the path's (0, 0) lies. */
  readonly at?: readonly [number, number]
}

interface Fill {
  readonly kind: 'fill'
  readonly path: string
  readonly colour: string
  readonly at?: readonly [number, number]
}

/** One line of text. What is in it is visible: no character acts. */
export interface Text {
  readonly kind: 'text'
  readonly x: number
  readonly y: number
  readonly text: string
  /** Units; the height of an em. */
  readonly size: number
  readonly anchor: 'start' | 'middle' | 'end'
  /** Which part of a line of text `y` is. */
  readonly baseline: 'top' | 'middle' | 'alphabetic'
  readonly colour: string
  readonly bold?: boolean
  /** A light rim, so that it can be read on any colour. */
  readonly halo?: boolean
}

/** Colours from left to right, evenly. */
export interface Ramp {
  readonly kind: 'ramp'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly colours: readonly Colour[]
}

/** The map itself: the one part made of pixels. It fills the group it is in. */
interface Sky {
  readonly kind: 'sky'
}

/** Moved by (x, y), and cut at its own width and height. */
export interface Group {
  readonly kind: 'group'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly items: readonly Item[]
}

export const INK = '#1a212b'
export const SOFT = '#4d5866'

export const FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

/** Every text of a figure, groups looked through. */
export const textsOf = (items: readonly Item[]): readonly Text[] => items.flatMap((item) => (item.kind === 'text' ? [item] : item.kind === 'group' ? textsOf(item.items) : []))

export const fontOf = ({ size, bold = false }: Pick<Text, 'size' | 'bold'>): string => `${bold ? 'bold ' : ''}${size}px ${FONT}`
