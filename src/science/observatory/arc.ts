/** A wave on part of a circle: how live time depends on the hour or on the day of the year. */
import { demand } from '../problem.ts'

/** 1 + amplitude · cos(u − peak) from one angle on to another, 0 on the rest of the circle. */
export interface Arc {
  readonly from: number
  /** 0 … 2π */
  readonly length: number
  /** −1 … 1 */
  readonly amplitude: number
  readonly peak: number
}

/** From one angle on to the next of the other, through 0 if need be; the whole circle where none are given. */
export function arcOf(range: readonly [number, number] | undefined, wave: { readonly amplitude: number; readonly peak: number } | undefined): Arc {
  const { amplitude, peak } = wave ?? { amplitude: 0, peak: 0 }
  demand(Math.abs(amplitude) <= 1, 'live time is nowhere negative: the amplitude of its wave is at most 1', { amplitude })
  const turn = 2 * Math.PI
  if (range === undefined) return { from: 0, length: turn, amplitude, peak }
  const [from, to] = range
  demand(Number.isFinite(to - from) && Math.abs(to - from) <= turn * (1 + 1e-12), 'a range of angles has finite ends no more than a turn apart', { from, to })
  return { from, length: Math.min(turn, to >= from ? to - from : to - from + turn), amplitude, peak }
}

/** ∫ of the wave from the beginning of its arc to u, over as many turns as lie between. */
export function integralTo({ from, length, amplitude, peak }: Arc, u: number): number {
  const turn = 2 * Math.PI
  const turns = Math.floor((u - from) / turn)
  const start = Math.sin(from - peak)
  const part = Math.min(length, u - from - turns * turn)
  const whole = turns === 0 ? 0 : turns * (length + amplitude * (Math.sin(from + length - peak) - start))
  return whole + part + (amplitude === 0 ? 0 : amplitude * (Math.sin(from + part - peak) - start))
}

/** ∫ e^{ipu} of the wave over its arc, any whole p. @returns [Re, Im] */
export function moment({ from, length, amplitude, peak }: Arc, p: number): [number, number] {
  let [re, im] = [0, 0]
  // The wave is 1 + ½ amplitude (e^{i(u − peak)} + its conjugate).
  for (const side of [-1, 0, 1]) {
    const q = p + side
    const share = (side === 0 ? 1 : amplitude / 2) * (q === 0 ? length : (2 / q) * Math.sin((q * length) / 2))
    const phase = q * (from + length / 2) - side * peak
    re += share * Math.cos(phase)
    im += share * Math.sin(phase)
  }
  return [re, im]
}
