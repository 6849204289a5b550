/** Where everything in a figure stands: title, map, lines, colour bar, caption. */
import { visible } from '../../formats/text.ts'
import type { View } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { cameraOf, type Camera } from '../camera.ts'
import { cssColour } from '../colour.ts'
import type { KeyEntry } from '../lineStyles.ts'
import { clipped, MUTED } from '../paint.ts'
import type { ColourScale } from '../scale.ts'
import { INK, SOFT, type Figure, type Group, type Item, type Text } from './figure.ts'
import { keySample, LETTERS, overMap, type Over } from './lines.ts'

export interface Wanted {
  /** Units. */
  readonly width: number
  readonly ground: Figure['ground']
  /** Left out where they are not wanted. */
  readonly title?: string
  readonly caption?: string
  readonly bar: boolean
  /** What the lines and symbols over the map are. */
  readonly key: boolean
}

export interface Seen extends Over {
  readonly display: Display
  readonly view: View
  readonly colours: ColourScale
}

/** How wide a line of text is, in units. */
export type Measure = (text: Pick<Text, 'text' | 'size' | 'bold'>) => number

export interface Laid {
  readonly figure: Figure
  /** Of the map, in the units of its group. */
  readonly camera: Camera
  readonly map: Group
}

const MARGIN = 12
/** Room for labels beside the map, and above and below it. */
const PADDING = { x: 44, y: 16 }
/** What lies beneath the map starts on a multiple of this, which is a whole number of pixels at every size. */
const STEP = 4

const steps = (units: number): number => Math.ceil(units / STEP) * STEP

export function layout({ display, view, colours, ...over }: Seen, { width, ground, title, caption, bar, key }: Wanted, measure: Measure): Laid {
  const head = title === undefined ? [] : block(title, { size: 15, bold: true, colour: INK, limit: 200 }, width, MARGIN, measure)
  const top = steps(head.length === 0 ? 0 : head.at(-1)!.y + 6)
  const camera = cameraOf(view.camera, width, heightOf(view, width), PADDING)
  const drawn = overMap(camera, over)
  const map: Group = { kind: 'group', x: 0, y: top, width, height: camera.height, items: [{ kind: 'sky' }, ...drawn.items] }
  const names = key ? keyOf(drawn.key, width, top + camera.height, measure) : { items: [], height: 0 }
  const below = top + camera.height + names.height
  const scale = bar ? barOf(colours, display, width, below) : []
  const foot = caption === undefined ? [] : block(caption, { size: 13, colour: SOFT, limit: 2000 }, width, below + (bar ? BAR : 4), measure)
  const bottom = foot.at(-1)?.y ?? below + (bar ? BAR - 8 : 0)
  return { figure: { width, height: steps(bottom + (foot.length === 0 ? 0 : 10)), ground, items: [...head, map, ...names.items, ...scale, ...foot] }, camera, map }
}

/** As high as the whole sky is at this width, and never much higher than wide screens are. */
function heightOf({ camera }: View, width: number): number {
  const [halfWidth, halfHeight] = cameraOf(camera, width, width).projection.half
  const whole = ((width - 2 * PADDING.x) * halfHeight) / halfWidth + 2 * PADDING.y
  return steps(Math.min(whole, 0.8 * width))
}

const LINE = 1.32

/** Lines of text from the left margin to the right; the last one's baseline ends it. */
function block(text: string, { limit, ...look }: Pick<Text, 'size' | 'bold' | 'colour'> & { readonly limit: number }, width: number, top: number, measure: Measure): readonly Text[] {
  const lines = wrapped(visible(text, limit), width - 2 * MARGIN, (line) => measure({ text: line, ...look }))
  return lines.map((line, i) => ({ kind: 'text', x: MARGIN, y: top + look.size * (1 + i * LINE), text: line, anchor: 'start', baseline: 'alphabetic', ...look }))
}

/** Breaks a text at its blanks, and words that are longer than a line wherever the line ends. */
export function wrapped(text: string, width: number, measure: (line: string) => number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((one) => broken(one, width, measure))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && measure(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

function broken(word: string, width: number, measure: (line: string) => number): readonly string[] {
  if (measure(word) <= width) return [word]
  const pieces = ['']
  for (const letter of word) {
    if (pieces.at(-1) !== '' && measure(pieces.at(-1) + letter) > width) pieces.push('')
    pieces[pieces.length - 1] += letter
  }
  return pieces
}

const ROW = 18

/** Samples with their names, as many in a row as there is room for, each row in the middle. */
function keyOf(entries: readonly KeyEntry[], width: number, top: number, measure: Measure): { readonly items: readonly Item[]; readonly height: number } {
  const rows: { readonly entry: KeyEntry; readonly wide: number }[][] = []
  let filled = Infinity
  for (const entry of entries) {
    const wide = keySample(entry, 0, 0).width + 6 + measure({ text: entry.text, size: LETTERS }) + 18
    if (filled + wide > width - 2 * MARGIN + 18) {
      rows.push([])
      filled = 0
    }
    rows.at(-1)!.push({ entry, wide })
    filled += wide
  }
  const items = rows.flatMap((row, r) => {
    let x = (width - row.reduce((sum, { wide }) => sum + wide, -18)) / 2
    return row.flatMap(({ entry, wide }): readonly Item[] => {
      const y = top + 12 + r * ROW
      const sample = keySample(entry, x, y)
      const text: Text = { kind: 'text', x: x + sample.width + 6, y, text: visible(entry.text, 120), size: LETTERS, anchor: 'start', baseline: 'middle', colour: SOFT }
      x += wide
      return [...sample.items, text]
    })
  })
  return { items, height: rows.length === 0 ? 0 : steps(rows.length * ROW + 6) }
}

/** How much room the colour bar takes. */
const BAR = 60

/** The colours, their unit and ticks; a point at an end says that the sky has values beyond it. */
function barOf({ table, span, threshold, ticks, title }: ColourScale, { values }: Display, width: number, top: number): readonly Item[] {
  const long = Math.round(width * 0.56)
  const [left, y, high] = [Math.round((width - long) / 2), top + 6, 12]
  const right = left + long
  const { below, above } = clipped(values, span)
  const label = (x: number, at: number, text: string): Text => ({ kind: 'text', x, y: at, text, size: LETTERS, anchor: 'middle', baseline: 'top', colour: INK })
  const end = (from: number, to: number, colour: string): readonly Item[] => {
    const path = `M${from} ${y}L${to} ${y + high / 2}L${from} ${y + high}`
    return [{ kind: 'fill', path: `${path}Z`, colour }, line(path, 0.8)]
  }
  const at = (value: number): number => left + (long * (value - span.low)) / (span.high - span.low)
  const [from, to] = [Math.max(left, at(-threshold)), Math.min(right, at(threshold))]
  return [
    { kind: 'ramp', x: left, y, width: long, height: high, colours: table.colours },
    ...(threshold > 0 && to > from ? [{ kind: 'fill', path: `M${from} ${y}H${to}V${y + high}H${from}Z`, colour: cssColour(MUTED) } as const] : []),
    line(`M${left} ${y}H${right}V${y + high}H${left}Z`, 0.8),
    ...(below > 0 ? end(left, left - high, cssColour(table.colours[0]!)) : []),
    ...(above > 0 ? end(right, right + high, cssColour(table.colours.at(-1)!)) : []),
    ...ticks.flatMap(({ at: share, text }) => [line(`M${left + share * long} ${y + high}v4`, 0.8), label(left + share * long, y + high + 6, text)]),
    label(width / 2, y + high + 22, title),
  ]
}

const line = (path: string, width: number): Item => ({ kind: 'stroke', path, colour: INK, opacity: 1, width })
