import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aScalePatch } from '../session/testing/edits.ts'
import { checkStudy } from './check.ts'
import type { CameraView, MapPane, Study } from './document.ts'
import { openMap, projectionView, setCard, setMarks, setPin, setQuantity, setReading, setScale, setSource, toggleDegree, type ScalePatch } from './edits.ts'
import { defaultCamera, defaultRecipe, defaultScale, seededStudy } from './seeded.ts'
import { OLD_STUDY_FILE } from './testing/oldStudy.ts'

/** A study with one setting replaced, reached by its path. */
function withSetting(path: readonly (string | number)[], value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(seededStudy)) as Record<string, unknown>
  const holder = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy)
  holder[path.at(-1)!] = value
  return copy
}

test('the study that greets a visitor is a study, and survives the trip through JSON', () => {
  expect(checkStudy(JSON.parse(JSON.stringify(seededStudy)))).toEqual({ study: seededStudy, complaints: [] })
})

test('a study from before the view had a camera, overlays and company opens as it was seen then', () => {
  const { camera: _, compare: _compare, overlays: _overlays, marks: _marks, unseen: _unseen, ...view } = seededStudy.view
  expect(Object.keys(view)).not.toContain('camera')
  expect(checkStudy(JSON.parse(JSON.stringify({ ...seededStudy, view })))).toEqual({ study: seededStudy, complaints: [] })
})

test('a senseless setting of the recipe returns to its default and is named', () => {
  const { study, complaints } = checkStudy(withSetting(['recipes', 'main', 'spectrum', 'lmax'], 99999))
  expect(study?.recipes['main']).toEqual(defaultRecipe)
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toContain('recipes.main.spectrum.lmax')
})

test('a declination range upside down is not silently turned round', () => {
  const { study, complaints } = checkStudy(withSetting(['recipes', 'main', 'mask', 'declinationDeg'], [30, -30]))
  expect(study?.recipes['main']?.mask.declinationDeg).toEqual(defaultRecipe.mask.declinationDeg)
  expect(complaints).toHaveLength(1)
})

test('a study file from before a view had a camera opens, seen as usual, and nothing is complained of', () => {
  const old = JSON.parse(OLD_STUDY_FILE) as Study
  const { study, complaints } = checkStudy(old)
  expect(complaints).toEqual([])
  const look = { zeroContour: false, hatchNegative: false }
  const panes = old.view.panes.map((pane) => (pane.kind === 'map' ? { ...pane, scale: { ...pane.scale, ...look } } : pane))
  expect(study).toEqual({ ...old, view: { ...seededStudy.view, ...old.view, panes } })
})

test.each([
  ['camera', { ...seededStudy.view.camera, zoom: 0, frame: 'galactic' }, { ...seededStudy.view.camera, frame: 'galactic' }],
  ['camera', { ...seededStudy.view.camera, centreDeg: [10, 91], zoom: 3 }, { ...seededStudy.view.camera, zoom: 3 }],
  ['camera', { projection: 'globe' }, { ...seededStudy.view.camera, projection: 'globe' }],
  ['camera', 'mollweide', seededStudy.view.camera],
  ['compare', { how: 'fade', share: 1.5, oneScale: false }, { how: 'fade', share: 0.5, oneScale: false }],
  ['compare', { how: 'sideways', share: 0.2, oneScale: false }, { how: 'off', share: 0.2, oneScale: false }],
  ['overlays', ['ecliptic', 'futureThing', 'marks'], ['ecliptic', 'marks']],
  ['overlays', 'ecliptic', seededStudy.view.overlays],
  ['marks', [{ name: 'Crab', raDeg: 83.6, decDeg: 22 }, { name: 'nowhere', raDeg: 0, decDeg: 99 }, 7, { name: 'Mrk 421', raDeg: 166, decDeg: 38, radiusDeg: 5 }], [{ name: 'Crab', raDeg: 83.6, decDeg: 22 }, { name: 'Mrk 421', raDeg: 166, decDeg: 38, radiusDeg: 5 }]],
  ['unseen', 'black', 'hatched'],
  ['pinDeg', [10, 95], undefined],
] as const)('of %s in a view, what makes no sense is replaced or left out, named, and the rest stays: %j', (key, value, repaired) => {
  const { study, complaints } = checkStudy(withSetting(['view', key], value))
  expect(complaints.length).toBeGreaterThan(0)
  for (const complaint of complaints) expect(complaint).toContain(`view.${key}`)
  expect(study).toEqual({ ...seededStudy, view: { ...seededStudy.view, [key]: repaired } })
})

test.each([
  [['recipes', 'main', 'smooth'], 7, defaultRecipe.smooth],
  [['recipes', 'main', 'mask', 'declinationDeg'], [30, 30], defaultRecipe.mask.declinationDeg],
  [['title'], 5, 'untitled'],
  [['view', 'panes', 0, 'quantity'], 'charm', 'relativeIntensity'],
  [['view', 'panes', 0, 'scale'], { ...defaultScale, colours: 'puce' }, defaultScale],
  [['view', 'panes', 0, 'multipole'], { l: 2, m: 3 }, undefined],
  [['view', 'panes', 0, 'multipole'], { l: -1 }, undefined],
] as const)('at %j, %j returns to its default, and is named', (path, value, repaired) => {
  const { study, complaints } = checkStudy(withSetting(path, value))
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toContain(path.slice(0, 4).join('.'))
  expect(study).toEqual(checkStudy(withSetting(path, repaired)).study)
})

test('a map may show a monopole, or all of a degree or one order of it', () => {
  for (const multipole of [{ l: 0 }, { l: 3 }, { l: 3, m: 3 }]) expect(checkStudy(withSetting(['view', 'panes', 0, 'multipole'], multipole)).complaints).toEqual([])
})

test('a spectrum shows curves from files beside skies, a map and a profile do not', () => {
  const curve = { kind: 'data', origin: { name: 'cl.txt', bytes: 10, sha256: '0'.repeat(64) }, reading: { as: 'curve' } }
  const showing = (pane: number, shows: unknown) => {
    const study = withSetting(['parts', 'curve1'], curve) as { view: { panes: unknown[] } }
    study.view.panes[pane] = shows
    return checkStudy(study)
  }
  expect(showing(1, { kind: 'spectrum', shows: ['sky', 'curve1'] }).complaints).toEqual([])
  expect(showing(1, { kind: 'spectrum', shows: ['curve1', 'gone'] }).complaints).toEqual(['view: there is no part named “gone”'])
  expect(showing(2, { kind: 'profile', shows: ['curve1'] }).study).toBeUndefined()
  expect(showing(0, { ...seededStudy.view.panes[0], part: 'curve1' }).study).toBeUndefined()
})

test('unknown keys are dropped', () => {
  expect(checkStudy(withSetting(['recipes', 'main', 'smooth', 'colour'], 'red')).study).toEqual(seededStudy)
  expect(checkStudy(withSetting(['surprise'], { deep: [1] })).study).toEqual(seededStudy)
})

test.each([
  ['a sky that names a recipe which is not there', ['parts', 'sky', 'recipe'], 'nowhere'],
  ['an observation of an observation', ['parts', 'mexico', 'counts', 'sky'], 'pole'],
  ['a pane that shows a part which is not there', ['view', 'panes', 0, 'part'], 'gone'],
  ['more events than there are protons', ['parts', 'mexico', 'counts', 'events'], 1e300],
  ['no version', ['version'], undefined],
] as const)('refuses %s, and says where', (_, path, value) => {
  const { study, complaints } = checkStudy(withSetting(path, value))
  expect(study).toBeUndefined()
  expect(complaints.length).toBeGreaterThan(0)
})

test('nothing that parses as JSON makes the check throw, or reaches a prototype', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void expect(checkStudy(value).study).toBeUndefined()))
  const evil = JSON.parse('{"version":1,"title":"x","parts":{"__proto__":{"kind":"sky"}},"recipes":{},"view":{"panes":[]},"__proto__":{"polluted":1}}')
  expect(checkStudy(evil).study).toBeUndefined()
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

const reading = { as: 'localMaps', site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }, azimuth: 'southEast', binTime: 'centre', firstBinDeg: 0 } as const

test.each([
  ['local maps', {}, true],
  ['a site beyond the Pole', { site: { ...reading.site, latitudeDeg: 91 } }, false],
  ['a detector that looks below the horizon', { site: { ...reading.site, zenithMaxDeg: 91 } }, false],
  ['an azimuth nobody has', { azimuth: 'upDown' }, false],
  ['a set read as a map', { as: 'healpix' }, false],
])('%s in a study: %j', (_, patch, sound) => {
  const { study } = checkStudy(withSetting(['parts', 'file'], { kind: 'data', origin: { name: 'local maps, 360 files', bytes: 10, sha256: '0'.repeat(64) }, reading: { ...reading, ...patch } }))
  expect(study === undefined).toBe(!sound)
})

const file = { kind: 'data', origin: { name: 'a.fits', bytes: 10, sha256: '0'.repeat(64) }, reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false } } as const
const source = { from: 'map', counts: { data: 'file', column: 0 }, intensityIs: 'deviation', reference: 'ringMean', backgroundMade: 'sameData', alpha: 0.05 } as const

const anEdit: fc.Arbitrary<(study: Study) => Study> = fc.oneof(
  fc.integer({ min: 0, max: 45 }).map((radiusDeg) => setCard('main', 'smooth', { radiusDeg })),
  fc.integer({ min: 1, max: 3 }).map((l) => toggleDegree('main', l)),
  fc.integer({ min: -80, max: 80 }).map((south) => setCard('main', 'mask', { on: true, declinationDeg: [south, south + 10] })),
  fc.constantFrom('relativeIntensity', 'significance', 'counts').map((quantity) => setQuantity(0, quantity)),
  fc.double({ min: 1e-5, max: 1, noNaN: true }).map((limit) => setScale(0, { limit })),
  aScalePatch.map((patch) => setScale(0, patch)),
  fc.constant(openMap(file, source)),
  fc.constantFrom('nested', 'ring').map((ordering) => setReading('file', { ordering })),
  fc.constantFrom('ringMean', 'mapMean').map((reference) => setSource('map', { ...source, reference })),
  fc.option(fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: -90, max: 90 })), { nil: undefined }).map((pin) => setPin(pin)),
)

test('every sequence of edits leads from a study to a study', () => {
  fc.assert(
    fc.property(fc.array(anEdit, { maxLength: 12 }), (edits) => {
      const study = edits.reduce((before, edit) => edit(before), seededStudy)
      expect(checkStudy(JSON.parse(JSON.stringify(study)))).toEqual({ study, complaints: [] })
    }),
  )
})

test('the ends of a scale are in order, whatever is set: an end that cannot be is left out', () => {
  const scaleAfter = (...patches: readonly ScalePatch[]) => (patches.reduce((study, patch) => setScale(0, patch)(study), seededStudy).view.panes[0] as MapPane).scale
  expect(scaleAfter({ low: -2, limit: 5 })).toMatchObject({ low: -2, limit: 5 })
  expect(scaleAfter({ low: -2, limit: 5 }, { limit: -3 })).toEqual({ ...defaultScale, limit: 'auto' })
  expect(scaleAfter({ low: -9, limit: -3 })).toMatchObject({ low: -9, limit: -3 })
  expect(scaleAfter({ low: -9, limit: -3 }, { low: undefined })).toEqual(defaultScale)
  expect(scaleAfter({ low: 4, limit: 5 }, { limit: 3 })).toEqual({ ...defaultScale, limit: 3 })
  expect(checkStudy(withSetting(['view', 'panes', 0, 'scale'], { ...defaultScale, low: 4, limit: 3 })).complaints.join()).toMatch(/lower end must be below/)
})

test('what belongs to one quantity alone does not follow to another', () => {
  const typed = setScale(0, { limit: 5, low: -2, power: 1, threshold: 3, colours: 'vik', zeroContour: true })(seededStudy)
  expect((setQuantity(0, 'significance')(typed).view.panes[0] as MapPane).scale).toEqual({ limit: 'auto', colours: 'vik', zeroContour: true, hatchNegative: false })
})

test('an edit that changes nothing returns the very same study', () => {
  expect(setCard('main', 'smooth', { radiusDeg: 10 })(seededStudy)).toBe(seededStudy)
  expect(setQuantity(0, 'relativeIntensity')(seededStudy)).toBe(seededStudy)
  expect(setScale(0, { limit: 'auto' })(seededStudy)).toBe(seededStudy)
  expect(setPin(undefined)(seededStudy)).toBe(seededStudy)
  expect(toggleDegree('main', 2)(toggleDegree('main', 2)(seededStudy)).recipes['main']!.subtract.on).toBe(false)
})

test('an answer about local maps does not enter a map, nor the other way round', () => {
  const map = openMap(file, source)(seededStudy)
  const local = openMap({ ...file, reading }, source)(seededStudy)
  expect(setReading('file', { azimuth: 'northWest' })(map)).toBe(map)
  expect(setReading('file', { zeroIsUnseen: true })(local)).toBe(local)
  expect(setReading('file', { azimuth: 'northWest' })(local).parts['file']).toMatchObject({ reading: { ...reading, azimuth: 'northWest' } })
})

test.each([
  [['view', 'camera', 'zoom'], 0],
  [['view', 'camera', 'projection'], 'flat'],
  [['view', 'camera', 'centreDeg'], [0, 90.5]],
  [['view', 'camera', 'magneticPoleDeg'], [361, 0]],
  [['view', 'compare', 'share'], 1.5],
  [['view', 'compare', 'oneScale'], 'yes'],
  [['view', 'overlays'], 'comets'],
  [['view', 'unseen'], 'black'],
  [['view', 'marks'], [{ name: 'x', raDeg: 0, decDeg: -90.5 }]],
  [['view', 'marks'], [{ name: 'x', raDeg: 361, decDeg: 0 }]],
  [['view', 'marks'], [{ name: 'x', raDeg: 0, decDeg: 0, radiusDeg: -1 }]],
  [['view', 'pinDeg'], [0, 91]],
  [['view', 'panes', 0, 'multipole'], { l: 2, m: 3 }],
  [['view', 'panes', 0, 'quantity'], 'charm'],
  [['recipes', 'main', 'mask', 'declinationDeg'], [-90, 90.5]],
  [['recipes', 'main', 'smooth'], 7],
] as const)('only %j returns to its default, and is named', (path, value) => {
  const { study, complaints } = checkStudy(withSetting(path, value))
  expect(study).toEqual(seededStudy)
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toContain(path.join('.'))
})

test('a pane of a kind nobody knows is not put right: the study is refused', () => {
  expect(checkStudy(withSetting(['view', 'panes', 0, 'kind'], 'cube')).study).toBeUndefined()
  expect(checkStudy(withSetting(['view', 'panes', 0, 'part'], 7)).study).toBeUndefined()
})

test('a polar picture looks at the nearer pole, the north one from the equator, and comes back to the equator', () => {
  const seen = (centreDeg: readonly [number, number], projection: CameraView['projection'] = 'mollweide') => ({ ...defaultCamera, projection, centreDeg })
  expect(projectionView(seen([10, -0.5]), 'polar').centreDeg).toEqual([10, -90])
  expect(projectionView(seen([10, 0]), 'polar').centreDeg).toEqual([10, 90])
  expect(projectionView(seen([10, 0.5]), 'polar').centreDeg).toEqual([10, 90])
  expect(projectionView(seen([10, -90], 'polar'), 'hammer').centreDeg).toEqual([10, 0])
  expect(projectionView(seen([10, 33]), 'hammer')).toEqual({ projection: 'hammer', centreDeg: [10, 33] })
})

test('a list of places is shown once there is one, and an empty list shows nothing new', () => {
  const marks = [{ name: 'x', raDeg: 1, decDeg: 2 }]
  const listed = setMarks(marks)(seededStudy)
  expect(listed.view).toMatchObject({ marks, overlays: [...seededStudy.view.overlays, 'marks'] })
  expect(setMarks([...marks, ...marks])(listed).view.overlays).toEqual(listed.view.overlays)
  expect(setMarks([])(seededStudy)).toBe(seededStudy)
})
