import { describe, expect, test } from 'vitest'
import { someFile, someSource } from '../session/testing/edits.ts'
import { curveOfCard } from './curveEdits.ts'
import type { MapPane } from './document.ts'
import { openMap, projectionView, setCamera, setCard, setMarks, setMultipole, setPin, setQuantity, setReading, setScale, toggleDegree, toggleOverlay } from './edits.ts'
import { defaultCamera, seededStudy } from './seeded.ts'

const mapOf = ({ view }: typeof seededStudy): MapPane => view.panes[0] as MapPane

describe('an edit of a recipe', () => {
  test('that is not there changes nothing', () => {
    expect(setCard('nowhere', 'smooth', { radiusDeg: 3 })(seededStudy)).toBe(seededStudy)
    expect(toggleDegree('nowhere', 2)(seededStudy)).toBe(seededStudy)
  })

  test('adds a degree in its order, takes it away again, and the card goes off with the last', () => {
    const subtract = (study: typeof seededStudy) => study.recipes['main']!.subtract
    const two = toggleDegree('main', 1)(toggleDegree('main', 3)(seededStudy))
    expect(subtract(two)).toMatchObject({ on: true, degrees: [1, 3] })
    expect(subtract(toggleDegree('main', 1)(two))).toMatchObject({ on: true, degrees: [3] })
    expect(subtract(toggleDegree('main', 3)(toggleDegree('main', 1)(two)))).toMatchObject({ on: false, degrees: [] })
    // A card that is off has no degrees: the one that was listed does not come back with another.
    expect(subtract(toggleDegree('main', 2)(seededStudy)).degrees).toEqual([2])
  })
})

describe('an edit of the view', () => {
  const at = (centreDeg: [number, number], projection = defaultCamera.projection) => ({ ...defaultCamera, projection, centreDeg })

  test('to a polar picture looks at the nearer pole, and away from one at the equator again; other middles stay', () => {
    expect(projectionView(at([120, 30]), 'polar')).toEqual({ projection: 'polar', centreDeg: [120, 90] })
    expect(projectionView(at([120, 0]), 'polar').centreDeg).toEqual([120, 90])
    expect(projectionView(at([120, -1]), 'polar').centreDeg).toEqual([120, -90])
    expect(projectionView(at([120, -90], 'polar'), 'hammer')).toEqual({ projection: 'hammer', centreDeg: [120, 0] })
    expect(projectionView(at([120, 30], 'globe'), 'hammer').centreDeg).toEqual([120, 30])
  })

  test('that leaves the camera where it is changes nothing', () => {
    expect(setCamera({ zoom: 1, centreDeg: [180, 0] })(seededStudy)).toBe(seededStudy)
    expect(setCamera({ zoom: 2 })(seededStudy).view.camera).toEqual({ ...defaultCamera, zoom: 2 })
  })

  test('lists places and shows what is listed; an empty list shows nothing, and hides nothing', () => {
    const crab = { name: 'Crab', raDeg: 83.6, decDeg: 22 }
    const shown = setMarks([crab])(seededStudy)
    expect(shown.view).toMatchObject({ marks: [crab], overlays: ['galacticPlane', 'marks'] })
    expect(setMarks([crab])(shown)).toBe(shown)
    expect(setMarks([])(seededStudy)).toBe(seededStudy)
    expect(setMarks([])(shown).view.overlays).toEqual(['galacticPlane', 'marks'])
    expect(toggleOverlay('marks')(shown).view).toMatchObject({ marks: [crab], overlays: ['galacticPlane'] })
  })

  test('sets the scale of a map, not of a plot, and keeps a small limit', () => {
    expect(mapOf(setScale(0, { limit: 1e-3 })(seededStudy)).scale.limit).toBe(1e-3)
    expect(mapOf(setScale(0, { limit: 0 })(seededStudy)).scale.limit).toBe('auto')
    expect(setScale(1, { limit: 1e-3 })(seededStudy)).toBe(seededStudy)
  })

  test('pins a place, and lets it go', () => {
    const pinned = setPin([166, 38])(seededStudy)
    expect(pinned.view).toEqual({ ...seededStudy.view, pinDeg: [166, 38] })
    expect(setPin([166, 38])(pinned)).toBe(pinned)
    expect(setPin(undefined)(pinned)).toEqual(seededStudy)
    expect(setPin(undefined)(pinned).view).not.toHaveProperty('pinDeg')
  })

  test('shows a multipole of a map, not of a plot, and the same one again is no change', () => {
    const quadrupole = setMultipole(0, { l: 2 })(seededStudy)
    expect(mapOf(quadrupole).multipole).toEqual({ l: 2 })
    expect(setMultipole(0, { l: 2 })(quadrupole)).toBe(quadrupole)
    expect(setMultipole(1, { l: 2 })(seededStudy)).toBe(seededStudy)
    expect(setMultipole(9, { l: 2 })(seededStudy)).toBe(seededStudy)
  })
})

test('answers that do not all belong to the kind of file are all refused', () => {
  const study = openMap(someFile(), someSource)(seededStudy)
  expect(setReading('file', { ordering: 'ring', azimuth: 'northWest' } as Parameters<typeof setReading>[1])(study)).toBe(study)
  expect(setReading('map', { ordering: 'ring' })(study)).toBe(study)
})

test('a file opened in place of another map shows what that showed where it has it, and relative intensity where not', () => {
  const { counts: _, background: _background, ...without } = someSource
  const shows = (quantity: MapPane['quantity'], source: Parameters<typeof openMap>[1]) => mapOf(openMap(someFile(), source)(setQuantity(0, quantity)(seededStudy))).quantity
  const intensity = { ...without, intensity: { data: 'file', column: 0 } }
  expect([shows('counts', someSource), shows('significance', someSource), shows('relativeIntensity', someSource)]).toEqual(['counts', 'significance', 'relativeIntensity'])
  expect([shows('counts', intensity), shows('significance', intensity)]).toEqual(['relativeIntensity', 'relativeIntensity'])
  expect(shows('significance', { ...intensity, error: { data: 'file', column: 1 } })).toBe('significance')
})

test('curves from files stay in the spectrum when another map is opened, and there alone', () => {
  const curve = curveOfCard({ kind: 'curve', name: 'cl.txt', bytes: 9, sha256: 'c'.repeat(64), compressed: false, degrees: [0, 64], facts: [], assumptions: [], warnings: [], milliseconds: 1 })
  const study = openMap(someFile(), someSource)(setPin([1, 2])(curve(seededStudy)))
  expect(study.view.panes.map((pane) => (pane.kind === 'map' ? pane.part : pane.shows))).toEqual(['map', ['map', 'curve1'], ['map']])
  expect(study.parts).toHaveProperty('curve1')
  expect(study.view).not.toHaveProperty('pinDeg')
})
