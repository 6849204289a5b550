/** The right-ascension profile, as coordinates: right ascension grows to the left, as on the map and in the papers. */
import { ticks } from 'd3-array'
import type { Profile, ProfileHarmonic } from '../../science/analysis/profile.ts'
import { radians, wrap } from '../../science/units.ts'
import { signed, unitFor, type Unit } from '../format.ts'
import { frameOf, type Frame, type Tick } from './frame.ts'
import { linePath } from './linePath.ts'
import { linearScale } from './scales.ts'

export interface ProfileBar {
  readonly x: number
  readonly y: number
  /** Ends of the error bar; equal where no error is known. */
  readonly high: number
  readonly low: number
}

export interface ProfilePlot {
  readonly frame: Frame
  readonly unit: Unit
  readonly alphaTicks: readonly Tick[]
  readonly valueTicks: readonly Tick[]
  readonly bars: readonly ProfileBar[]
  readonly fitPath: string
  readonly zero: number
  xOf(alpha: number): number
  alphaAt(x: number): number
}

export function profilePlot(profile: Profile | undefined, width: number, height: number): ProfilePlot {
  const frame = frameOf(width, height, { left: 40, right: 14, top: 24, bottom: 28 })
  const reach = reachOf(profile)
  const unit = unitFor(reach)
  const x = linearScale([2 * Math.PI, 0], [frame.left, frame.right])
  const y = linearScale([-reach * 1.08, reach * 1.08], [frame.bottom, frame.top])
  const bars = [...(profile?.alpha ?? [])].flatMap((alpha, i): ProfileBar[] => {
    const value = profile!.value[i]
    if (!Number.isFinite(value)) return []
    const error = Number.isFinite(profile!.error[i]) ? profile!.error[i] : 0
    return [{ x: x(alpha), y: y(value), high: y(value + error), low: y(value - error) }]
  })
  const fit = profile === undefined || profile.harmonics.length === 0 ? [] : Array.from({ length: 361 }, (_, i): [number, number] => {
    const alpha = (i / 360) * 2 * Math.PI
    return [x(alpha), y(harmonicsAt(profile.harmonics, alpha))]
  })
  return {
    frame,
    unit,
    alphaTicks: [360, 270, 180, 90, 0].map((deg) => ({ at: x(radians(deg)), text: `${deg}°` })),
    valueTicks: ticks(-reach / unit.factor, reach / unit.factor, 4).map((value) => ({ at: y(value * unit.factor), text: signed(value) })),
    bars,
    fitPath: linePath(fit),
    zero: y(0),
    xOf: (alpha) => x(wrap(alpha)),
    alphaAt: (px) => Math.max(0, Math.min(2 * Math.PI - 1e-9, x.invert(px))),
  }
}

/** Σ A_m cos m(α − α_m) */
export function harmonicsAt(harmonics: readonly ProfileHarmonic[], alpha: number): number {
  return harmonics.reduce((sum, { m, amplitude, alpha: phase }) => sum + amplitude * Math.cos(m * (alpha - phase)), 0)
}

/** The farthest end of an error bar from zero. */
function reachOf(profile: Profile | undefined): number {
  let reach = 0
  profile?.value.forEach((value, i) => {
    const end = Math.abs(value) + (Number.isFinite(profile.error[i]) ? profile.error[i] : 0)
    if (end > reach) reach = end
  })
  return reach > 0 ? reach : 1
}
