/** residual → profile against right ascension; with counts it is Σn/ΣB − 1 in each bin, B being B(1 + fit) after a subtraction. */
import { profileOf } from '../../science/analysis/profile.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { of, step } from '../graph.ts'
import { relativeTo } from './intensity.ts'
import { recipeOf } from './parts.ts'
import { weightsOf } from './recipe.ts'

export const profile = step('profile')({
  edition: 2,
  plan: (ref, study) => ({ settings: recipeOf(study, ref.part).profile, needs: { residual: of('residual', ref.part), mask: of('mask', ref.part) } }),
  run: async ({ residual, mask }, { declinationDeg, bins, harmonics }, job) => {
    const { counts, background } = residual
    const { weight, absolute } = weightsOf(residual, mask)
    const value = counts !== undefined && background !== undefined ? relativeTo(counts, background).value : residual.value
    await job.breathe()
    const range = [radians(declinationDeg[0]), radians(declinationDeg[1])] as const
    const weights = absolute ? ({ weight, from: background === undefined ? 'errors' : 'counts' } as const) : undefined
    return profileOf(ringsOf(residual.geometry), value, weights, mask.seen, range, bins, harmonics)
  },
})
