import { describe, expect, test } from 'vitest'
import { checkStudy } from './check.ts'
import { addPlain } from './comparing.ts'
import { OBSERVED, placeOf } from './desks.ts'
import type { Data, Study } from './document.ts'
import { openMap } from './edits.ts'
import { goTo } from './places.ts'
import { seededStudy } from './seeded.ts'
import { mapsOf } from './shown.ts'

const skies = (study: Study) => mapsOf(study).map(({ pane }) => pane.part)
const sound = (study: Study) => expect(checkStudy(JSON.parse(JSON.stringify(study)))).toEqual({ study, complaints: [] })

describe('going to another place', () => {
  const observing = goTo('observe')(seededStudy)

  test('shows a true sky beside what is found of it, with parts that come the first time', () => {
    expect(placeOf(observing)).toBe('observe')
    expect(skies(observing)).toEqual([OBSERVED.truth, OBSERVED.found])
    expect(observing.view.compare).toMatchObject({ how: 'beside', oneScale: true })
    sound(observing)
  })

  test('and back shows what was seen there; nothing else has changed, and the parts stay', () => {
    const compared = addPlain('smooth')(seededStudy)
    const back = goTo('explore')(goTo('observe')(compared))
    const { elsewhere, ...view } = back.view
    expect(view).toEqual(compared.view)
    expect(elsewhere).toEqual({ observe: { panes: observing.view.panes, compare: observing.view.compare } })
    expect(back.parts).toMatchObject(compared.parts)
    expect(goTo('observe')(back).parts).toBe(back.parts)
    sound(back)
  })

  test('that is open already changes nothing', () => {
    expect(goTo('explore')(seededStudy)).toBe(seededStudy)
    expect(goTo('observe')(observing)).toBe(observing)
  })

  test('where nothing was seen before shows the first map, alone, with its plots', () => {
    const { elsewhere: _, ...view } = observing.view
    const explored = goTo('explore')({ ...observing, view })
    expect(explored.view).toMatchObject({ panes: [{ kind: 'map', part: OBSERVED.truth }, { kind: 'spectrum' }, { kind: 'profile' }], compare: { how: 'off' } })
    sound(explored)
  })

  test('a map that is opened is seen at Explore, and what was seen elsewhere is gone with its parts', () => {
    const data: Data = { kind: 'data', origin: { name: 'a.fits', bytes: 1, sha256: 'a'.repeat(64) }, reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false } }
    const opened = openMap(data, { from: 'map', intensity: { data: 'file', column: 0 }, intensityIs: 'deviation', reference: 'mapMean', backgroundMade: 'independent', alpha: 1 })(observing)
    expect(placeOf(opened)).toBe('explore')
    expect(skies(opened)).toEqual(['map'])
    expect(opened.view).not.toHaveProperty('elsewhere')
    sound(opened)
  })
})
