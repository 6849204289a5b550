import { expect, test } from 'vitest'
import golden from '../science/golden/observation-02_time.json'
import { CLOCKS, clockOf } from './clockName.ts'
import { OBSERVED } from './desks.ts'
import { setObservation } from './observeEdits.ts'
import { goTo } from './places.ts'
import { seededStudy } from './seeded.ts'

test('the clocks turn as often in a year as the reference says', () => {
  const { solar, sidereal, antisidereal, extsidereal } = golden.constants.cycles_per_tropical_year
  expect([CLOCKS.solar.turns, CLOCKS.sidereal.turns, CLOCKS.antiSidereal.turns, CLOCKS.extendedSidereal.turns]).toEqual([solar, sidereal, antisidereal, extsidereal])
})

test('a found sky has the clock of what it is found of, and a true one that of the stars', () => {
  const observing = goTo('observe')(seededStudy)
  const solar = setObservation(OBSERVED.site, { clock: 'solar' })(observing)
  expect([OBSERVED.site, OBSERVED.found, OBSERVED.truth, 'nobody'].map((id) => clockOf(solar, id))).toEqual(['solar', 'solar', 'sidereal', 'sidereal'])
  expect(clockOf(observing, OBSERVED.found)).toBe('sidereal')
})
