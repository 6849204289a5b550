import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { angleBetween, equatorialVector } from '../../science/sphere/directions.ts'
import { equalArea } from './equalArea.ts'
import { equirectangular } from './equirectangular.ts'
import { hammer } from './hammer.ts'
import { orthographic } from './orthographic.ts'
import { polar } from './polar.ts'
import { projections, type RawProjection } from './projection.ts'

const half = Math.PI / 2
const lambdas = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true })
const phis = fc.double({ min: -half, max: half, noNaN: true })
const innerPhis = fc.double({ min: -1.5, max: 1.5, noNaN: true })
/** Of the near hemisphere. */
const nearLambdas = fc.double({ min: -1.5, max: 1.5, noNaN: true })

const middle = equatorialVector(0, 0)
/** The distance of a direction from the middle, and its bearing there from the direction in which longitude grows, by vectors alone. */
function polarCoordinates(lambda: number, phi: number): { distance: number; bearing: number } {
  const v = equatorialVector(lambda, phi)
  return { distance: angleBetween(v, middle), bearing: Math.atan2(v[2], v[1]) }
}

/** ∂(x, y)/∂(λ, φ) */
function jacobian(raw: RawProjection, lambda: number, phi: number, h = 1e-5): number {
  const [east, west, north, south] = [raw(lambda + h, phi), raw(lambda - h, phi), raw(lambda, phi + h), raw(lambda, phi - h)]
  return ((east[0] - west[0]) * (north[1] - south[1]) - (north[0] - south[0]) * (east[1] - west[1])) / (4 * h * h)
}

const expectPoint = (found: readonly number[], wanted: readonly number[], digits = 10) => found.forEach((x, i) => expect(x).toBeCloseTo(wanted[i]!, digits))

describe('the Hammer projection', () => {
  test('is the azimuthal equal-area picture of half the longitude, drawn twice as wide', () => {
    fc.assert(
      fc.property(lambdas, innerPhis, (lambda, phi) => {
        const { distance, bearing } = polarCoordinates(lambda / 2, phi)
        const rho = 2 * Math.sin(distance / 2)
        expectPoint(hammer(lambda, phi), [2 * rho * Math.cos(bearing), rho * Math.sin(bearing)])
      }),
    )
  })

  test('reaches ±2√2 along the equator and ±√2 at the poles', () => {
    expectPoint(hammer(Math.PI, 0), [2 * Math.SQRT2, 0])
    expectPoint(hammer(-Math.PI, 0), [-2 * Math.SQRT2, 0])
    expectPoint(hammer(1, half), [0, Math.SQRT2])
    expectPoint(hammer(1, -half), [0, -Math.SQRT2])
  })

  test('bends parallels upward to its edge, which is an ellipse', () => {
    expect(hammer(Math.PI, 0.8)[1]).toBeGreaterThan(hammer(0, 0.8)[1])
    for (const phi of [0, 0.5, 1, 1.5]) {
      const [x, y] = hammer(Math.PI, phi)
      expect((x / (2 * Math.SQRT2)) ** 2 + (y / Math.SQRT2) ** 2).toBeCloseTo(1, 12)
    }
  })
})

describe('the equirectangular projection', () => {
  test('has longitude and latitude for coordinates', () => {
    fc.assert(fc.property(lambdas, phis, (lambda, phi) => {
      expect(equirectangular(lambda, phi)).toEqual([lambda, phi])
    }))
  })
})

describe('the cylindrical equal-area projection', () => {
  test('has rows of equal sin φ and columns of equal longitude: 30° is half as high as 90°', () => {
    expectPoint(equalArea(1, Math.PI / 6), [1, half / 2])
    expectPoint(equalArea(-2, half), [-2, half])
    expectPoint(equalArea(0.3, -half), [0.3, -half])
  })
})

describe('the azimuthal equal-area projection', () => {
  test('keeps bearings from the middle and has 2 sin(c/2) for distances', () => {
    fc.assert(
      fc.property(nearLambdas, innerPhis, (lambda, phi) => {
        const { distance, bearing } = polarCoordinates(lambda, phi)
        const rho = 2 * Math.sin(distance / 2)
        expectPoint(polar(lambda, phi), [rho * Math.cos(bearing), rho * Math.sin(bearing)])
      }),
    )
  })

  test('shows the hemisphere as a disc of radius √2', () => {
    expectPoint(polar(half, 0), [Math.SQRT2, 0])
    expectPoint(polar(0, -half), [0, -Math.SQRT2])
  })
})

describe('the orthographic projection', () => {
  test('is the shadow of the globe: sin c for distances', () => {
    fc.assert(
      fc.property(nearLambdas, innerPhis, (lambda, phi) => {
        const { distance, bearing } = polarCoordinates(lambda, phi)
        expectPoint(orthographic(lambda, phi), [Math.sin(distance) * Math.cos(bearing), Math.sin(distance) * Math.sin(bearing)])
        expect(jacobian(orthographic, lambda, phi)).toBeCloseTo(Math.cos(phi) * Math.cos(distance), 5)
      }),
    )
  })
})

describe.each([
  ['hammer', 1],
  ['equalArea', half],
  ['polar', 1],
  ['mollweide', 1],
] as const)('%s', (name, stretch) => {
  test('keeps areas: its Jacobian is cos φ everywhere, up to a constant', () => {
    const { raw, reach } = projections[name]
    fc.assert(
      fc.property(reach === 'sky' ? fc.double({ min: -3.1, max: 3.1, noNaN: true }) : nearLambdas, fc.double({ min: -1.45, max: 1.45, noNaN: true }), (lambda, phi) => {
        expect(jacobian(raw, lambda, phi)).toBeCloseTo(stretch * Math.cos(phi), 4)
      }),
    )
  })
})

describe.each(Object.entries(projections))('%s', (_, { raw, half: [width, height], outline, reach }) => {
  const seenLambdas = reach === 'sky' ? fc.double({ min: -3.141, max: 3.141, noNaN: true }) : nearLambdas

  test('is undone by its inverse', () => {
    fc.assert(
      fc.property(seenLambdas, innerPhis, (lambda, phi) => {
        const back = raw.invert(...raw(lambda, phi))
        expect(angleBetween(equatorialVector(back[0], back[1]), equatorialVector(lambda, phi))).toBeLessThan(1e-7)
      }),
    )
  })

  test('puts (0, 0) in the middle, longitude to the right and north up', () => {
    expectPoint(raw(0, 0), [0, 0])
    expect(raw(0.1, 0)[0]).toBeGreaterThan(0)
    expect(raw(0, 0.1)[1]).toBeGreaterThan(0)
    fc.assert(fc.property(seenLambdas, innerPhis, (lambda, phi) => {
      expectPoint(raw(-lambda, -phi), raw(lambda, phi).map((x) => -x))
    }))
  })

  test('stays inside its outline, and reaches it', () => {
    const outward = ([x, y]: readonly [number, number]) => (outline === 'ellipse' ? (x / width) ** 2 + (y / height) ** 2 : Math.max(Math.abs(x) / width, Math.abs(y) / height))
    fc.assert(fc.property(seenLambdas, phis, (lambda, phi) => {
      expect(outward(raw(lambda, phi))).toBeLessThan(1 + 1e-9)
    }))
    const edge = reach === 'sky' ? Math.PI : half
    for (const phi of [0, 0.5, -1.2, half]) expect(outward(raw(edge, phi))).toBeCloseTo(1, 9)
  })
})
