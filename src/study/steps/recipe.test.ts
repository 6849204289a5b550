import { describe, expect, test } from 'vitest'
import { eachArray } from '../../engine/sizes.ts'
import { fitColumns } from '../../science/analysis/multipoleFit.ts'
import { multipoleModel } from '../../science/analysis/multipoleModel.ts'
import { termsOfDegrees } from '../../science/analysis/terms.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'
import type { Intensity, Mask } from '../results.ts'
import { fit, residual } from './recipe.ts'

/** Large enough for several blocks. */
const rings = ringsOf({ kind: 'healpix', nside: 128 })
const seen = Uint8Array.from({ length: rings.pixels }, (_, p) => (p > 20_000 && p < 150_000 && p % 5 > 0 ? 1 : 0))
const background = Float64Array.from({ length: rings.pixels }, (_, p) => 50 + (p % 11))
const value = Float64Array.from({ length: rings.pixels }, (_, p) => (p % 7 === 0 ? NaN : 1e-2 * Math.sin(p) + 1e-3 * Math.cos(p / 50_000)))
const intensity: Intensity = { geometry: rings.geometry, value, counts: background, background, error: value.map(() => 0.2), ringMeanRemoved: true }
const mask: Mask = { geometry: rings.geometry, seen: seen.map((s, p) => (Number.isNaN(value[p]) ? 0 : s)), seenPixels: 1, skyFraction: 0.5, declination: [-1, 1] }

function listening(): { job: Job; breaths: () => number } {
  let breaths = 0
  return { breaths: () => breaths, job: { breathe: () => (breaths++, Promise.resolve()), report: () => {}, file: () => Promise.reject(new Error('no files here')) } }
}
/** Where two maps differ first, bit by bit; −1 if nowhere. */
const firstDifference = (a: Float64Array, b: Float64Array) => a.findIndex((x, p) => !Object.is(x, b[p]))
const settings = { degrees: [1, 2], zonal: false }

describe('the fit of a sky', () => {
  test('breathes between blocks of rings, which leave no trace in its bits', async () => {
    const { job, breaths } = listening()
    const made = await fit.run({ intensity, mask }, settings, job)
    const weight = background.map((b, p) => (mask.seen[p] === 1 ? b : 0))
    expect(made).toEqual(fitColumns(rings, value, weight, { terms: termsOfDegrees([1, 2], false), absoluteErrors: true, ringMeansRemoved: true }))
    expect(breaths()).toBeGreaterThan(2)
  })

  test('keeps numbers, not a map', async () => {
    let size = 0
    eachArray(await fit.run({ intensity, mask }, settings, listening().job), (array) => (size += array.byteLength))
    expect(size).toBeLessThan(2000)
  })

  test('knows a background counted with α = 1 half as well as one that is given', async () => {
    const counted: Intensity = { ...intensity, significance: { kind: 'independent', alpha: 1 } }
    const [known, measured] = [await fit.run({ intensity, mask }, settings, listening().job), await fit.run({ intensity: counted, mask }, settings, listening().job)]
    measured.covariance!.forEach((c, i) => expect(c).toBeCloseTo(2 * known.covariance![i], 12))
  })

  test('has no errors where the sky has none', async () => {
    const bare: Intensity = { geometry: rings.geometry, value, ringMeanRemoved: false }
    expect((await fit.run({ intensity: bare, mask }, settings, listening().job)).covariance).toBeUndefined()
  })
})

test('what a mask does not hide is handed on, not copied', async () => {
  const counts = background.map((b, p) => (Number.isNaN(value[p]) ? NaN : b))
  const sky: Intensity = { geometry: rings.geometry, value, counts, background: counts, ringMeanRemoved: true }
  const whole: Mask = { ...mask, seen: Uint8Array.from(value, (x) => (Number.isNaN(x) ? 0 : 1)), seenPixels: value.filter((x) => !Number.isNaN(x)).length }
  expect(await residual.run({ intensity: sky, mask: whole, fits: [] }, { subtracts: false }, listening().job)).toBe(sky)
  const made = await fit.run({ intensity: sky, mask: whole }, settings, listening().job)
  const rest = await residual.run({ intensity: sky, mask: whole, fits: [made] }, { subtracts: true }, listening().job)
  expect(rest.counts).toBe(counts)
  expect(rest.background).not.toBe(counts)
  const hidden: Mask = { ...whole, seen: whole.seen.map((s, p) => (p < 30_000 ? 0 : s)), seenPixels: whole.seen.subarray(30_000).filter((s) => s === 1).length }
  const part = await residual.run({ intensity: sky, mask: hidden, fits: [] }, { subtracts: false }, listening().job)
  expect(part.counts!.findIndex((n) => !Number.isNaN(n))).toBeGreaterThanOrEqual(30_000)
  expect(part.counts!.subarray(30_000)).toEqual(counts.subarray(30_000))
})

test('a sky is its residual and its fit; the background takes the fit along, the rest is kept where it is seen', async () => {
  const made = await fit.run({ intensity, mask }, settings, listening().job)
  const model = multipoleModel(rings, made.terms, made.coefficients)
  const { job, breaths } = listening()
  const rest = await residual.run({ intensity, mask, fits: [made] }, { subtracts: true }, job)
  expect(breaths()).toBeGreaterThan(2)
  const within = (map: Float64Array) => map.map((x, p) => (mask.seen[p] === 1 ? x : NaN))
  expect(firstDifference(rest.value!, within(value.map((x, p) => x - model[p])))).toBe(-1)
  expect(firstDifference(rest.background!, within(background.map((b, p) => b * (1 + model[p]))))).toBe(-1)
  expect(firstDifference(rest.counts!, within(background))).toBe(-1)
  expect(firstDifference(rest.error!, within(value.map(() => 0.2)))).toBe(-1)
  const untouched = await residual.run({ intensity, mask, fits: [] }, { subtracts: false }, listening().job)
  expect(firstDifference(untouched.value!, within(value))).toBe(-1)
  expect(firstDifference(untouched.background!, within(background))).toBe(-1)
})
