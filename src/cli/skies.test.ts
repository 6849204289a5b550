import { describe, expect, test } from 'vitest'
import { compareHow } from '../study/comparing.ts'
import { OBSERVED } from '../study/desks.ts'
import type { Id, Observation, Sky, Study } from '../study/document.ts'
import { FILE_DATA, FILE_SKY, openMap } from '../study/edits.ts'
import { goTo } from '../study/places.ts'
import { defaultScale, seededStudy, viewOf } from '../study/seeded.ts'
import { identityOf, skiesReported } from './skies.ts'

const observing = goTo('observe')(seededStudy)
const origin = { name: 'sky.fits', bytes: 1, sha256: 'a'.repeat(64) }
const opened = openMap(
  { kind: 'data', origin, reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false } },
  { from: 'map', intensity: { data: FILE_DATA, column: 0 }, intensityIs: 'deviation', reference: 'background', backgroundMade: 'sameData', alpha: 1 },
)(seededStudy)
/** A map from a file, what two mocks found, and what the Observe place brings. */
const withFile: Study = { ...observing, parts: { ...observing.parts, ...opened.parts }, recipes: { ...observing.recipes, ...opened.recipes } }
const showing = (study: Study, ...parts: readonly Id[]): Study => ({ ...study, view: viewOf(parts.map((part) => ({ kind: 'map', part, quantity: 'relativeIntensity', scale: defaultScale }))) })

describe('skies are told', () => {
  test('in the order of the maps, each once', () => {
    expect(skiesReported(seededStudy)).toEqual(['sky'])
    expect(skiesReported(showing(withFile, FILE_SKY, 'sky', FILE_SKY))).toEqual([FILE_SKY, 'sky'])
  })

  test('but true skies last, though they are the first map', () => {
    expect(observing.view.panes[0]).toMatchObject({ kind: 'map', part: OBSERVED.truth })
    expect(skiesReported(observing)).toEqual([OBSERVED.found, OBSERVED.truth])
    expect(skiesReported(showing(withFile, OBSERVED.truth, FILE_SKY, OBSERVED.found))).toEqual([FILE_SKY, OBSERVED.found, OBSERVED.truth])
  })

  test('with what was found of a true sky that is shown alone, and not of one that nobody looks at', () => {
    expect(skiesReported(showing(observing, OBSERVED.truth))).toEqual([OBSERVED.found, OBSERVED.truth])
    expect(skiesReported(showing(observing, 'truth'))).toEqual(['sky', 'truth'])
    expect(skiesReported(showing(withFile, FILE_SKY))).toEqual([FILE_SKY])
  })

  test('with the difference of two maps behind them', () => {
    expect(skiesReported(compareHow('difference')(observing))).toEqual([OBSERVED.found, 'first-minus-second', OBSERVED.truth])
  })

  test('alone where nothing was found of it, and not at all without a map', () => {
    const { [OBSERVED.found]: _, ...parts } = observing.parts
    expect(skiesReported(showing({ ...observing, parts }, OBSERVED.truth))).toEqual([OBSERVED.truth])
    expect(() => skiesReported(showing(observing))).toThrow('shows no map')
  })
})

describe('a sky is named', () => {
  const named = (study: Study, id: Id, drawn: readonly Id[] = []) => identityOf(study, id, new Set(drawn))
  const site = observing.parts[OBSERVED.site] as Observation
  const withCounts = (counts: Observation['counts']): Study => ({ ...withFile, parts: { ...withFile.parts, [OBSERVED.site]: { ...site, counts } } })

  test('a true sky by being made up, what mocks counted of it by being synthetic', () => {
    expect(named(observing, OBSERVED.truth)).toMatchObject({ part: OBSERVED.truth, from: 'harmonics', isTruth: true, synthetic: true, is: expect.stringContaining('not measured') })
    expect(named(observing, OBSERVED.found)).toMatchObject({ from: 'observations', isTruth: false, synthetic: true, is: 'what likelihood finds of the counts of HAWC, which are synthetic: not data' })
    expect(named(compareHow('difference')(observing), 'first-minus-second')).toMatchObject({ from: 'difference', isTruth: false, synthetic: true, is: 'true-sky minus found-sky, of which not all is data' })
  })

  test('a map by its file', () => {
    expect(named(withFile, FILE_SKY)).toMatchObject({ from: 'map', isTruth: false, synthetic: false, is: 'a map from sky.fits', story: expect.arrayContaining([expect.stringContaining('SHA-256 aaaa')]) })
  })

  test('counts of a file are data unless the file says that they were drawn; drawn anew they are none', () => {
    const counted = withCounts({ from: 'file', data: FILE_DATA })
    expect(named(counted, OBSERVED.found)).toMatchObject({ synthetic: false, is: 'what likelihood finds of the counts of HAWC' })
    expect(named(counted, OBSERVED.found, [FILE_DATA])).toMatchObject({ synthetic: true })
    expect(named(counted, OBSERVED.found, ['another'])).toMatchObject({ synthetic: false })
    const { parts } = counted
    const redrawn: Sky = { ...(parts[OBSERVED.found] as Sky), source: { from: 'observations', observations: ['anew'], method: 'likelihood' } }
    const again: Study = { ...counted, parts: { ...parts, anew: { ...site, counts: { from: 'redrawn', observation: OBSERVED.site, how: 'isotropic', seed: 1 } }, [OBSERVED.found]: redrawn } }
    expect(named(again, OBSERVED.found)).toMatchObject({ synthetic: true })
  })
})
