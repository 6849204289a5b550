/** What the page draws: float32, with what the legend and the screen reader need. */
import { Problem } from '../../science/problem.ts'
import { centreOf } from '../../science/sphere/pixelAt.ts'
import { ringsOf, type Geometry } from '../../science/sphere/rings.ts'
import { generousLimit } from '../../science/analysis/limits.ts'
import type { Quantity } from '../document.ts'
import { of, step } from '../graph.ts'
import type { Display, Place } from '../results.ts'

const showing = (at: string | undefined): Quantity => (at === 'significance' || at === 'counts' ? at : 'relativeIntensity')

export const display = step('display')({
  edition: 1,
  plan: (ref) => {
    const quantity = showing(ref.at)
    const shown = { relativeIntensity: of('smoothed', ref.part), significance: of('significance', ref.part), counts: of('residual', ref.part) }[quantity]
    return { settings: { quantity }, needs: { shown, mask: of('mask', ref.part), residual: of('residual', ref.part) } }
  },
  run: ({ shown, mask, residual }, { quantity }): Display => {
    const values = quantity === 'counts' ? 'counts' in shown && shown.counts : shown.value
    if (!values) {
      throw new Problem('no-coverage', 'This sky has no counts: only its relative intensity can be shown.', { remedy: 'Open a file with a counts column.' })
    }
    const { geometry, declination, skyFraction } = mask
    const [low, high] = extremes(values)
    return {
      geometry,
      quantity,
      values: Float32Array.from(values),
      autoLimit: generousLimit(values),
      min: low < 0 ? NaN : values[low],
      max: high < 0 ? NaN : values[high],
      declination,
      skyFraction,
      ringMeanRemoved: residual.ringMeanRemoved,
      places: { brightest: place(geometry, values, high), faintest: place(geometry, values, low) },
    }
  },
})

/** Pixels of the smallest and the largest value; −1 when nothing is seen. */
function extremes(values: Float64Array): [number, number] {
  let low = -1
  let high = -1
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue
    if (low < 0 || values[i] < values[low]) low = i
    if (high < 0 || values[i] > values[high]) high = i
  }
  return [low, high]
}

function place(geometry: Geometry, values: Float64Array, pixel: number): Place {
  if (pixel < 0) return { alpha: NaN, delta: NaN, value: NaN }
  const { alpha, delta } = centreOf(ringsOf(geometry), pixel)
  return { alpha, delta, value: values[pixel] }
}
