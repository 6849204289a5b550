import { useEffect, useState } from 'react'
import { beginHistogram, countValues, histogramOf, type Histogram } from '../../drawing/histogram.ts'
import type { Display } from '../../study/results.ts'

/** Pixels between two looks at the clock. */
const BLOCK = 131_072
/** The page's thread is never held longer than this. */
const SLICE_MS = 6

/** How the values of a map are distributed: counted once per map, a slice at a time, the last one staying meanwhile. */
export function useHistogram(display: Display | undefined): Histogram | undefined {
  const [histogram, setHistogram] = useState<Histogram>()
  useEffect(() => {
    if (display === undefined || !Number.isFinite(display.min)) return
    const { values, min, max, autoLimit } = display
    const counting = beginHistogram(values, { low: min, high: max }, autoLimit)
    let timer = 0
    const proceed = () => {
      const until = performance.now() + SLICE_MS
      while (counting.next < values.length && performance.now() < until) countValues(counting, Math.min(values.length, counting.next + BLOCK))
      if (counting.next < values.length) timer = window.setTimeout(proceed)
      else setHistogram(histogramOf(counting))
    }
    timer = window.setTimeout(proceed)
    return () => clearTimeout(timer)
  }, [display])
  return display === undefined || !Number.isFinite(display.min) ? undefined : histogram
}
