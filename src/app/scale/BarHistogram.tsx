import { memo } from 'react'
import { columnsOf, noiseColumns, outlinePath, stepsPath, type Histogram } from '../../drawing/histogram.ts'
import type { ColourScale } from '../../drawing/scale.ts'

const COLUMNS = 160

/** How many pixels have which value, drawn in the bar; over it, where it is known, what noise alone would give. */
export const BarHistogram = memo(function BarHistogram({ histogram, scale: { quantity, span } }: { readonly histogram: Histogram; readonly scale: Pick<ColourScale, 'quantity' | 'span'> }) {
  const columns = columnsOf(histogram, span, COLUMNS)
  const noise = quantity === 'significance' ? noiseColumns(histogram, span, COLUMNS) : undefined
  const tallest = Math.max(1, ...columns) // a sky full of signal is far lower than its noise would stand
  return (
    <svg className="bar-histogram" viewBox={`0 0 ${COLUMNS} 1`} preserveAspectRatio="none" aria-hidden="true">
      <path className="bar-counts" d={stepsPath(columns, tallest)} />
      {noise !== undefined && <path className="bar-noise-casing" d={outlinePath(noise, tallest)} />}
      {noise !== undefined && <path className="bar-noise" d={outlinePath(noise, tallest)} />}
    </svg>
  )
})
