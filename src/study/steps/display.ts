/** What the page draws: float32, with what the legend and the screen reader need. */
import { Problem } from '../../science/problem.ts'
import { centreOf } from '../../science/sphere/pixelAt.ts'
import { pixelCount, ringsOf, type Geometry } from '../../science/sphere/rings.ts'
import { beginLimit, countSizes, limitOf, narrow } from '../../science/analysis/limits.ts'
import type { Quantity } from '../document.ts'
import { of, step, type Job } from '../graph.ts'
import { multipoleNamed } from '../multipoleName.ts'
import type { Display, Intensity, Mask, MultipoleMap, Place, Significance, Smoothed } from '../results.ts'
import { smoothedValue } from '../smoothed.ts'
import { mapOf, overPixels } from './blocks.ts'

type Shown = Smoothed | Significance | Intensity | MultipoleMap

const showing = (at: string | undefined): Quantity => (at === 'significance' || at === 'counts' ? at : 'relativeIntensity')

export const display = step('display')({
  edition: 1,
  plan: (ref) => {
    const everywhere = multipoleNamed(ref.at) !== undefined
    const quantity = showing(ref.at)
    const shown = { relativeIntensity: of('smoothed', ref.part), significance: of('significance', ref.part), counts: of('residual', ref.part) }[quantity]
    return { settings: { quantity, everywhere }, needs: { shown: everywhere ? of('multipole', ref.part, ref.at) : shown, mask: of('mask', ref.part), residual: of('residual', ref.part) } }
  },
  run: async ({ shown, mask, residual }, { quantity, everywhere }, job): Promise<Display> => {
    const values = quantity === 'counts' ? 'counts' in shown && shown.counts : everywhere ? await whereSeen(shown, mask, job) : await valuesOf(shown, job)
    if (!values) {
      throw new Problem('no-coverage', 'This sky has no counts: only its relative intensity can be shown.', { remedy: 'Open a file with a counts column.' })
    }
    const { geometry, declination, skyFraction } = mask
    const { picture, low, high } = await pictureOf(values, job)
    return {
      geometry,
      quantity,
      values: picture,
      autoLimit: await autoLimit(values, job),
      min: low < 0 ? NaN : values[low],
      max: high < 0 ? NaN : values[high],
      declination,
      skyFraction,
      ringMeanRemoved: residual.ringMeanRemoved,
      places: { brightest: place(geometry, values, high), faintest: place(geometry, values, low) },
    }
  },
})

/** The values of what is shown; a smoothed map of counts keeps only what they are made of. */
async function valuesOf(shown: Shown, job: Job): Promise<Float64Array> {
  return shown.value ?? mapOf(pixelCount(shown.geometry), job, (pixel) => smoothedValue(shown, pixel))
}

/** A multipole has values where nobody looked; they are not shown as if somebody had. */
async function whereSeen(shown: Shown, { seen, seenPixels }: Mask, job: Job): Promise<Float64Array> {
  const values = await valuesOf(shown, job)
  return seenPixels === seen.length ? values : mapOf(seen.length, job, (pixel) => (seen[pixel] === 1 ? values[pixel] : NaN))
}

/** The map in single precision, and the pixels of its smallest and largest value; −1 when nothing is seen. */
async function pictureOf(values: Float64Array, job: Job): Promise<{ picture: Float32Array; low: number; high: number }> {
  const picture = new Float32Array(values.length)
  let low = -1
  let high = -1
  await overPixels(values.length, job, (first, end) => {
    for (let i = first; i < end; i++) {
      const value = values[i]
      picture[i] = value
      if (!Number.isFinite(value)) continue
      if (low < 0 || value < values[low]) low = i
      if (high < 0 || value > values[high]) high = i
    }
  })
  return { picture, low, high }
}

/** `generousLimit`, in pieces. */
async function autoLimit(values: Float64Array, job: Job): Promise<number> {
  const search = beginLimit()
  while (!search.done) {
    await overPixels(values.length, job, (first, end) => countSizes(search, values, first, end))
    narrow(search)
  }
  return limitOf(search)
}

function place(geometry: Geometry, values: Float64Array, pixel: number): Place {
  if (pixel < 0) return { alpha: NaN, delta: NaN, value: NaN }
  const { alpha, delta } = centreOf(ringsOf(geometry), pixel)
  return { alpha, delta, value: values[pixel] }
}
