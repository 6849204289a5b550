/** Where the ends and the threshold of a scale go when they are dragged or stepped. */
import type { ColourScale } from '../../drawing/scale.ts'
import { exponentOf } from '../../drawing/format.ts'
import type { ScalePatch } from '../../study/edits.ts'

export type Grip = 'low' | 'high' | 'threshold'

type Ends = Pick<ColourScale, 'quantity' | 'span' | 'limit' | 'locked' | 'threshold'>

/** The least a scale may shrink to in one drag. */
const LEAST = 0.02

/**
 * A grip dragged over the bar: it takes the value that lay under it when the drag began. On a locked scale both ends go.
 *
 * @param share  how far it was moved to the right, in lengths of the bar
 * @param mirrored  the threshold is held below zero
 */
export function dragged(start: Ends, grip: Grip, share: number, mirrored = false): ScalePatch {
  const { span: { low, high } } = start
  return moved(start, grip, (mirrored ? -share : share) * (high - low))
}

/** A grip moved by steps of a tenth of its leading digit, as by the arrow keys. */
export function stepped(start: Ends, grip: Grip, steps: number): ScalePatch {
  const size = grip === 'threshold' ? start.limit : Math.max(Math.abs(start.span.low), Math.abs(start.span.high))
  return moved(start, grip, (steps * 10 ** exponentOf(size)) / 10)
}

function moved({ quantity, span: { low, high }, limit, locked, threshold }: Ends, grip: Grip, by: number): ScalePatch {
  const width = high - low
  if (grip === 'threshold') return { threshold: tidy(Math.min(Math.max(Math.abs(low), Math.abs(high)), Math.max(0, threshold + by)), width) }
  if (locked) {
    // Counts begin at zero: only their upper end can be held.
    if (quantity === 'counts' && grip === 'low') return {}
    return { limit: tidy(Math.max(LEAST * limit, limit + (grip === 'high' ? by : -by)), limit) }
  }
  return grip === 'high' ? { limit: tidy(Math.max(low + LEAST * width, high + by), width) } : { low: tidy(Math.min(high - LEAST * width, low + by), width) }
}

/** A value in whole thousandths of the scale's leading power of ten: three figures, and zero stays zero. */
function tidy(value: number, width: number): number {
  const grain = 10 ** (exponentOf(Math.max(width * LEAST, Math.abs(value))) - 2)
  return Number((Math.round(value / grain) * grain).toPrecision(6))
}
