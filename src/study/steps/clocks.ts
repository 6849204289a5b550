/** observation → clocks: one mock, looked at by each of the four clocks. */
import type { ClockName } from '../document.ts'
import { of, step, type Plan, type Ref } from '../graph.ts'
import { later } from '../later.ts'
import { countsByClock, lookOf, type Look } from './observed.ts'
import { observationOf } from './parts.ts'

/** As they stand in a table: what is fixed to the stars, to the Sun, and the two sidebands. */
const CLOCKS: readonly ClockName[] = ['sidereal', 'solar', 'antiSidereal', 'extendedSidereal']

type Needed = {
  readonly truth: readonly Ref<'intensity'>[]
  readonly counts: readonly Ref<'marginals'>[]
  readonly withoutChance: readonly Ref<'marginals'>[]
}

export const clocks = step('clocks')({
  edition: 1,
  plan: (ref, study): Plan<Look | null, Needed> => {
    const { counts } = observationOf(study, ref.part)
    // Counts of files, and what is drawn anew of counts, were put in order once.
    if (counts.from !== 'mock') return { settings: null, needs: { truth: [], counts: [], withoutChance: [] } }
    const each = (withoutChance: boolean) => CLOCKS.map((clock) => countsByClock(study, ref.part, clock, withoutChance))
    return { settings: lookOf(counts), needs: { truth: [of('intensity', counts.sky)], counts: each(false), withoutChance: each(true) } }
  },
  run: async ({ truth: [truth], counts, withoutChance }, look, job) => {
    const { dipolesByClock, onlyOneClock } = await later(() => import('./dipolesByClock.ts'))
    if (look === null || truth === undefined) throw onlyOneClock()
    return dipolesByClock(CLOCKS.map((clock, i) => ({ clock, counts: counts[i]!, withoutChance: withoutChance[i]! })), truth, look, job)
  },
})
