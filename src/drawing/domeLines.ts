/** What is drawn over the dome: the net of the sky that turns, and the circles of the detector that stay. */
import { rotate, type Vector3 } from '../science/math/matrix3.ts'
import { radians } from '../science/units.ts'
import { meridian, parallel, type Curve } from './curves.ts'
import { localPoint, toDome, zenithRadius, type Dome } from './dome.ts'
import { linePath } from './plots/linePath.ts'

export interface DomeLabel {
  readonly x: number
  readonly y: number
  readonly text: string
}

export interface DomeLines {
  /** Circles of declination every 30°, the equator apart, and hour circles every 3 h: SVG path data. */
  readonly net: string
  readonly equator: string
  /** The local meridian, from north to south through the zenith. */
  readonly meridian: string
  /** The numbers of the hour circles, where they cross the equator or, far from it, a parallel. */
  readonly hours: readonly DomeLabel[]
  /** The celestial poles above the horizon: one, or at the equator both on it. */
  readonly poles: readonly DomeLabel[]
  readonly cardinals: readonly DomeLabel[]
  /** Radii of the circles θ = 30° and 60° about the middle. CSS pixels. */
  readonly guides: readonly { readonly thetaDeg: number; readonly r: number }[]
}

const STEP = radians(1)
const GUIDES_DEG = [30, 60]
/** A hair below the horizon still lies on it: poles seen from the equator. */
const HAIR = 1e-9

export function domeLines(dome: Dome): DomeLines {
  const { size, radius } = dome
  const middle = size / 2
  const parallels = [-60, -30, 30, 60].map((deg) => parallel(radians(deg), STEP))
  const circles = Array.from({ length: 8 }, (_, i) => meridian((i * Math.PI) / 4, radians(-60), radians(60), STEP))
  const rim = radius + 11
  const east = dome.view.side === 'inside' ? -rim : rim
  return {
    net: [...parallels, ...circles].map((curve) => pathAbove(dome, curve)).join(''),
    equator: pathAbove(dome, parallel(0, STEP)),
    meridian: `M${middle} ${middle - radius}V${middle + radius}`,
    hours: hourLabels(dome),
    poles: [[0, 0, 1] as const, [0, 0, -1] as const].flatMap((pole, i) => {
      const local = rotate(dome.rotation, pole)
      if (local[2] < -HAIR) return []
      const [x, y] = localPoint(dome, local)
      return [{ x, y, text: i === 0 ? 'NCP' : 'SCP' }]
    }),
    cardinals: [
      { text: 'N', x: middle, y: middle - rim },
      { text: 'E', x: middle + east, y: middle },
      { text: 'S', x: middle, y: middle + rim },
      { text: 'W', x: middle - east, y: middle },
    ],
    guides: GUIDES_DEG.map((thetaDeg) => ({ thetaDeg, r: zenithRadius(dome, radians(thetaDeg)) })),
  }
}

/** SVG path data of the part of a curve that is above the horizon, up to where it crosses it. */
export function pathAbove(dome: Dome, curve: Curve): string {
  const locals = curve.map((v) => rotate(dome.rotation, v))
  return linePath(
    locals.flatMap((here, i) => {
      const before = locals[i - 1]
      const rises = before !== undefined && before[2] < 0 && here[2] >= 0
      const sets = before !== undefined && before[2] >= 0 && here[2] < 0
      const crossing = rises || sets ? [localPoint(dome, onHorizon(before, here))] : []
      return here[2] >= 0 ? [...crossing, localPoint(dome, here)] : [...crossing, undefined]
    }),
  )
}

/** Where a short step between two directions crosses the horizon. */
function onHorizon(a: Vector3, b: Vector3): Vector3 {
  const share = a[2] / (a[2] - b[2])
  const [north, west] = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
  const length = Math.hypot(north, west)
  return [north / length, west / length, 0]
}

/** Every 6 h where it crosses the equator, or δ = ±45° where the equator lies near the rim. */
function hourLabels(dome: Dome): readonly DomeLabel[] {
  const { latitude } = dome.view
  const delta = Math.abs(latitude) < radians(50) ? 0 : Math.sign(latitude) * radians(45)
  return [0, 6, 12, 18].flatMap((hour) => {
    const at = toDome(dome, (hour * Math.PI) / 12, delta)
    if (at === undefined || Math.hypot(at[0] - dome.size / 2, at[1] - dome.size / 2) > dome.radius - 12) return []
    return [{ x: at[0], y: at[1], text: `${hour}h` }]
  })
}
