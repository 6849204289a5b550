/** The colour scale of a map: its colours, its ends, its unit, and how its values are written. */
import type { Quantity, Scale } from '../study/document.ts'
import { colourTable, suitedColours, type ColourTable } from './colourMaps.ts'
import { magnitude, measured, quantity as countText, signed, unitFor, unitOfPower, type Unit } from './format.ts'
import type { Span } from './paint.ts'

export interface ColourScale {
  readonly quantity: Quantity
  readonly table: ColourTable
  /** Symmetric about zero, counts from zero, unless the scale is unlocked. */
  readonly span: Span
  readonly limit: number
  /** Whether zero has the place that its colour belongs to: the middle, or the low end of counts. */
  readonly locked: boolean
  readonly threshold: number
  readonly hatchNegative: boolean
  readonly unit: Unit
  /** What is on the bar, with its unit: `relative intensity δI [×10⁻³]`. */
  readonly title: string
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
}

export const QUANTITY_TITLES: { readonly [Q in Quantity]: string } = {
  relativeIntensity: 'relative intensity δI',
  significance: 'significance S',
  counts: 'counts per pixel',
}

/** @param autoLimit  what `limit: 'auto'` stands for */
export function colourScale(quantity: Quantity, { limit: wanted, low, colours, power, threshold = 0, hatchNegative }: Scale, autoLimit: number): ColourScale {
  const sequential = quantity === 'counts'
  const limit = wanted === 'auto' ? autoLimit : wanted
  // An automatic upper end may come to lie below a typed lower end: then the scale is locked until one of them moves.
  const locked = low === undefined || low >= limit
  const span = { low: locked ? (sequential ? 0 : -limit) : low, high: limit }
  const unit = power === undefined ? unitFor(Math.max(Math.abs(span.low), Math.abs(span.high))) : unitOfPower(power)
  const unitText = unitTextOf(quantity, unit)
  const places = sequential ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]
  return {
    quantity,
    table: colourTable(suitedColours(quantity, colours)),
    ...{ span, limit, locked, hatchNegative, unit },
    threshold: sequential ? 0 : threshold,
    title: `${QUANTITY_TITLES[quantity]}${unitText === '' ? '' : ` [${unitText}]`}`,
    ticks: places.map((at) => {
      const text = signed((span.low + at * (span.high - span.low)) / unit.factor)
      return { at, text: sequential ? text.replace('+', '') : text }
    }),
  }
}

/** `×10⁻³`, `σ`, `×10³ σ`, or nothing. */
export const unitTextOf = (quantity: Quantity, unit: Unit): string => [unit.text, quantity === 'significance' ? 'σ' : ''].filter(Boolean).join(' ')

/** A size in three figures at most: `1.5 × 10⁻³`, `45 σ`. */
export const sizeText = (quantity: Quantity, size: number): string =>
  `${magnitude(size).replace(/(\.\d*?)0+(?= ×|$)/, '$1').replace(/\.(?= ×|$)/, '')}${quantity === 'significance' ? ' σ' : ''}`

/** The scale in a few words: `± 8 × 10⁻⁴, locked to zero`, `−1 σ … +4 σ, not locked to zero`. */
export function scaleSummary({ quantity, span: { low, high }, locked }: ColourScale): string {
  if (locked) return quantity === 'counts' ? `0 … ${sizeText(quantity, high)}, from zero` : `± ${sizeText(quantity, high)}, locked to zero`
  const end = (x: number) => (x === 0 ? '0' : `${x > 0 ? '+' : '−'}${sizeText(quantity, Math.abs(x))}`)
  return `${end(low)} … ${end(high)}, not locked to zero`
}

/** One value in words: `+5.2 × 10⁻⁴`, `+12.8 σ`, `5.61 × 10⁸`. */
export function valueText(quantity: Quantity, value: number): string {
  if (quantity === 'counts') return countText(value)
  return quantity === 'significance' ? `${measured(value)} σ` : measured(value)
}
