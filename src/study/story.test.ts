import { expect, test } from 'vitest'
import type { Data, Source, Study } from './document.ts'
import { OBSERVED } from './desks.ts'
import { openMap, setCard } from './edits.ts'
import { of, type Ref } from './graph.ts'
import { setMethod, setObservation } from './observeEdits.ts'
import { goTo } from './places.ts'
import { seededStudy } from './seeded.ts'
import { partsBehind, story } from './story.ts'

const data: Data = { kind: 'data', origin: { name: 'counts.fits', bytes: 1234, sha256: 'ab'.repeat(32) }, reading: { as: 'healpix', ordering: 'nested', frame: 'galactic', epoch: 'ofDate', zeroIsUnseen: true } }
const column = { data: 'file', column: 0 }
const opened = openMap(data, { from: 'map', counts: column, background: { data: 'file', column: 1 }, intensityIs: 'deviation', reference: 'background', backgroundMade: 'independent', alpha: 0.05 })(seededStudy)
const worked = [setCard('main', 'mask', { on: true, declinationDeg: [-26, 64], minimumCounts: 10 }), setCard('main', 'subtract', { on: true, degrees: [1, 2] }), setCard('main', 'smooth', { on: true, radiusDeg: 7.5 })].reduce((study, edit) => edit(study), opened)

const said = (study: Study, ref: Ref, what: string): string[] => story(study, ref).filter((line) => line.startsWith(`${what}: `)).map((line) => line.slice(what.length + 2))

test('a file is named with its size, its fingerprint and how it was read', () => {
  expect(said(opened, of('smoothed', 'map'), 'input')).toEqual([`file counts.fits, 1234 bytes, SHA-256 ${'ab'.repeat(32)}; read as NESTED, galactic, zeros unseen`])
})

test('that columns were brought to another NSIDE is said, and what became of them', () => {
  const inputs = (source: Source) => said(openMap(data, source)(seededStudy), of('intensity', 'map'), 'input')
  const shared = { from: 'map', intensityIs: 'deviation', reference: 'ringMean', backgroundMade: 'sameData', alpha: 1 } as const
  expect(inputs({ ...shared, counts: column, nside: 32 })[0]).toBe('columns brought to NSIDE 32: counts and expectations summed, pixels that are seen in part left out')
  expect(inputs({ ...shared, intensity: column, nside: 8 })[0]).toBe('columns brought to NSIDE 8: intensities averaged over the known pixels, errors as those of the mean')
  expect(inputs({ ...shared, counts: column })).toHaveLength(1)
})

test('a result tells the steps it has behind it, and no others', () => {
  const [mask, subtract, smooth] = said(worked, of('smoothed', 'map'), 'step')
  expect(mask).toBe('masked: only declination -26 to 64 degrees, and at least 10 counts in a pixel, is looked at')
  expect(subtract).toBe('subtracted: l = 1, 2, m not 0, of one fit with pixels weighted by their expected counts')
  expect(smooth).toBe('smoothed with a top-hat of 7.5 degrees radius, counts and expectation apart where there are any')
  expect(said(worked, of('intensity', 'map'), 'step')).toEqual([])
  expect(said(worked, of('dipole', 'map'), 'step')).toEqual([mask])
  expect(said(worked, of('spectrum', 'map', 'before'), 'step')).toEqual([mask])
  for (const ref of [of('residual', 'map'), of('profile', 'map'), of('spectrum', 'map', 'after'), of('display', 'map', 'counts')]) expect(said(worked, ref, 'step')).toEqual([mask, subtract])
  for (const ref of [of('significance', 'map'), of('display', 'map', 'significance')]) expect(said(worked, ref, 'step')).toEqual([mask, subtract, smooth])
  expect(said(opened, of('residual', 'map'), 'step')).toEqual([])
})

test('what counts were compared with is said, and what that hides', () => {
  expect(said(opened, of('intensity', 'map'), 'convention')[0]).toBe('counts compared with an independent background, exposure on / off 0.05')
  expect(said(seededStudy, of('intensity', 'sky'), 'convention')[0]).toMatch(/mean of their ring.*m = 0 of every l.*not measured/)
})

test('how a sky was found of counts is said, with its settings', () => {
  const found = (edit: (study: Study) => Study) => said(edit(goTo('observe')(seededStudy)), of('intensity', OBSERVED.found), 'convention')
  const method = (patch: Parameters<typeof setMethod>[0]) => found(setMethod(patch))[0]
  expect(method({})).toMatch(/^sky, rates and acceptance found together by maximum likelihood, to convergence: .*m = 0 of every l.*not measured$/)
  expect(method({ passes: 3 })).toContain('3 passes of the plain iteration')
  expect(method({ method: 'directIntegration', windows: 6 })).toMatch(/direct integration, 6 windows a day: .*of long waves only a part/)
  expect(method({ method: 'scrambling', draws: 7, seed: 3 })).toMatch(/mean of 7 skies of exchanged times, seed 3/)
  expect(method({ method: 'forwardBackward', halfOpeningDeg: 45 })).toMatch(/45 degrees on either side/)
  expect(method({ method: 'absolute' })).not.toContain('not measured')
  expect(method({ method: 'ringMean' })).toMatch(/^counts compared with the mean of their ring/)
})

test('by another clock than the stars’ it is said what stands for right ascension', () => {
  const observing = goTo('observe')(seededStudy)
  const clocked = setObservation(OBSERVED.site, { clock: 'solar' })(observing)
  const conventions = (study: Study, part: string) => said(study, of('intensity', part), 'convention')
  expect(conventions(clocked, OBSERVED.found)[0]).toBe('events are in order by local mean solar time: what stands for right ascension is its hours, 15 degrees each, by which the stars turn in a year')
  for (const lines of [conventions(clocked, OBSERVED.truth), conventions(observing, OBSERVED.found)]) expect(lines.join()).not.toContain('events are in order')
})

test('what was drawn from random numbers says so, with its seed', () => {
  const inputs = said(seededStudy, of('intensity', 'sky'), 'input')
  expect(inputs).toHaveLength(3)
  for (const input of inputs) expect(input).toMatch(/seed 7.*not data/)
})

test('the parts behind a sky are found through differences, once each, and circles end', () => {
  const sky = (one: string, other: string) => ({ kind: 'sky', recipe: 'main', source: { from: 'difference', of: [one, other] } }) as const
  const study = { ...worked, parts: { ...worked.parts, twice: sky('map', 'map'), round: sky('round', 'map') } }
  expect(partsBehind(study, 'twice').map(({ kind }) => kind)).toEqual(['sky', 'sky', 'data'])
  expect(partsBehind(study, 'round').map(({ kind }) => kind)).toEqual(['sky', 'sky', 'data'])
  expect(partsBehind(study, 'nowhere')).toEqual([])
})
