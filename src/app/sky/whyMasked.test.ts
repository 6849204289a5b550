import { describe, expect, test } from 'vitest'
import { radians } from '../../science/units.ts'
import type { Data, HealpixReading, Sky, Study } from '../../study/document.ts'
import { setCard } from '../../study/edits.ts'
import { seededStudy } from '../../study/seeded.ts'
import { whyMasked } from './whyMasked.ts'

const at = radians
const noValue = { seen: false, hidden: 'noValue' } as const

describe('a place that two observatories do not see', () => {
  test('is named with its least distance from each zenith, and the cuts', () => {
    expect(whyMasked(seededStudy, 'sky', at(82), noValue)).toBe(
      'outside all fields of view: δ = +82° stays 63° from the zenith at latitude +19° (cut 57°), 172° at −90° (65°)',
    )
  })

  test('of one observatory is outside its field of view', () => {
    const alone: Study = { ...seededStudy, parts: { ...seededStudy.parts, sky: { kind: 'sky', recipe: 'main', source: { from: 'observations', observations: ['mexico'], method: 'ringMean' } } } }
    expect(whyMasked(alone, 'sky', at(-71), noValue)).toBe('outside the field of view: δ = −71° stays 90° from the zenith at latitude +19° (cut 57°)')
  })

  test('but lies inside the cut of one has no counts to expect', () => {
    expect(whyMasked(seededStudy, 'sky', at(10), noValue)).toBe('no counts are expected here')
  })
})

describe('a place of a file', () => {
  const reading: HealpixReading = { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false }
  const data: Data = { kind: 'data', origin: { name: 'a.fits', bytes: 10, sha256: '0'.repeat(64) }, reading }
  const sky: Sky = { kind: 'sky', recipe: 'main', source: { from: 'map', intensity: { data: 'file', column: 0 }, intensityIs: 'deviation', reference: 'background', backgroundMade: 'sameData', alpha: 1 } }
  const study = (answers: Partial<HealpixReading>, source: Partial<Sky['source']> = {}): Study => ({
    ...seededStudy,
    parts: { file: { ...data, reading: { ...reading, ...answers } }, map: { ...sky, source: { ...sky.source, ...source } as Sky['source'] } },
  })

  test('has no value in the file', () => {
    expect(whyMasked(study({}), 'map', 0, noValue)).toBe('the file has no value here')
  })

  test('may be a zero that somebody has taken as unobserved', () => {
    expect(whyMasked(study({ zeroIsUnseen: true }), 'map', 0, noValue)).toMatch(/zero, which the read card takes as unobserved$/)
  })

  test('of local maps lies beyond the zenith cut of their site', () => {
    const site = { name: 'a', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 43 }
    const local: Study = { ...study({}), parts: { file: { ...data, reading: { as: 'localMaps', site, azimuth: 'eastNorth', binTime: 'centre', firstBinDeg: 0 } }, map: sky } }
    expect(whyMasked(local, 'map', at(71), noValue)).toBe('outside the field of view: δ = +71° stays 52° from the zenith at latitude +19° (cut 43°)')
  })

  test('may have an expectation of nothing', () => {
    expect(whyMasked(study({}, { counts: { data: 'file', column: 0 }, background: { data: 'file', column: 1 } }), 'map', 0, noValue)).toMatch(/expects no counts here$/)
  })
})

describe('a place that the recipe masks', () => {
  const masked = setCard('main', 'mask', { on: true, declinationDeg: [-26, 64], minimumCounts: 1e6 })(seededStudy)

  test('lies outside the declinations that are kept', () => {
    expect(whyMasked(masked, 'sky', at(70), { seen: false, hidden: 'declination' })).toBe('masked by the recipe: only declinations from −26° to +64° are kept')
  })

  test('has too few counts, and says how many', () => {
    expect(whyMasked(masked, 'sky', at(60), { seen: false, hidden: 'fewCounts', background: 52_300 })).toBe('masked by the recipe: 52,300 counts are expected, fewer than 1,000,000')
  })
})

test('a place that is seen has nothing to explain, and neither has one of which nothing is known yet', () => {
  expect(whyMasked(seededStudy, 'sky', 0, { seen: true })).toBeUndefined()
  expect(whyMasked(seededStudy, 'sky', at(82), { seen: false })).toBeUndefined()
})

test('a difference names the reasons of both its maps once, and one that is made of itself is no riddle', () => {
  const study: Study = { ...seededStudy, parts: { ...seededStudy.parts, twin: seededStudy.parts['sky']!, gap: { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['sky', 'twin'] } }, loop: { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['loop', 'loop'] } } } }
  expect(whyMasked(study, 'gap', at(82), noValue)).toMatch(/^one of the two maps has no value here: outside all fields of view: [^;]*$/)
  expect(whyMasked(study, 'loop', at(82), noValue)).toBe('one of the two maps has no value here: there is no value here')
})
