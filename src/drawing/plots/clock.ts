/** The dial of a sidereal clock: 24 hours clockwise, 0 h at the top. */
import { degrees } from '../../science/units.ts'

export const HOURS = 24

/** Any hour as one of 0 … 24, the end left out. */
export function wrapHours(hours: number): number {
  const wrapped = hours - HOURS * Math.floor(hours / HOURS)
  return wrapped < HOURS ? wrapped : 0
}

/** The right ascension of the zenith (radians) at a sidereal hour. */
export const siderealAngle = (hours: number): number => (hours * 2 * Math.PI) / HOURS

/** Where an hour lies on a circle about (0, 0); y grows downward. */
export function dialPoint(hours: number, radius: number): [number, number] {
  const turn = siderealAngle(hours)
  return [radius * Math.sin(turn), -radius * Math.cos(turn)]
}

/** The hour that a point beside the middle of the dial stands for. */
export const hoursAt = (x: number, y: number): number => wrapHours((Math.atan2(x, -y) * HOURS) / (2 * Math.PI))

/** SVG path data of the rim from 0 h to an hour. */
export function dialArc(hours: number, radius: number): string {
  const [x, y] = dialPoint(hours, radius)
  return `M0 ${-radius}A${radius} ${radius} 0 ${hours > HOURS / 2 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}`
}

/** `13 h 20 m` */
export function hoursText(hours: number): string {
  const minutes = Math.round(wrapHours(hours) * 60) % (HOURS * 60)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`
}

/** `6.0 h`, `6.0 ± 0.2 h`: an angle on a dial, with as many decimals as its error deserves, one where none is known. */
export function hourText(angle: number, error?: number): string {
  const inHours = (x: number) => (x * HOURS) / (2 * Math.PI)
  const known = error !== undefined && Number.isFinite(error)
  const decimals = !known || inHours(error) >= 0.095 ? 1 : 2
  // Rounding goes on after midnight.
  const hours = Number(wrapHours(inHours(angle)).toFixed(decimals)) % HOURS
  return `${hours.toFixed(decimals)}${known ? ` ± ${inHours(error).toFixed(decimals)}` : ''} h`
}

/** `200.0°`, where the zenith points in right ascension. */
export const zenithText = (hours: number): string => `${degrees(siderealAngle(wrapHours(hours))).toFixed(1)}°`
