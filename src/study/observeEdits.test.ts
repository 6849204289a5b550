import { describe, expect, test } from 'vitest'
import { checkStudy } from './check.ts'
import { addPlain } from './comparing.ts'
import { OBSERVED, truthId } from './desks.ts'
import type { HarmonicsSource, MockCounts, Observation, Sky, Study } from './document.ts'
import { addObservatory, observatoriesOf, observeSky, redraw, redrawOf, removeObservatory, setAcceptance, setLiveTime, setMethod, setMock, setObservation, setTrueSky, showFourClocks, showWorld, skiesToObserve, worldOf } from './observeEdits.ts'
import { goTo } from './places.ts'
import { seededStudy } from './seeded.ts'

const observing = goTo('observe')(seededStudy)
const site = { name: 'IceCube', latitudeDeg: -90, longitudeDeg: 0, zenithMaxDeg: 65 }
const observation = (study: Study, id: string = OBSERVED.site) => study.parts[id] as Observation
const mock = (study: Study, id?: string) => observation(study, id).counts as MockCounts
const truth = (study: Study) => (study.parts[OBSERVED.truth] as Sky).source as HarmonicsSource
const sound = (study: Study) => expect(checkStudy(JSON.parse(JSON.stringify(study)))).toEqual({ study, complaints: [] })

describe('edits of the Observe place', () => {
  test('reach the part they name, keep a study sound, and change nothing where nothing differs', () => {
    for (const edit of [
      setTrueSky({ dipole: [1e-3, 0, 0] }), setObservation(OBSERVED.site, { clock: 'solar', site }), setMock(OBSERVED.site, { events: 1e6, expectation: undefined }),
      setAcceptance(OBSERVED.site, { absorption: 8 }), setLiveTime(OBSERVED.site, { gapHours: [3, 5] }), setMethod({ method: 'likelihood', passes: 3 }), showWorld('tiltedDetector', 1e-3), showFourClocks(true),
    ]) {
      const edited = edit(observing)
      expect(edited).not.toBe(observing)
      expect(edit(edited)).toBe(edited)
      sound(edited)
    }
    expect(setTrueSky({ dipole: [5e-4, 5e-4, 7.0711e-4] })(observing)).toBe(observing)
    expect(showFourClocks(false)(showFourClocks(true)(observing))).toEqual(observing)
    expect(setMock('nobody', { events: 2 })(observing)).toBe(observing)
    expect(setMethod({ method: 'likelihood' })(observing)).toBe(observing)
  })

  test('leave a setting out where it becomes undefined', () => {
    expect(mock(setMock(OBSERVED.site, { expectation: undefined })(observing))).not.toHaveProperty('expectation')
    const gappy = setLiveTime(OBSERVED.site, { gapHours: [3, 5] })(observing)
    expect(mock(gappy).liveTime).toEqual({ gapHours: [3, 5] })
    expect(setLiveTime(OBSERVED.site, { gapHours: undefined })(gappy)).toEqual(observing)
  })
})

describe('several observatories', () => {
  const two = addObservatory(site)(observing)

  test('look at one sky, with the acceptance of the first to begin with', () => {
    expect(observatoriesOf(two)).toEqual([OBSERVED.site, 'observatory2'])
    expect(observation(two, 'observatory2')).toEqual({ ...observation(observing), site })
    sound(two)
  })

  test('may leave again, except the last; a name that is free is taken', () => {
    const one = removeObservatory(OBSERVED.site)(two)
    expect(observatoriesOf(one)).toEqual(['observatory2'])
    expect(one.parts).not.toHaveProperty(OBSERVED.site)
    expect(removeObservatory('observatory2')(one)).toBe(one)
    expect(observatoriesOf(addObservatory(site)(one))).toEqual(['observatory2', OBSERVED.site])
    const many = Array.from({ length: 9 }).reduce<Study>((study) => addObservatory(site)(study), observing)
    expect(observatoriesOf(many)).toHaveLength(6)
    sound(many)
  })
})

test('two worlds differ by where the slope is: in the sky or in every detector', () => {
  const two = addObservatory(site)(observing)
  const [sky, detector] = [showWorld('tiltedSky', 1e-3)(two), showWorld('tiltedDetector', 1e-3)(two)]
  expect([truth(sky).dipole, truth(detector).dipole]).toEqual([[0, 0, 1e-3], [0, 0, 0]])
  expect(observatoriesOf(sky).map((id) => mock(sky, id).acceptance.tilt)).toEqual([undefined, undefined])
  expect(observatoriesOf(detector).map((id) => mock(detector, id).acceptance.tilt)).toEqual([1e-3, 1e-3])
  expect(showWorld('tiltedSky', 1e-3)(detector)).toEqual(sky)
  sound(detector)
})

describe('counts drawn anew', () => {
  const again = { how: 'isotropic', seed: 4 } as const
  const two = addObservatory(site)(observing)
  const anew = redraw(again)(two)

  test('are what the sky is found of, of every observatory, and can be taken back', () => {
    expect(redrawOf(two)).toBeUndefined()
    expect(redrawOf(anew)).toEqual(again)
    expect(observatoriesOf(anew)).toEqual(observatoriesOf(two))
    expect((anew.parts[OBSERVED.found] as Sky).source).toMatchObject({ observations: [`${OBSERVED.site}Again`, 'observatory2Again'] })
    expect(truthId(anew)).toBe(OBSERVED.truth)
    sound(anew)
    expect(redraw(again)(anew)).toBe(anew)
    expect(redraw(undefined)(anew)).toEqual(two)
    expect(redrawOf(redraw({ how: 'resampled', seed: 5 })(anew))).toEqual({ how: 'resampled', seed: 5 })
  })

  test('follow the observatory where it goes, and stay when one comes or leaves', () => {
    const moved = setObservation(OBSERVED.site, { site: { ...site, latitudeDeg: 10 }, clock: 'solar' })(anew)
    expect(observation(moved, `${OBSERVED.site}Again`)).toMatchObject({ site: { latitudeDeg: 10 }, clock: 'solar', counts: { from: 'redrawn', observation: OBSERVED.site } })
    const one = removeObservatory('observatory2')(anew)
    expect(redrawOf(one)).toEqual(again)
    expect(one.parts).not.toHaveProperty('observatory2Again')
    expect(observatoriesOf(addObservatory(site)(one))).toEqual([OBSERVED.site, 'observatory2'])
    expect(removeObservatory(OBSERVED.site)(one)).toBe(one)
    sound(one)
    sound(moved)
  })
})

test('a world is shown where nothing but the slope is there, in the sky or in the detector', () => {
  expect(worldOf(observing, 1e-3)).toBeUndefined()
  for (const world of ['tiltedSky', 'tiltedDetector'] as const) {
    expect(worldOf(showWorld(world, 1e-3)(observing), 1e-3)).toBe(world)
    const other = observeSky(skiesToObserve(observing).find((id) => id !== OBSERVED.truth)!)(observing)
    expect(worldOf(showWorld(world, 1e-3)(other), 1e-3)).toBe(world)
  }
  expect(worldOf(setTrueSky({ dipole: [4e-20, 4e-20, 1e-3] })(observing), 1e-3)).toBe('tiltedSky')
  expect(worldOf(setTrueSky({ dipole: [1e-5, 0, 1e-3] })(showWorld('tiltedSky', 1e-3)(observing)), 1e-3)).toBeUndefined()
})

describe('another true sky', () => {
  test('is looked at by every observatory, and seen in the place of the one before; what is found here is none to look at', () => {
    const two = addObservatory(site)(observing)
    const other = skiesToObserve(two).find((id) => id !== OBSERVED.truth)!
    const looking = observeSky(other)(two)
    expect(truthId(looking)).toBe(other)
    expect(observatoriesOf(looking).map((id) => mock(looking, id).sky)).toEqual([other, other])
    expect(looking.view.panes.filter(({ kind }) => kind === 'map')).toMatchObject([{ part: other }, { part: OBSERVED.found }])
    sound(looking)
    expect(observeSky(OBSERVED.truth)(looking)).toEqual(two)
    for (const no of [OBSERVED.found, OBSERVED.site, 'nobody', other]) expect(observeSky(no)(looking)).toBe(looking)
  })

  test('may be any sky but those that are found here or made of what is seen', () => {
    const compared = goTo('observe')(addPlain('smooth')(seededStudy))
    const offered = skiesToObserve(compared)
    expect(offered).toContain(OBSERVED.truth)
    expect(offered).not.toContain(OBSERVED.found)
    for (const id of offered) expect(compared.parts[id]).toMatchObject({ kind: 'sky' })
    expect(offered.length).toBeLessThan(Object.values(compared.parts).filter(({ kind }) => kind === 'sky').length - 1)
  })
})
