/** What was measured, held against what the project set itself. */
import { number } from './timing.ts'

/** One line of the printed table. */
export interface Line {
  readonly what: string
  readonly measured: string
  readonly goal: string
  readonly met: boolean | undefined
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN
export const quantile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN
export const atMost = (what: string, value: number, goal: number, unit: string): Line => ({ what, measured: `${number(value)} ${unit}`, goal: `≤ ${number(goal)} ${unit}`, met: value <= goal })

export async function repeat(times: number, work: () => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let i = 0; i < times; i++) values.push(await work())
  return median(values)
}
