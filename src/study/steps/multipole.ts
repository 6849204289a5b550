/** harmonics → one multipole as a map. */
import { singleMultipole } from '../../science/harmonics/singleMultipole.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { of, step } from '../graph.ts'
import { multipoleNamed } from '../multipoleName.ts'
import type { MultipoleMap } from '../results.ts'
import { synthesised } from './transforms.ts'

/** Σ_m a_lm Y_lm of the pseudo-moments of the seen sky, or one ±m of it, in every pixel of the map's own geometry. */
export const multipole = step('multipole')({
  edition: 1,
  plan: (ref) => {
    const named = multipoleNamed(ref.at)
    if (named === undefined) throw new Problem('invalid-argument', `“${ref.at ?? ''}” names no multipole.`, { facts: { at: ref.at ?? '' } })
    const { stage, l, m } = named
    return { settings: { l, m: m ?? 'all' }, needs: { alm: of('harmonics', ref.part, stage), mask: of('mask', ref.part) } }
  },
  run: async ({ alm, mask: { geometry } }, { l, m }, job): Promise<MultipoleMap> => {
    if (l > alm.lmax) {
      throw new Problem('invalid-argument', `The spectrum of this sky goes to ℓ = ${alm.lmax}, so there is no ℓ = ${l} to show.`, {
        remedy: 'Choose a smaller ℓ, or a spectrum with more of them.',
        facts: { l, lmax: alm.lmax },
      })
    }
    return { geometry, value: await synthesised(ringsOf(geometry), singleMultipole(alm, l, typeof m === 'number' ? m : undefined), job) }
  },
})
