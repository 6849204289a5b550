import { expect, test } from 'vitest'
import { radians } from '../../science/units.ts'
import type { Display } from '../../study/results.ts'
import { defaultCamera } from '../../study/seeded.ts'
import { summaryOf } from './summary.ts'

const place = { alpha: 0, delta: 0 }
const display = { quantity: 'counts', skyFraction: 0, declination: [radians(-90), 0], min: NaN, max: NaN, places: { brightest: place, faintest: place } } as unknown as Display

test('the text beside the map tells of the picture that the camera shows', () => {
  const of = (change: Partial<typeof defaultCamera>) => summaryOf(display, { ...defaultCamera, ...change }, undefined)
  expect(of({})).toContain(' in equatorial coordinates, Mollweide projection: the whole sky around right ascension 180°, declination 0°, right ascension growing to the left. ')
  expect(of({ projection: 'globe', frame: 'galactic', longitude: 'rightward', centreDeg: [10, 20] })).toContain(
    ' in Galactic coordinates, globe projection: a hemisphere around Galactic longitude 10°, latitude +20°, Galactic longitude growing to the right. ',
  )
  expect(of({ zoom: 3 })).toContain(': a part of the sky around right ascension 180°')
})

test('of a map by another clock it says what stands for right ascension', () => {
  expect(summaryOf(display, defaultCamera, undefined, undefined, 'solar')).toContain(' growing to the left. Hours of local mean solar time, 15° each, stand in the place of right ascension. ')
  expect(summaryOf(display, defaultCamera, undefined)).not.toContain('Hours')
})
