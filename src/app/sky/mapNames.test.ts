import { expect, test } from 'vitest'
import { OBSERVED } from '../../study/desks.ts'
import type { MapPane, Study } from '../../study/document.ts'
import { addObservatory, setObservation } from '../../study/observeEdits.ts'
import { goTo } from '../../study/places.ts'
import { seededStudy } from '../../study/seeded.ts'
import { caption } from '../caption.ts'
import { overlaysOver } from './linesOf.ts'
import { mapNames } from './mapNames.ts'

const observing = goTo('observe')(seededStudy)
const solar = setObservation(OBSERVED.site, { clock: 'solar' })(observing)
const maps = ({ view }: Study) => view.panes.filter((pane): pane is MapPane => pane.kind === 'map')

test('a found sky by another clock is named as hours of that clock, the true one as the sky it is', () => {
  expect(mapNames(observing, maps(observing))).toEqual(['the true sky', 'seen by HAWC'])
  expect(mapNames(solar, maps(solar))).toEqual(['the true sky', 'seen by HAWC, at hours of local mean solar time'])
  const two = addObservatory({ name: 'IceCube', latitudeDeg: -90, longitudeDeg: 0, zenithMaxDeg: 65 })(solar)
  expect(mapNames(two, maps(two))[1]).toBe('seen by 2 mock observatories, at hours of local mean solar time')
})

test('the caption of its picture says what stands for right ascension', () => {
  const [truth, found] = maps(solar) as [MapPane, MapPane]
  const words = (study: Study, pane: MapPane) => caption(study, pane, { skyFraction: 1 })
  expect(words(solar, found)).toContain('; hours of local mean solar time (15° each) in the place of right ascension; ')
  for (const other of [words(solar, truth), words(observing, found)]) expect(other).not.toContain('hours')
})

test('nothing that is fixed to the stars lies over it', () => {
  const overlays = ['galacticPlane', 'ecliptic', 'fieldOfView', 'marks', 'extremes'] as const
  expect(overlaysOver(overlays, solar.parts, OBSERVED.found)).toEqual(['fieldOfView', 'extremes'])
  for (const other of [overlaysOver(overlays, solar.parts, OBSERVED.truth), overlaysOver(overlays, observing.parts, OBSERVED.found)]) expect(other).toBe(overlays)
})
