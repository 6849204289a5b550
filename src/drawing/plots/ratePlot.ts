/** Rates of declination bands against sidereal time, one line above the other, as coordinates. */
import { magnitude } from '../format.ts'
import { HOURS } from './clock.ts'
import { frameOf, type Frame, type Tick } from './frame.ts'
import { linePath } from './linePath.ts'
import { linearScale } from './scales.ts'

export interface RateBand {
  /** The middle of the band. */
  readonly declinationDeg: number
  /** [cells of sidereal time] relative deviation of the rate; NaN where nothing was taken. */
  readonly values: Float64Array
  /** [cells] standard deviations. */
  readonly error?: Float64Array
}

export interface RateRow {
  readonly declinationDeg: number
  /** Where the rate without anisotropy lies. CSS pixels. */
  readonly zero: number
  readonly line: string
  /** Between the line and its zero, where there is more and where there is less. */
  readonly more: string
  readonly less: string
  /** One standard deviation about the line; empty where none is known. */
  readonly spread: string
}

export interface RatePlot {
  readonly frame: Frame
  readonly hourTicks: readonly Tick[]
  /** North at the top. */
  readonly rows: readonly RateRow[]
  /** A length on the page that says how large a deviation is. */
  readonly bar: { readonly text: string; readonly length: number; readonly x: number; readonly y: number }
  xOf(hours: number): number
  hoursAt(x: number): number
}

const EDGE = 1e-9
/** The largest deviation, in distances from line to line. */
const TALL = 0.92

export function ratePlot(bands: readonly RateBand[], width: number, height: number): RatePlot {
  const frame = frameOf(width, height, { left: 42, right: 78, top: 16, bottom: 28 })
  const x = linearScale([0, HOURS], [frame.left, frame.right])
  const sorted = [...bands].sort((a, b) => b.declinationDeg - a.declinationDeg)
  const reach = reachOf(sorted)
  // The northernmost line keeps room above itself, the southernmost below, as much as they need.
  const [above, below] = [excursion(sorted[0], 1) / reach, excursion(sorted.at(-1), -1) / reach].map((share) => Math.max(0.35, TALL * share)) as [number, number]
  const spacing = (frame.bottom - frame.top) / (Math.max(0, sorted.length - 1) + above + below)
  const slope = (TALL * spacing) / reach
  const bar = roundBelow(reach)
  return {
    frame,
    hourTicks: [0, 6, 12, 18, 24].map((hour) => ({ at: x(hour), text: `${hour}h` })),
    rows: sorted.map((band, i) => rowOf(band, frame.top + (above + i) * spacing, slope, x)),
    bar: { text: magnitude(bar).replace(/\.?0+(?= ×|$)/, ''), length: bar * slope, x: frame.right + 14, y: (frame.top + frame.bottom) / 2 },
    xOf: (hours) => x(hours),
    hoursAt: (px) => Math.max(0, Math.min(HOURS - EDGE, x.invert(px))),
  }
}

function rowOf({ declinationDeg, values, error }: RateBand, zero: number, slope: number, x: (hours: number) => number): RateRow {
  const at = (i: number) => x(((i + 0.5) * HOURS) / values.length)
  const place = (i: number, value: number): [number, number] | undefined => (Number.isFinite(value) ? [at(i), zero - slope * value] : undefined)
  const line = [...values].map((value, i) => place(i, value))
  const known = error !== undefined && [...error].some((sigma) => sigma > 0)
  return {
    ...{ declinationDeg, zero },
    line: linePath(line),
    more: area(line, (_, [px, y]) => [[px, Math.min(y, zero)], [px, zero]]),
    less: area(line, (_, [px, y]) => [[px, Math.max(y, zero)], [px, zero]]),
    spread: known ? area(line, (i, [px, y]) => [[px, y - slope * error[i]!], [px, y + slope * error[i]!]]) : '',
  }
}

type Place = readonly [number, number]

/** Closed paths between two edges, one for each unbroken piece of a line. */
function area(line: readonly (Place | undefined)[], edges: (i: number, place: Place) => readonly [Place, Place]): string {
  let path = ''
  let piece: (readonly [Place, Place])[] = []
  const close = () => {
    if (piece.length > 1) path += `${linePath([...piece.map(([one]) => one), ...piece.map(([, other]) => other).reverse()])}Z`
    piece = []
  }
  line.forEach((place, i) => (place === undefined ? close() : piece.push(edges(i, place))))
  close()
  return path
}

/** The largest deviation; 1 where there is none. */
function reachOf(bands: readonly RateBand[]): number {
  let reach = 0
  for (const { values } of bands) for (const value of values) if (Math.abs(value) > reach) reach = Math.abs(value)
  return reach > 1e-12 ? reach : 1
}

/** How far a band goes up (1) or down (−1). */
const excursion = (band: RateBand | undefined, sense: 1 | -1): number => (band?.values ?? new Float64Array()).reduce((most, value) => Math.max(most, Number.isFinite(value) ? sense * value : 0), 0)

/** The largest 1, 2 or 5 times a power of ten that is not larger. */
function roundBelow(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x) + 1e-9)
  return power * ([5, 2, 1].find((digit) => digit * power <= x * (1 + 1e-9)) ?? 1)
}

/** Mean of a band over sidereal time, and the wave A cos(2π(t − t₁)/24 h) in it, from the cells that have a value. */
export function waveOf({ values }: RateBand): { readonly mean: number; readonly amplitude: number; readonly hour: number } {
  const [n, sum] = [...values].reduce(([count, total], value) => (Number.isFinite(value) ? [count + 1, total + value] : [count, total]), [0, 0])
  const mean = sum / n
  let [c, s] = [0, 0]
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return
    const turn = (2 * Math.PI * (i + 0.5)) / values.length
    c += ((value - mean) * Math.cos(turn) * 2) / n
    s += ((value - mean) * Math.sin(turn) * 2) / n
  })
  return { mean, amplitude: Math.hypot(c, s), hour: ((((Math.atan2(s, c) / (2 * Math.PI)) * HOURS) % HOURS) + HOURS) % HOURS }
}
