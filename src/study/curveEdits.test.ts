import { expect, test } from 'vitest'
import type { CurveCard } from '../formats/readCard.ts'
import { checkStudy } from './check.ts'
import { curveOfCard, MOST_CURVES, removeCurve } from './curveEdits.ts'
import { curvesOf } from './curves.ts'
import type { Data, MapSource } from './document.ts'
import { openMap, setReading } from './edits.ts'
import { seededStudy } from './seeded.ts'
import { refName } from './graph.ts'
import { wanted } from './wanted.ts'

const card = (name: string): CurveCard => ({ kind: 'curve', name, bytes: 100, sha256: 'c'.repeat(64), compressed: false, degrees: [0, 64], facts: [], assumptions: [], warnings: [], milliseconds: 1 })
const one = curveOfCard(card('cl.fits'))(seededStudy)
const map: Data = { kind: 'data', origin: { name: 'a.fits', bytes: 1, sha256: 'a'.repeat(64) }, reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false } }
const source: MapSource = { from: 'map', counts: { data: 'file', column: 0 }, intensityIs: 'deviation', reference: 'ringMean', backgroundMade: 'sameData', alpha: 0.05 }

test('a curve enters the spectrum beside the sky, which stays', () => {
  expect(one.parts['curve1']).toMatchObject({ kind: 'data', origin: { name: 'cl.fits' }, reading: { as: 'curve' } })
  expect(curvesOf(one)).toEqual(['curve1'])
  expect({ ...one, parts: seededStudy.parts, view: seededStudy.view }).toEqual(seededStudy)
  expect(wanted(one).map(refName)).toEqual([...wanted(seededStudy).map(refName), 'curve@curve1'])
})

test('is a study like any other, and can be taken out again', () => {
  expect(checkStudy(JSON.parse(JSON.stringify(one)))).toEqual({ study: one, complaints: [] })
  expect(removeCurve('curve1')(one)).toEqual(seededStudy)
  expect(removeCurve('sky')(one)).toBe(one)
})

test('of more than four the oldest goes', () => {
  const five = ['b', 'c', 'd', 'e'].reduce((study, name) => curveOfCard(card(name))(study), one)
  expect(curvesOf(five)).toHaveLength(MOST_CURVES)
  expect(curvesOf(five).map((id) => (five.parts[id] as Data).origin.name)).toEqual(['b', 'c', 'd', 'e'])
  expect(checkStudy(five).complaints).toEqual([])
})

test('stays when another map is opened', () => {
  const opened = openMap(map, source)(one)
  expect(curvesOf(opened)).toEqual(['curve1'])
  expect(checkStudy(JSON.parse(JSON.stringify(opened)))).toEqual({ study: opened, complaints: [] })
})

test('is no map: a sky made of it, a map of it and answers to a read card are refused', () => {
  const opened = openMap(map, source)(one)
  const asMap = { ...opened, parts: { ...opened.parts, map: { kind: 'sky', source: { ...source, counts: { data: 'curve1', column: 0 } }, recipe: 'main' } } }
  expect(checkStudy(asMap)).toEqual({ study: undefined, complaints: ['parts.map.counts: “curve1” is a curve, not a map'] })
  const inProfile = { ...one, view: { ...one.view, panes: one.view.panes.map((pane) => (pane.kind === 'profile' ? { ...pane, shows: ['curve1'] } : pane)) } }
  expect(checkStudy(inProfile).complaints).toEqual(['view: “curve1” is not a sky'])
  expect(setReading('curve1', { ordering: 'nested' })(one)).toBe(one)
})
