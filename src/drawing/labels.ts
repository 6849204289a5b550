/** Text over the map: where it may stand. */
import { outward, type Camera } from './camera.ts'

export interface Label {
  /** CSS pixels. */
  readonly x: number
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
  /** Whether y is the top of the text or its middle. */
  readonly baseline: 'top' | 'middle'
  /** Over the colours of the map, or beside the sky. */
  readonly ground: 'map' | 'page'
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Of a font of 11.5 to 12 px: digits are 6.4 px wide, capitals more. */
const WIDTH = 6.4
const CAPITAL = 8
const HEIGHT = 14
/** Kept between two labels. */
const AIR = 3

/** An estimate of the width of a text (CSS pixels), since nothing here can measure one. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += /[A-ZΑ-Ω@%&⟨⟩…—]/u.test(character) ? CAPITAL : /[\u2E80-\uFFFF]/u.test(character) ? 2 * WIDTH : WIDTH
  return width
}

export function boxOf({ x, y, text, anchor, baseline }: Label): Box {
  const width = textWidth(text)
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  const top = baseline === 'top' ? y : y - HEIGHT / 2
  return { left, top, right: left + width, bottom: top + HEIGHT }
}

const overlap = (a: Box, b: Box): boolean => a.left < b.right + AIR && b.left < a.right + AIR && a.top < b.bottom && b.top < a.bottom

/** Whether two labels would touch. */
export const meet = (a: Label, b: Label): boolean => overlap(boxOf(a), boxOf(b))

export interface LabelRoom {
  /** What has been placed. */
  readonly labels: readonly Label[]
  /** Whether a label lies within the canvas and meets no other. */
  isFree(label: Label): boolean
  /** Places the first of several wishes that is free; says whether one was. */
  place(...wishes: readonly Label[]): boolean
  /** Keeps labels off a symbol. */
  keepClear(x: number, y: number, radius: number): void
}

/** Greedy: who comes first stands. No label leaves the canvas, none meets another. */
export function labelRoom(width: number, height: number): LabelRoom {
  const labels: Label[] = []
  const taken: Box[] = []
  const isFree = (label: Label): boolean => {
    const box = boxOf(label)
    return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height && !taken.some((other) => overlap(box, other))
  }
  return {
    labels,
    isFree,
    place(...wishes) {
      const free = wishes.find(isFree)
      if (free === undefined) return false
      labels.push(free)
      taken.push(boxOf(free))
      return true
    },
    keepClear: (x, y, radius) => void taken.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }),
  }
}

/** Beside, below or above a symbol. */
export function besideSymbol(x: number, y: number, text: string): readonly Label[] {
  const common = { text, ground: 'map' } as const
  return [
    { ...common, x: x + 10, y, anchor: 'start', baseline: 'middle' },
    { ...common, x: x - 10, y, anchor: 'end', baseline: 'middle' },
    { ...common, x, y: y + 9, anchor: 'middle', baseline: 'top' },
    { ...common, x, y: y - 9 - HEIGHT, anchor: 'middle', baseline: 'top' },
  ]
}

/** Just above a point of a line. */
export const aboveLine = (x: number, y: number, text: string): Label => ({ x, y: y - HEIGHT - 2, text, anchor: 'middle', baseline: 'top', ground: 'map' })

/** Whether all of a label stands on the sky. */
export function isOnSky(camera: Camera, label: Label): boolean {
  const { left, top, right, bottom } = boxOf(label)
  return [left, right].every((x) => [top, bottom].every((y) => outward(camera, x, y) <= 1))
}
