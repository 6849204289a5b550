import { describe, expect, test } from 'vitest'
import { angleBetween, equatorialAngles } from '../science/sphere/directions.ts'
import { MAGNETIC_AXIS } from '../science/sphere/frames.ts'
import { declinationLimits } from '../science/observatory/fieldOfView.ts'
import { degrees, radians } from '../science/units.ts'
import { galacticCentre, interstellarApex, interstellarTail, lsrApex, magneticAxes, vectorOf } from './directions.ts'
import { observatories } from './observatories.ts'
import { regions } from './regions.ts'
import { sourceText } from './source.ts'

describe('directions of the literature', () => {
  test.each([
    ['IBEX axis', magneticAxes.ibex, 48.469, -21.244],
    ['solar apex', lsrApex, 266.98, 23.22],
    ['Galactic centre', galacticCentre, 266.405, -28.936],
  ] as const)('the %s lies where it was worked out by hand', (_, direction, raDeg, decDeg) => {
    const { alpha, delta } = equatorialAngles(vectorOf(direction))
    expect(Math.abs(degrees(alpha) - raDeg)).toBeLessThan(0.006)
    expect(Math.abs(degrees(delta) - decDeg)).toBeLessThan(0.006)
  })

  test('the IBEX axis is the one that the magnetic frame has for its pole', () => {
    expect(angleBetween(vectorOf(magneticAxes.ibex), MAGNETIC_AXIS)).toBeLessThan(1e-12)
  })

  test('the flow goes where the Sun comes from', () => {
    expect(angleBetween(vectorOf(interstellarApex), vectorOf(interstellarTail))).toBeCloseTo(Math.PI, 9)
  })

  test('the measurements of the field’s axis differ by less than the 16° of the least certain one', () => {
    const between = (a: keyof typeof magneticAxes, b: keyof typeof magneticAxes) => {
      const angle = degrees(angleBetween(vectorOf(magneticAxes[a]), vectorOf(magneticAxes[b])))
      return Math.min(angle, 180 - angle)
    }
    for (const [a, b] of [['ibex', 'starlight'], ['ibex', 'hawcIceCube'], ['hawcIceCube', 'starlight']] as const) expect(between(a, b)).toBeLessThan(magneticAxes.starlight.errorDeg)
  })

  test('regions lie on the sky, the excess of GRAPES-3’s box where a box can be', () => {
    for (const { shape } of regions) {
      const [ras, decs] = [[shape.raDeg].flat(), [shape.decDeg].flat()]
      expect(ras.every((deg) => deg >= 0 && deg < 360) && decs.every((deg) => Math.abs(deg) <= 90)).toBe(true)
      if (shape.kind === 'box') expect(shape.raDeg[0] < shape.raDeg[1] && shape.decDeg[0] < shape.decDeg[1]).toBe(true)
    }
  })
})

describe('observatories', () => {
  const limits = (name: string, which = 0) => {
    const { latitudeDeg, zenithMaxDeg } = observatories.find((one) => one.name === name)!
    const { south, north } = declinationLimits({ latitude: radians(latitudeDeg), zenithMax: radians(zenithMaxDeg[which]!) })
    return [Math.round(degrees(south)), Math.round(degrees(north))]
  }

  test('see the declinations that the review states', () => {
    expect(limits('HAWC')).toEqual([-26, 64])
    expect(limits('IceCube')).toEqual([-90, -25])
    expect(limits('IceTop')).toEqual([-90, -35])
  })

  test('see the declinations that follow from Table 1', () => {
    expect(limits('ARGO-YBJ')).toEqual([-15, 75])
    expect(limits('Tibet-ASγ', 1)).toEqual([-30, 90])
    expect(limits('EAS-TOP')).toEqual([2, 82])
    expect(limits('KASCADE-Grande')).toEqual([9, 89])
    expect(limits('Milagro')).toEqual([-14, 86])
  })

  test('stand on the Earth, look above the horizon, and are fifteen', () => {
    expect(new Set(observatories.map(({ name }) => name)).size).toBe(15)
    for (const { latitudeDeg, longitudeDeg, zenithMaxDeg } of observatories) {
      expect(Math.abs(latitudeDeg) <= 90 && Math.abs(longitudeDeg) <= 180 && zenithMaxDeg.every((deg) => deg > 0 && deg <= 90)).toBe(true)
    }
  })
})

test('every number says where it comes from, and what nobody has compared says so', () => {
  const all = [galacticCentre, lsrApex, interstellarApex, interstellarTail, ...Object.values(magneticAxes), ...regions, ...observatories]
  for (const { source } of all) expect(source.length).toBeGreaterThan(15)
  expect(sourceText(regions[0]!)).toMatch(/from memory, unverified/)
  expect(sourceText(lsrApex)).not.toMatch(/unverified/)
})
