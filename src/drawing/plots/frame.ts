/** What every plot shares: the rectangle of the data inside the picture, and ticks. */

export interface Frame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface Tick {
  readonly at: number
  readonly text: string
}

export function frameOf(width: number, height: number, margin: { left: number; right: number; top: number; bottom: number }): Frame {
  const left = margin.left
  const top = margin.top
  return { width, height, left, top, right: Math.max(left + 10, width - margin.right), bottom: Math.max(top + 10, height - margin.bottom) }
}
