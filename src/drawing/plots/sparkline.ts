/** Numbers in order as a small line. */
import { linePath } from './linePath.ts'
import { linearScale } from './scales.ts'

export interface Sparkline {
  readonly path: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

/** The smallest number at the bottom, the largest at the top; numbers that are all the same lie in the middle. */
export function sparkline(values: readonly number[], width: number, height: number, margin = 4): Sparkline {
  const known = values.filter(Number.isFinite)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const x = linearScale([0, Math.max(1, values.length - 1)], [margin, width - margin])
  const y = high > low ? linearScale([low, high], [height - margin, margin]) : () => height / 2
  const places = values.map((value, i): [number, number] | undefined => (Number.isFinite(value) ? [x(i), y(value)] : undefined))
  return { path: linePath(places), points: places.flatMap((place) => (place === undefined ? [] : [{ x: place[0], y: place[1] }])) }
}
