/** Colour scales as tables, made from the knots when they are first used. */
import type { ColoursName, Quantity } from '../study/document.ts'
import { cssColour, mixed, rgbOf, wordOf, type Colour, type Lab } from './colour.ts'
import { diverging, jet, sequential, type Diverging } from './colourKnots.ts'

export interface ColourTable {
  /** Opaque colours as ImageData stores them, from the low end to the high end: an odd number, so that a middle exists. */
  readonly words: Uint32Array
  readonly colours: readonly Colour[]
}

/** Colours on either side of the middle. */
const STEPS = 255

const made = new Map<ColoursName, ColourTable>()

/** The table of a colour map; always the same one. */
export function colourTable(name: ColoursName): ColourTable {
  let table = made.get(name)
  if (table === undefined) {
    const colours = coloursOf(name)
    table = { colours, words: Uint32Array.from(colours, wordOf) }
    made.set(name, table)
  }
  return table
}

function coloursOf(name: ColoursName): readonly Colour[] {
  if (name === 'jet') return Array.from({ length: 2 * STEPS + 1 }, (_, i) => jetAt(i / (2 * STEPS)))
  return isDiverging(name) ? sided(diverging[name]) : curve(sequential[name], 2 * STEPS + 1)
}

const isDiverging = (name: ColoursName): name is keyof typeof diverging => name in diverging

function sided({ lightness, cold, warm }: Diverging): readonly Colour[] {
  const side = (ab: Diverging['cold']) => curve(lightness.map((l, i): Lab => [l, ...ab[i]!]), STEPS + 1)
  return [...side(cold).slice(1).reverse(), ...side(warm)]
}

function jetAt(place: number): Colour {
  const next = jet.findIndex(([at]) => at >= place)
  if (next <= 0) return jet[0]![1]
  const [[from, low], [to, high]] = [jet[next - 1]!, jet[next]!]
  return mixed(low, high, (place - from) / (to - from))
}

/** The colour maps that suit a quantity, the usual one first: those with a sign have a middle, those without run in one direction. */
export function coloursFor(quantity: Quantity): readonly ColoursName[] {
  const suited = quantity === 'counts' ? sequential : diverging
  return [...new Set<ColoursName>([...(Object.keys(suited) as ColoursName[]), 'grey', 'jet'])]
}

/** What is used when a map asks for colours: the usual ones where those do not suit its quantity. */
export function suitedColours(quantity: Quantity, wanted: ColoursName): ColoursName {
  const suited = coloursFor(quantity)
  return suited.includes(wanted) ? wanted : suited[0]!
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
