/** residual → profile against right ascension. */
import { profileOf } from '../../science/analysis/profile.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { of, step } from '../graph.ts'
import { recipeOf } from './parts.ts'
import { weightsOf } from './recipe.ts'

export const profile = step('profile')({
  edition: 1,
  plan: (ref, study) => ({ settings: recipeOf(study, ref.part).profile, needs: { residual: of('residual', ref.part), mask: of('mask', ref.part) } }),
  run: ({ residual, mask }, { declinationDeg, bins, harmonics }) => {
    const { weight, absolute } = weightsOf(residual, mask)
    const range = [radians(declinationDeg[0]), radians(declinationDeg[1])] as const
    return profileOf(ringsOf(residual.geometry), residual.value, absolute ? weight : undefined, mask.seen, range, bins, harmonics)
  },
})
