/** The angular power spectrum on logarithmic axes, as coordinates. */
import { superscript } from '../format.ts'
import { frameOf, type Frame, type Tick } from './frame.ts'
import { linePath } from './linePath.ts'
import { logScale } from './scales.ts'

export interface SpectrumCurves {
  readonly before?: { readonly l: Float64Array; readonly cl: Float64Array } | undefined
  readonly after?: { readonly l: Float64Array; readonly cl: Float64Array } | undefined
  /** An empty level: not known. */
  readonly noise?: { readonly l: Float64Array; readonly level: Float64Array } | undefined
  /** Spectra from elsewhere, with what they are called. */
  readonly others?: readonly OtherCurve[]
}

export interface OtherCurve {
  readonly name: string
  readonly l: Float64Array
  readonly cl: Float64Array
  /** Standard deviations, where they are known. */
  readonly error?: Float64Array
}

export interface SpectrumPoint {
  readonly x: number
  readonly y: number
  readonly l: number
  readonly cl: number
  /** Too small for the axis: drawn on its lower edge. */
  readonly below: boolean
}

export interface SpectrumPlot {
  readonly frame: Frame
  readonly lTicks: readonly Tick[]
  readonly angleTicks: readonly Tick[]
  readonly powerTicks: readonly Tick[]
  readonly before: readonly SpectrumPoint[]
  readonly after: readonly SpectrumPoint[]
  readonly noisePath: string
  /** Where the noise line begins on the left, for its label. */
  readonly noiseStart: { readonly x: number; readonly y: number } | undefined
  /** One per curve from elsewhere: its line, broken where it has no positive value, and its error bars. */
  readonly others: readonly { readonly path: string; readonly bars: string }[]
}

const DEGREES_L = [1, 2, 3, 5, 10, 20, 40, 70, 100, 200, 400]
const ANGLES = [180, 90, 60, 30, 15, 10, 5, 2, 1, 0.5]

export function spectrumPlot({ before, after, noise, others = [] }: SpectrumCurves, width: number, height: number): SpectrumPlot {
  const frame = frameOf(width, height, { left: 46, right: 14, top: 26, bottom: 28 })
  const lmax = Math.max(2, before?.l.at(-1) ?? after?.l.at(-1) ?? 40, after?.l.at(-1) ?? 0)
  const x = logScale([0.9, lmax * 1.08], [frame.left, frame.right])
  const [low, high] = powerRange([before?.cl, after?.cl, ...others.map((curve) => seenPart(curve, lmax))], noise?.level)
  const y = logScale([low, high], [frame.bottom, frame.top])
  const points = (curve: SpectrumCurves['before']): SpectrumPoint[] =>
    [...(curve?.l ?? [])].flatMap((l, i) => {
      const cl = curve!.cl[i]
      if (l < 1 || !(cl >= 0)) return []
      const below = cl < low
      return [{ x: x(l), y: below ? frame.bottom - 4 : y(cl), l, cl, below }]
    })
  const noiseAt = [...(noise?.level ?? [])].flatMap((level, i): [number, number][] => (noise!.l[i]! >= 1 && level > 0 ? [[x(noise!.l[i]!), y(level)]] : []))
  const [start, end] = [noiseAt[0], noiseAt.at(-1)]
  // From side to side, so that the line reads as a level and not as a curve that begins somewhere.
  const floor: [number, number][] = start === undefined || end === undefined ? [] : [[frame.left, start[1]], ...noiseAt, [frame.right, end[1]]]
  const lastDecade = Math.floor(Math.log10(high) + 1e-9)
  const everyDecade = lastDecade - Math.log10(low) > 7 ? 2 : 1
  return {
    frame,
    lTicks: [...DEGREES_L.filter((l) => l <= lmax / 1.3), lmax].map((l) => ({ at: x(l), text: String(l) })),
    angleTicks: ANGLES.filter((deg) => 180 / deg <= lmax && room(width, deg)).map((deg) => ({ at: x(180 / deg), text: `${deg}°` })),
    powerTicks: decades(Math.ceil(Math.log10(low) - 1e-9), lastDecade, everyDecade).map((p) => ({ at: y(10 ** p), text: `10${superscript(p)}` })),
    before: points(before),
    after: points(after),
    noisePath: linePath(floor),
    noiseStart: start && { x: start[0], y: start[1] },
    others: others.map((curve) => otherCurve(curve, lmax, x, (cl) => y(Math.max(low, cl)))),
  }
}

type Scale = (value: number) => number

/** C_0 first, so that `powerRange` may leave it aside; only what lies under the axis of l. */
const seenPart = ({ l, cl }: OtherCurve, lmax: number): Float64Array => Float64Array.from([0, ...cl.filter((_, i) => l[i] >= 1 && l[i] <= lmax)])

function otherCurve({ l, cl, error }: OtherCurve, lmax: number, x: Scale, y: Scale): { path: string; bars: string } {
  const seen = [...l.keys()].filter((i) => l[i] >= 1 && l[i] <= lmax)
  const path = linePath(seen.map((i) => (cl[i] > 0 ? [x(l[i]), y(cl[i])] : undefined)))
  const bars = seen.flatMap((i) => (error !== undefined && cl[i] > 0 && error[i] > 0 ? [`M${x(l[i])} ${y(cl[i] - error[i])}V${y(cl[i] + error[i])}`] : []))
  return { path, bars: bars.join('') }
}

const room = (width: number, deg: number): boolean => width > 330 || ![60, 15].includes(deg)

const decades = (from: number, to: number, every: number): number[] => Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => from + i * every)

/** Whole of what is plotted; what lies far below the noise, or twelve decades below the top, does not stretch the axis. */
function powerRange(curves: readonly (Float64Array | undefined)[], level: Float64Array | undefined): [number, number] {
  const powers = curves.flatMap((cl) => [...(cl ?? [])].slice(1)).filter((cl) => cl > 0)
  const noise = [...(level ?? [])].slice(1).filter((n) => n > 0)
  const top = Math.max(...powers, ...noise)
  if (!Number.isFinite(top)) return [1e-11, 1e-6]
  const floor = noise.length > 0 ? Math.min(...noise) / 100 : top * 1e-6
  const bottom = Math.min(...powers.filter((cl) => cl >= floor), ...noise, top / 100)
  return [bottom / 2, top * 2]
}
