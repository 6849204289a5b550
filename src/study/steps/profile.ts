/** residual → profile against right ascension; with counts it is Σn/ΣB − 1 in each bin, B being B(1 + fit) after a subtraction. */
import { addProfileRings, beginProfile, finishProfile } from '../../science/analysis/profile.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { of, step } from '../graph.ts'
import type { Intensity } from '../results.ts'
import { overRings } from './blocks.ts'
import { hasErrors } from './intensity.ts'
import { recipeOf } from './parts.ts'
import { weightsBetween } from './recipe.ts'

/** Pixels between two breaths, at some 50 ns each. */
const BLOCK = 131_072

export const profile = step('profile')({
  edition: 4,
  plan: (ref, study) => ({ settings: recipeOf(study, ref.part).profile, needs: { residual: of('residual', ref.part), mask: of('mask', ref.part) } }),
  run: async ({ residual, mask }, { declinationDeg, bins, harmonics }, job) => {
    const rings = ringsOf(residual.geometry)
    const weighted = hasErrors(residual)
    const sums = beginProfile(rings, {
      declination: [radians(declinationDeg[0]), radians(declinationDeg[1])], bins, harmonics,
      weightsFrom: !weighted ? undefined : residual.background === undefined ? 'errors' : 'counts',
    })
    await overRings(rings, job, BLOCK, (from, to) => {
      const [first, end] = [rings.first[from], rings.first[to]]
      const weight = weighted ? weightsBetween(residual, mask, first, end) : undefined
      addProfileRings(sums, from, to, againstExpectation(residual, first, end), mask.seen.subarray(first, end), weight)
    })
    return finishProfile(sums)
  },
})

/** δI of the pixels first … end − 1: n/B − 1 where there are counts, with B as it is after a subtraction. */
function againstExpectation({ value, counts, background }: Intensity, first: number, end: number): Float64Array {
  if (counts === undefined || background === undefined) return value.subarray(first, end)
  const out = new Float64Array(end - first)
  for (let i = first; i < end; i++) out[i - first] = background[i] > 0 ? counts[i] / background[i] - 1 : NaN
  return out
}
