/** The colour scale of a map: its colours, its ends, its unit, and how its values are written. */
import type { Quantity, Scale } from '../study/document.ts'
import { colourTables, type ColourTable } from './colourMaps.ts'
import { measured, quantity as countText, signed, unitFor, type Unit } from './format.ts'
import type { Span } from './paint.ts'

export interface ColourScale {
  readonly quantity: Quantity
  readonly table: ColourTable
  /** Symmetric about zero; counts start at zero. */
  readonly span: Span
  readonly limit: number
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
export function colourScale(quantity: Quantity, { limit: wanted, colours, threshold = 0, hatchNegative }: Scale, autoLimit: number): ColourScale {
  const limit = wanted === 'auto' ? autoLimit : wanted
  const sequential = quantity === 'counts'
  const unit = unitFor(limit)
  const unitText = [unit.text, quantity === 'significance' ? 'σ' : ''].filter(Boolean).join(' ')
  const places = sequential ? [0, 0.5, 1] : [-1, -0.5, 0, 0.5, 1]
  return {
    quantity,
    table: colourTables[sequential ? 'counts' : colours],
    span: { low: sequential ? 0 : -limit, high: limit },
    ...{ limit, threshold, hatchNegative, unit },
    title: `${QUANTITY_TITLES[quantity]}${unitText === '' ? '' : ` [${unitText}]`}`,
    ticks: places.map((place) => {
      const text = signed((place * limit) / unit.factor)
      return { at: sequential ? place : (place + 1) / 2, text: sequential ? text.replace('+', '') : text }
    }),
  }
}

/** One value in words: `+5.2 × 10⁻⁴`, `+12.8 σ`, `5.61 × 10⁸`. */
export function valueText(quantity: Quantity, value: number): string {
  if (quantity === 'counts') return countText(value)
  return quantity === 'significance' ? `${measured(value)} σ` : measured(value)
}
