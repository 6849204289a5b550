/** Several dipoles in the plane of the equator: arrows, and ellipses of their errors, as coordinates. */
import { ticks as roundValues } from 'd3-array'
import { signed, unitFor, type Unit } from '../format.ts'
import { arrowHead, DELTA_CHI2, ellipsePath } from './dipolePlot.ts'
import { frameOf, type Frame } from './frame.ts'
import { linearScale } from './scales.ts'

export interface PlaneDipole {
  readonly id: string
  readonly d0h: number
  readonly d6h: number
  /** [c₀₀, c₀₆, c₆₀, c₆₆] */
  readonly covariance?: readonly [number, number, number, number] | undefined
}

export interface PlaneArrow {
  readonly id: string
  readonly tip: { readonly x: number; readonly y: number }
  readonly shaft: string
  readonly head: string
  /** 68 % in two dimensions; empty where no error is known. */
  readonly ellipse: string
}

export interface DipolePlane {
  readonly frame: Frame
  readonly unit: Unit
  readonly origin: { readonly x: number; readonly y: number }
  readonly circles: readonly { readonly r: number; readonly text: string }[]
  readonly arrows: readonly PlaneArrow[]
}

/** Arrows without a finite component are left out. */
export function dipolePlane(dipoles: readonly PlaneDipole[], size: number): DipolePlane {
  const frame = frameOf(size, size, { left: 20, right: 20, top: 20, bottom: 20 })
  const known = dipoles.filter(({ d0h, d6h }) => Number.isFinite(d0h) && Number.isFinite(d6h))
  const reach = 1.1 * Math.max(0, ...known.map(({ d0h, d6h, covariance: c }) => Math.max(Math.abs(d0h), Math.abs(d6h)) + (c === undefined ? 0 : Math.sqrt(DELTA_CHI2.p68 * Math.max(c[0], c[3]))))) || 1
  const x = linearScale([-reach, reach], [frame.left, frame.right])
  const y = linearScale([-reach, reach], [frame.bottom, frame.top])
  const unit = unitFor(reach)
  const origin = { x: x(0), y: y(0) }
  return {
    ...{ frame, unit, origin },
    circles: roundValues(0, reach / unit.factor, 3).filter((t) => t > 0 && t * unit.factor <= reach).map((t) => ({ r: x(t * unit.factor) - origin.x, text: signed(t).replace('+', '') })),
    arrows: known.map(({ id, d0h, d6h, covariance }): PlaneArrow => {
      const tip = { x: x(d0h), y: y(d6h) }
      return {
        ...{ id, tip },
        shaft: `M${origin.x} ${origin.y}L${tip.x.toFixed(2)} ${tip.y.toFixed(2)}`,
        head: arrowHead(origin, tip),
        ellipse: covariance === undefined ? '' : ellipsePath(covariance, DELTA_CHI2.p68, (u, v) => [x(d0h + u), y(d6h + v)]),
      }
    }),
  }
}
