import { describe, expect, test } from 'vitest'
import { radians } from '../../science/units.ts'
import type { CameraView } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { defaultCamera } from '../../study/seeded.ts'
import { summaryOf } from './summary.ts'

const place = (ra: number, dec: number, value: number) => ({ alpha: radians(ra), delta: radians(dec), value })
const display: Display = {
  geometry: { kind: 'healpix', nside: 1 }, quantity: 'relativeIntensity', values: new Float32Array(12), autoLimit: 8e-4, min: -5e-4, max: 1e-3, declination: [radians(-30), radians(88)], skyFraction: 0.75,
  ringMeanRemoved: true, places: { brightest: place(70, 88, 1e-3), faintest: place(200, -30, -5e-4) },
}

describe('a map in words', () => {
  test('says how it is laid out, what was observed and where its ends are', () => {
    expect(summaryOf(display, defaultCamera, undefined)).toBe(
      'Map of the relative intensity δI in equatorial coordinates, Mollweide projection, whole sky, right ascension growing to the left. Observed: 75 % of the sky, declination −30° to +88°. ' +
      'Values from −5.00 × 10⁻⁴ at right ascension 200°, declination −30° to +1.00 × 10⁻³ at right ascension 70°, declination +88°.',
    )
  })

  test.each<[Partial<CameraView>, string]>([
    [{ projection: 'hammer', frame: 'galactic' }, 'in Galactic coordinates, Hammer projection, whole sky, longitude growing to the left.'],
    [{ projection: 'equirectangular', longitude: 'rightward' }, 'in equatorial coordinates, longitude against latitude, whole sky, right ascension growing to the right.'],
    [{ projection: 'equalArea', frame: 'ecliptic' }, 'in ecliptic coordinates, longitude against the sine of latitude, whole sky, longitude growing to the left.'],
    [{ zoom: 3.96, centreDeg: [83.63, 22.01] }, 'Mollweide projection, magnified 4 times about right ascension 84°, declination +22°, right ascension growing to the left.'],
    [{ projection: 'globe', frame: 'magnetic', centreDeg: [10, -5] }, 'in magnetic coordinates, a globe, the hemisphere about longitude 10°, latitude −5°, longitude growing to the left.'],
    [{ projection: 'polar', centreDeg: [180, 90] }, 'seen onto a pole, the hemisphere about right ascension 180°, declination +90°, right ascension growing to the left.'],
  ])('through %j', (view, words) => {
    expect(summaryOf(display, { ...defaultCamera, ...view }, undefined)).toContain(words)
  })

  test('names the multipole, a simulation, and an empty sky', () => {
    expect(summaryOf(display, defaultCamera, 'simulation — not data', { l: 2 })).toMatch(/^Map of the .*2.* part of the relative intensity .* It shows a simulation; these are not data\.$/)
    expect(summaryOf({ ...display, min: NaN, max: NaN }, defaultCamera, undefined)).toMatch(/to the left\. Nothing is observed\.$/)
  })
})
