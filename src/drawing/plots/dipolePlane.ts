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
  /** Where its number stands: beyond the tip, apart from the numbers of others. */
  readonly number: { readonly x: number; readonly y: number }
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
  const numbers = apart(known.map(({ d0h, d6h }) => beyond(origin, { x: x(d0h), y: y(d6h) })))
  return {
    ...{ frame, unit, origin },
    circles: roundValues(0, reach / unit.factor, 3).filter((t) => t > 0 && t * unit.factor <= reach).map((t) => ({ r: x(t * unit.factor) - origin.x, text: signed(t).replace('+', '') })),
    arrows: known.map(({ id, d0h, d6h, covariance }, i): PlaneArrow => {
      const tip = { x: x(d0h), y: y(d6h) }
      return {
        ...{ id, tip },
        shaft: `M${origin.x} ${origin.y}L${tip.x.toFixed(2)} ${tip.y.toFixed(2)}`,
        head: arrowHead(origin, tip),
        ellipse: covariance === undefined ? '' : ellipsePath(covariance, DELTA_CHI2.p68, (u, v) => [x(d0h + u), y(d6h + v)]),
        number: numbers[i]!,
      }
    }),
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** CSS pixels: from a tip to its number, and between two numbers. */
const BESIDE = 10
const ROOM = 13
const ROUNDS = 40

function beyond(origin: Point, tip: Point): Point {
  const [dx, dy] = [tip.x - origin.x, tip.y - origin.y]
  const length = Math.hypot(dx, dy)
  return length < 1e-9 ? { x: tip.x + BESIDE, y: tip.y } : { x: tip.x + (BESIDE * dx) / length, y: tip.y + (BESIDE * dy) / length }
}

/** Pushes points away from each other until each has room, or nearly. */
function apart(points: readonly Point[]): readonly Point[] {
  const placed = points.map(({ x, y }) => ({ x, y }))
  for (let round = 0; round < ROUNDS; round++) {
    placed.forEach((a, i) =>
      placed.slice(i + 1).forEach((b) => {
        const [dx, dy] = [b.x - a.x, b.y - a.y]
        const distance = Math.hypot(dx, dy)
        if (distance >= ROOM) return
        // Two at the same place part in a direction of their own.
        const [ux, uy] = distance > 1e-6 ? [dx / distance, dy / distance] : [Math.cos(i + 1), Math.sin(i + 1)]
        const push = (ROOM - distance) / 2
        Object.assign(a, { x: a.x - push * ux, y: a.y - push * uy })
        Object.assign(b, { x: b.x + push * ux, y: b.y + push * uy })
      }),
    )
  }
  return placed
}
