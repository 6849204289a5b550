import fc from 'fast-check'
import { expect, test } from 'vitest'
import { version } from '../../package.json'
import { checkStudy } from './check.ts'
import type { Study } from './document.ts'
import { seededStudy } from './seeded.ts'
import { studyFile, studyJson } from './studyText.ts'

/** A study in which every setting of the view is another than at the start. */
const elsewhere: Study = {
  ...seededStudy,
  title: 'mine — δI, <b>bold</b> & “quoted”',
  view: {
    panes: [
      { kind: 'map', part: 'sky', quantity: 'significance', scale: { limit: 12, low: -3, colours: 'vik', power: -3, threshold: 5, zeroContour: true, hatchNegative: true }, multipole: { l: 3, m: 2 } },
      { kind: 'map', part: 'truth', quantity: 'relativeIntensity', scale: { limit: 'auto', colours: 'blueRed', zeroContour: false, hatchNegative: false } },
      { kind: 'spectrum', shows: ['sky', 'truth'] },
      { kind: 'profile', shows: ['truth'] },
    ],
    compare: { how: 'swipe', share: 0.25, oneScale: false },
    camera: { projection: 'polar', frame: 'magnetic', graticule: 'galactic', longitude: 'rightward', unit: 'hours', centreDeg: [12.5, -90], zoom: 2.5, magneticPoleDeg: [229.2, 11.4] },
    overlays: ['ecliptic', 'regions', 'magneticAxis', 'magneticEquator', 'interstellarFlow', 'lsrApex', 'fieldOfView', 'marks', 'extremes'],
    marks: [{ name: 'Geminga', raDeg: 98.5, decDeg: 17.8 }, { name: 'A', raDeg: 60, decDeg: -10, radiusDeg: 12 }],
    unseen: 'white',
    pinDeg: [10, -20],
  },
}

test('a study file opens to the same study, every setting of the view with it, and says which version wrote it', () => {
  expect(elsewhere.view).not.toEqual(seededStudy.view)
  const text = studyFile(elsewhere)
  expect(JSON.parse(text).madeBy).toBe(`Anisky ${version}`)
  expect(checkStudy(JSON.parse(text))).toEqual({ study: elsewhere, complaints: [] })
})

test('the text that travels with pictures and maps opens to the same study, and is pure ASCII', () => {
  expect(checkStudy(JSON.parse(studyJson(elsewhere)))).toEqual({ study: elsewhere, complaints: [] })
  expect(studyJson(elsewhere)).toMatch(/^[\x20-\x7e]+$/)
})

test('it is one text, in whatever order settings were made; parts and recipes keep theirs', () => {
  const turned = (value: unknown, key = ''): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((one) => turned(one))
    const entries = Object.entries(value).map(([name, inner]) => [name, turned(inner, name)] as const)
    return Object.fromEntries(key === 'parts' || key === 'recipes' ? entries : entries.reverse())
  }
  const other = turned(elsewhere) as Study
  expect(JSON.stringify(other)).not.toBe(JSON.stringify(elsewhere))
  expect(studyJson(other)).toBe(studyJson(elsewhere))
  expect(Object.keys((JSON.parse(studyJson(other)) as Study).parts)).toEqual(Object.keys(elsewhere.parts))
})

test('any title survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
      expect((JSON.parse(studyJson({ ...seededStudy, title })) as Study).title).toBe(title)
    }),
  )
})
