/** What is drawn over the map in a figure: the list that the page draws from, in ink on paper. */
import { visible } from '../../formats/text.ts'
import type { SkyLines as Contour } from '../../science/analysis/contours.ts'
import type { Vector3 } from '../../science/math/matrix3.ts'
import { equatorialVector } from '../../science/sphere/directions.ts'
import type { Contours } from '../../study/results.ts'
import { toScreen, type Camera } from '../camera.ts'
import { symbolShapes, type KeyEntry, type LineStyle, type SkySymbol, type Tone } from '../lineStyles.ts'
import { penOf } from '../pen.ts'
import { skyLines, type SkyLinesOptions } from '../skyLines.ts'
import { INK, SOFT, type Item } from './figure.ts'

/** A direction (right ascension, declination; radians). */
export interface Place {
  readonly alpha: number
  readonly delta: number
}

export interface Over {
  readonly lines: SkyLinesOptions
  readonly contours?: Contours
  /** Whether the edge of what was seen is drawn: nothing else shows it where that is white. */
  readonly edge: boolean
  readonly pin?: Place
}

/** How strongly ink is put on. */
const OPACITY: Readonly<Record<Tone, number>> = { grid: 0.25, equator: 0.45, edge: 1, rim: 1, overlay: 0.9 }
/** Height of letters, units. */
export const LETTERS = 12

export function overMap(camera: Camera, { lines, contours, edge, pin }: Over): { readonly items: readonly Item[]; readonly key: readonly KeyEntry[] } {
  const { paths, symbols, labels, key, compass } = skyLines(camera, lines)
  const { x, a, y, b, width, height } = camera
  const items: readonly Item[] = [
    ...(contours === undefined ? [] : traced(camera, contours, edge)),
    ...paths.flatMap(({ d, style }) => [...casing(d, style), inked(d, style)]),
    ...framed(camera),
    ...symbols.flatMap(({ shape, ...at }) => symbolItems(shape, [at.x, at.y])),
    ...labels.map(({ text, ground, ...place }): Item => ({ kind: 'text', ...place, text: visible(text, 60), size: LETTERS, colour: INK, halo: ground === 'map' })),
    { kind: 'text', x: Math.min(x + a, width - 4), y: Math.min(y + b - 4, height - 10), text: compass, size: LETTERS, anchor: 'end', baseline: 'middle', colour: SOFT, halo: true },
    ...ring(camera, pin),
  ]
  return { items, key }
}

const inked = (path: string, { tone, width, dash }: LineStyle): Item => ({ kind: 'stroke', path, colour: INK, opacity: OPACITY[tone], width, dash })

/** A light rim under lines that lie on any colour of the map. */
const casing = (path: string, { tone, width, dash }: LineStyle): readonly Item[] => (tone === 'overlay' ? [{ kind: 'stroke', path, colour: '#ffffff', opacity: 0.5, width: width + 1.8, dash }] : [])

/** The edge of a picture that goes on beyond it. */
const framed = ({ x, a, y, b, width: w, height: h }: Camera): readonly Item[] =>
  x - a < 0 || y - b < 0 ? [{ kind: 'stroke', path: `M0.5 0.5H${w - 0.5}V${h - 0.5}H0.5Z`, colour: INK, opacity: 1, width: 1 }] : []

function symbolItems(shape: SkySymbol['shape'], at: readonly [number, number]): readonly Item[] {
  const { d, filled } = symbolShapes[shape]
  const rim: Item = { kind: 'stroke', path: d, colour: '#ffffff', opacity: 0.8, width: filled ? 2 : 3.4, at }
  return filled ? [rim, { kind: 'fill', path: d, colour: INK, at }] : [rim, { kind: 'stroke', path: d, colour: INK, opacity: 1, width: 1.4, at }]
}

/** Where the map is zero, and where it ends. */
function traced(camera: Camera, { levels, edge }: Contours, withEdge: boolean): readonly Item[] {
  const pen = penOf(camera)
  const drawn = (lines: Contour, width: number): readonly Item[] => {
    const path = curvesOf(lines).map((curve) => pen(curve, camera.rotation)).join('')
    return path === '' ? [] : [{ kind: 'stroke', path, colour: INK, opacity: 1, width }]
  }
  return [...levels.flatMap(({ lines }) => drawn(lines, 0.9)), ...(withEdge ? drawn(edge, 0.8) : [])]
}

function curvesOf({ points, first }: Contour): readonly (readonly Vector3[])[] {
  return Array.from({ length: first.length - 1 }, (_, k) =>
    Array.from({ length: first[k + 1] - first[k] }, (_point, i) => equatorialVector(points[2 * (first[k] + i)], points[2 * (first[k] + i) + 1])),
  )
}

function ring(camera: Camera, pin: Place | undefined): readonly Item[] {
  const at = pin && toScreen(camera, pin.alpha, pin.delta)
  return at === undefined ? [] : [{ kind: 'stroke', path: 'M-9 0a9 9 0 1 0 18 0a9 9 0 1 0 -18 0Z', colour: INK, opacity: 1, width: 1.6, at }]
}

/** Line and symbols of an entry of the key, their middle on the height of `y`, and how wide they are. */
export function keySample({ line, sample = 'M0 7h26', symbols = [] }: KeyEntry, x: number, y: number): { readonly items: readonly Item[]; readonly width: number } {
  const long = line === undefined ? 0 : 26
  return {
    items: [...(line === undefined ? [] : [{ ...inked(sample, line), at: [x, y - 7] } as Item]), ...symbols.flatMap((shape, i) => symbolItems(shape, [x + long + 15 * i + 7.5, y]))],
    width: long + 15 * symbols.length,
  }
}
