/** Turning a dipole's arrow by keys and by hand, and what of it an observatory on a turning Earth can see. */
import { DEGREE, radians, wrap } from '../science/units.ts'

export interface DipoleArrow {
  /** Where it points (radians). */
  readonly alpha: number
  readonly delta: number
  /** A, the largest relative deviation of the intensity. */
  readonly amplitude: number
}

const TENTH = radians(0.1)
/** A key's step on the sky, and with Shift. */
const FAR = 5 * DEGREE
const NEAR = DEGREE
/** Ten presses are a power of ten. */
const GROWTH = 10 ** 0.1

/** To a tenth of a degree and three figures: finer than a hand, and short in a link. */
export function settled({ alpha, delta, amplitude }: DipoleArrow): DipoleArrow {
  const tenth = (angle: number) => Math.round(angle / TENTH) * TENTH
  return { alpha: wrap(tenth(alpha)), delta: Math.max(-Math.PI / 2, Math.min(Math.PI / 2, tenth(delta))), amplitude: Number(amplitude.toPrecision(3)) }
}

/**
 * The arrow after a key: arrow keys turn it by 5°, with Shift by 1°, Page keys change its amplitude; undefined for other keys.
 *
 * @param leftward  whether right ascension grows to the left where the arrow is drawn
 */
export function pressed(arrow: DipoleArrow, key: string, shift: boolean, leftward: boolean): DipoleArrow | undefined {
  const step = shift ? NEAR : FAR
  const right = leftward ? -step : step
  const turned = (alpha: number, delta: number) => settled({ ...arrow, alpha: arrow.alpha + alpha, delta: arrow.delta + delta })
  const grown = (factor: number) => settled({ ...arrow, amplitude: Math.min(1, arrow.amplitude * factor) })
  const moves: Readonly<Record<string, () => DipoleArrow>> = {
    ArrowLeft: () => turned(-right, 0),
    ArrowRight: () => turned(right, 0),
    ArrowUp: () => turned(0, step),
    ArrowDown: () => turned(0, -step),
    PageUp: () => grown(GROWTH),
    PageDown: () => grown(1 / GROWTH),
  }
  return moves[key]?.()
}

/** A cos δ: the part in the plane of the equator, which is all that the likelihood can find. */
export const seenAmplitude = ({ amplitude, delta }: DipoleArrow): number => amplitude * acrossAxis(delta)

/** cos δ; that of a right angle is rounding. */
const acrossAxis = (delta: number): number => (Math.abs(delta) > RIGHT ? 0 : Math.cos(delta))
const RIGHT = Math.PI / 2 - 1e-12

/** cos δ in per cent, 0 at the poles. */
export const seenPercent = ({ delta }: Pick<DipoleArrow, 'delta'>): number => Math.round(100 * acrossAxis(delta))
