import { describe, expect, test } from 'vitest'
import { rotate, transposed } from '../math/matrix3.ts'
import { equatorialAngles, localAngles, localRotation, localVector, equatorialVector } from '../sphere/directions.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians, wrap } from '../units.ts'
import { acceptanceOnGrid, type AcceptanceModel } from './acceptanceGrid.ts'
import { exposureHarmonics } from './exposureHarmonics.ts'
import { exposureAtDeclination } from './fieldOfView.ts'

const grid = { rings: 36, cells: 72 }
const site = (latitudeDeg: number, zenithDeg: number, zenithPower = 1, absorption = 0): AcceptanceModel =>
  ({ latitude: radians(latitudeDeg), zenithMax: radians(zenithDeg), zenithPower, absorption })
const tables = ({ rings, cells }: typeof grid) => ringsOf({ kind: 'gauss', rings, perRing: cells })
const hourAngle = (k: number, cells: number) => (2 * Math.PI * k) / cells

/** The largest difference of a ring's sum and the share of the exposure at its declination, as a share of the largest. */
function exposureError(size: typeof grid, model: AcceptanceModel): number {
  const rings = tables(size)
  const exposure = exposureAtDeclination(rings.sinDelta, model).map((e, ring) => e * rings.pixelArea[ring])
  const total = exposure.reduce((a, b) => a + b, 0)
  const sums = exposure.map((_, ring) => acceptanceOnGrid(size, model).subarray(ring * size.cells, (ring + 1) * size.cells).reduce((a, b) => a + b, 0))
  return Math.max(...sums.map((sum, ring) => Math.abs(sum - exposure[ring] / total))) / (Math.max(...exposure) / total)
}

describe('an acceptance on the ring grid', () => {
  test('is a function of local zenith angle and azimuth as (R7) has them, all cells together 1', () => {
    const waves = [{ m: 1, amplitude: 0.2, azimuth: radians(70) }, { m: 3, amplitude: -0.1, azimuth: radians(200) }]
    const model = { ...site(23, 62, 1.5, 4), azimuth: waves, tilt: -0.3 }
    const acceptance = acceptanceOnGrid(grid, model)
    const rings = tables(grid)
    expect(Math.abs(acceptance.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-14)
    const direct = acceptance.map((_, i) => {
      const ring = Math.floor(i / grid.cells)
      const sidereal = 1.234
      const n = equatorialVector(sidereal - hourAngle(i % grid.cells, grid.cells), Math.asin(rings.sinDelta[ring]))
      const { phi, theta } = localAngles(rotate(localRotation(model.latitude, sidereal), n))
      if (theta > model.zenithMax) return 0
      const wave = 1 + Math.sin(theta) * waves.reduce((sum, { m, amplitude, azimuth }) => sum + amplitude * Math.cos(m * (phi - azimuth)), 0)
      return Math.cos(theta) ** 1.5 * Math.exp(-4 * (1 / Math.cos(theta) - 1)) * wave * (1 - 0.3 * rings.sinDelta[ring]) * rings.pixelArea[ring]
    })
    const total = direct.reduce((a, b) => a + b, 0)
    acceptance.forEach((a, i) => expect(Math.abs(a - direct[i] / total)).toBeLessThan(1e-15))
    expect(acceptance.filter((a) => a > 0).length).toBeGreaterThan(300)
  })

  test('with more efficiency to the east has it before culmination, where k is large', () => {
    const acceptance = acceptanceOnGrid(grid, { ...site(10, 50), azimuth: [{ m: 1, amplitude: 0.5, azimuth: Math.PI / 2 }] })
    let [east, west] = [0, 0]
    for (let ring = 0; ring < grid.rings; ring++) {
      for (let k = 1; k < grid.cells / 2; k++) {
        west += acceptance[ring * grid.cells + k]
        east += acceptance[ring * grid.cells + grid.cells - k]
      }
    }
    expect(east).toBeGreaterThan(1.3 * west)
    // A direction 10° above the eastern horizon has its largest hours before culmination: h < 0.
    const { alpha } = equatorialAngles(rotate(transposed(localRotation(radians(10), 0)), localVector(Math.PI / 2, radians(80))))
    expect(wrap(0 - alpha)).toBeGreaterThan(Math.PI)
  })

  test('is the same east and west to the last bit where nothing depends on azimuth', () => {
    const acceptance = acceptanceOnGrid(grid, { ...site(19, 60, 2, 5), tilt: 0.2 })
    acceptance.forEach((a, i) => expect(acceptance[i - (i % grid.cells) + ((grid.cells - (i % grid.cells)) % grid.cells)]).toBe(a))
  })

  test.each([{ ...site(19, 60, 1, 6), gain: 2 }, { ...site(30, 45, 1, 0), gain: 2 }, { ...site(-90, 65), gain: 2 }, { ...site(19, 90, 2, 6), gain: 50 }])(
    'has the exposure of each declination, better on finer cells ($latitude, $zenithMax)', ({ gain, ...model }) => {
      const [coarse, fine] = [exposureError({ rings: 12, cells: 36 }, model), exposureError({ rings: 12, cells: 36 * 32 }, model)]
      expect(fine).toBeLessThan(model.latitude < 0 ? 1e-13 : coarse / gain) // constant along rings at the pole: only the rounding of 1152 terms
      expect(fine).toBeLessThan(3e-3)
    },
  )

  test('has the right-ascension harmonics of the exposure', () => {
    const model = site(19, 90, 2, 6) // fades out smoothly: cells integrate it as well as Gauss–Legendre nodes do
    const rings = tables(grid)
    const [acceptance, exposure] = [acceptanceOnGrid(grid, model), exposureHarmonics(rings, model, 5)]
    for (let ring = 0; ring < grid.rings; ring++) {
      for (let m = 0; m <= 5; m++) {
        let [re, im] = [0, 0]
        for (let k = 0; k < grid.cells; k++) {
          re += acceptance[ring * grid.cells + k] * Math.cos(m * hourAngle(k, grid.cells))
          im -= acceptance[ring * grid.cells + k] * Math.sin(m * hourAngle(k, grid.cells))
        }
        expect(Math.abs(re - exposure.re[6 * ring + m])).toBeLessThan(1e-9)
        expect(Math.abs(im)).toBeLessThan(1e-16)
      }
    }
  })

  test('keeps a cell whose centre lies on the cut, and sees below the horizon only where it does not fade towards it', () => {
    const equator = (cut: number, power: number) => acceptanceOnGrid({ rings: 1, cells: 12 }, site(0, cut, power)).map((a) => Number(a > 0))
    expect([...equator(60, 1)]).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1])
    expect([...equator(120, 1)]).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1])
    expect([...equator(120, 0)]).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1])
  })

  test('is refused where it is negative in the field of view, or sees nothing', () => {
    expect(() => acceptanceOnGrid(grid, { ...site(19, 60), azimuth: [{ m: 2, amplitude: 1.5, azimuth: 0 }] })).toThrow(/fewer than no events/)
    expect(() => acceptanceOnGrid(grid, { ...site(60, 40), tilt: -1.5 })).toThrow(/fewer than no events/)
    expect(acceptanceOnGrid(grid, { ...site(-60, 40), tilt: -1.5 }).every((a) => a >= 0)).toBe(true)
    expect(() => acceptanceOnGrid({ rings: 2, cells: 8 }, site(0, 1))).toThrow(/sees no cell/)
    expect(() => acceptanceOnGrid(grid, site(19, 60, -1))).toThrow(/falls towards the horizon/)
  })
})
