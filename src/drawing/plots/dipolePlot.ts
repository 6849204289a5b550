/** The equatorial dipole as an arrow in its plane, with its error ellipses, as coordinates. */
import { ticks as roundValues } from 'd3-array'
import type { Dipole } from '../../science/analysis/dipole.ts'
import { signed, unitFor, type Unit } from '../format.ts'
import { frameOf, type Frame, type Tick } from './frame.ts'
import { linearScale } from './scales.ts'

/** Δχ² that enclose 68.3 % and 95 % of a two-dimensional normal distribution: −2 ln(1 − p). */
export const DELTA_CHI2 = { p68: -2 * Math.log(1 - 0.682689), p95: -2 * Math.log(0.05) } as const

export interface DipolePlot {
  readonly frame: Frame
  readonly unit: Unit
  readonly origin: { readonly x: number; readonly y: number }
  readonly tip: { readonly x: number; readonly y: number }
  /** Where the shaft ends and the head begins. */
  readonly headPath: string
  readonly ellipse68: string
  readonly ellipse95: string
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  /** Radii of circles of equal amplitude, at the ticks. */
  readonly circles: readonly number[]
}

export function dipolePlot(dipole: Dipole, size: number): DipolePlot {
  const frame = frameOf(size, size, { left: 18, right: 18, top: 16, bottom: 16 })
  const { d0h, d6h, covariance: c } = dipole
  const spread = c === undefined ? 0 : Math.sqrt(DELTA_CHI2.p95 * Math.max(c[0], c[3]))
  const reach = 1.12 * Math.max(Math.abs(d0h) + spread, Math.abs(d6h) + spread, 0.85 * (dipole.a1 + spread)) || 1
  const unit = unitFor(reach)
  const x = linearScale([-reach, reach], [frame.left, frame.right])
  const y = linearScale([-reach, reach], [frame.bottom, frame.top])
  const ticks = roundValues(-reach / unit.factor, reach / unit.factor, 4)
  const origin = { x: x(0), y: y(0) }
  const tip = { x: x(d0h), y: y(d6h) }
  const ellipse = (deltaChi2: number) => (c === undefined ? '' : ellipsePath(c, deltaChi2, (u, v) => [x(d0h + u), y(d6h + v)]))
  return {
    frame,
    unit,
    origin,
    tip,
    headPath: arrowHead(origin, tip),
    ellipse68: ellipse(DELTA_CHI2.p68),
    ellipse95: ellipse(DELTA_CHI2.p95),
    xTicks: ticks.map((t) => ({ at: x(t * unit.factor), text: signed(t) })),
    yTicks: ticks.map((t) => ({ at: y(t * unit.factor), text: signed(t) })),
    circles: ticks.filter((t) => t > 0).map((t) => x(t * unit.factor) - origin.x),
  }
}

/** All (u, v) with uᵀ C⁻¹ u = Δχ²: the unit circle stretched by the Cholesky factor of C. */
export function ellipsePath(c: NonNullable<Dipole['covariance']>, deltaChi2: number, place: (u: number, v: number) => readonly [number, number]): string {
  const l11 = Math.sqrt(c[0])
  const l21 = l11 > 0 ? c[2] / l11 : 0
  const l22 = Math.sqrt(Math.max(0, c[3] - l21 * l21))
  const r = Math.sqrt(deltaChi2)
  const points = Array.from({ length: 72 }, (_, i) => {
    const [cos, sin] = [r * Math.cos((i * Math.PI) / 36), r * Math.sin((i * Math.PI) / 36)]
    const [px, py] = place(l11 * cos, l21 * cos + l22 * sin)
    return `${px.toFixed(2)} ${py.toFixed(2)}`
  })
  return `M${points.join('L')}Z`
}

export function arrowHead(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length < 1) return ''
  const head = Math.min(9, length)
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const [bx, by] = [to.x - head * ux, to.y - head * uy]
  const wing = head * 0.45
  return `M${to.x} ${to.y}L${bx - wing * uy} ${by + wing * ux}L${bx + wing * uy} ${by - wing * ux}Z`
}
