import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-03_fov.json'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { degrees, radians } from '../units.ts'
import { dailySkyFraction, declinationLimits, exposureAtDeclination, hourAngleLimit, instantSkyFraction, visibleFraction } from './fieldOfView.ts'

interface Site {
  name: string
  input: { lat_deg: number; zmax_deg: number; dec_deg: number[]; p?: number }
  expected: { dec_min: number; dec_max: number; fsky: number; visible_fraction_of_day: number[]; instant_fsky: number }
}
const rows = golden.cases as unknown as Site[]

describe('a field of view', () => {
  test('has the limits, sky fractions and visible hours of the reference cases', () => {
    const sites = rows.filter((row) => row.input.p === undefined)
    expect(sites).toHaveLength(7)
    for (const { name, input, expected } of sites) {
      const view = { latitude: radians(input.lat_deg), zenithMax: radians(input.zmax_deg) }
      const { south, north } = declinationLimits(view)
      expect(Math.abs(degrees(south) - expected.dec_min), name).toBeLessThan(1e-12)
      expect(Math.abs(degrees(north) - expected.dec_max), name).toBeLessThan(1e-12)
      expect(Math.abs(dailySkyFraction(view) - expected.fsky), name).toBeLessThan(1e-12)
      expect(Math.abs(instantSkyFraction(view) - expected.instant_fsky), name).toBeLessThan(1e-12)
      input.dec_deg.forEach((dec, i) => {
        // On the limit itself the answer is 0 or 1; there the file holds arccos of a ratio rounded next to ±1, up to 2e−8 off.
        const neverSets = 180 - Math.abs(input.lat_deg + dec) <= input.zmax_deg
        const neverRises = Math.abs(input.lat_deg - dec) >= input.zmax_deg
        const exact = neverSets ? 1 : neverRises ? 0 : expected.visible_fraction_of_day[i]
        expect(Math.abs(exact - expected.visible_fraction_of_day[i])).toBeLessThan(3e-8)
        expect(Math.abs(visibleFraction(view, Math.sin(radians(dec))) - exact), `${name} at ${dec}°`).toBeLessThan(1e-12)
      })
    }
  })

  test('HAWC with a zenith cut of 60° sees −41° to 79°, Tibet with 45° sees −15° to 75°', () => {
    const hawc = declinationLimits({ latitude: radians(19), zenithMax: radians(60) })
    expect([degrees(hawc.south), degrees(hawc.north)].map((x) => Math.round(1e9 * x) / 1e9)).toEqual([-41, 79])
    const tibet = declinationLimits({ latitude: radians(30), zenithMax: radians(45) })
    expect([degrees(tibet.south), degrees(tibet.north)].map((x) => Math.round(1e9 * x) / 1e9)).toEqual([-15, 75])
  })

  test('in a day sees what it sees at one moment, spread over the sky: ∫ ds 2h₀ = 2π (1 − cos θ_max)', () => {
    fc.assert(
      fc.property(fc.double({ min: -1.5, max: 1.5, noNaN: true }), fc.double({ min: 0.05, max: 1.5, noNaN: true }), (latitude, zenithMax) => {
        const view = { latitude, zenithMax }
        const { south, north } = declinationLimits(view)
        // h₀ has corners where a declination begins never to set; between them and the limits it is smooth but for square roots.
        const corners = [south, Math.PI - latitude - zenithMax, -Math.PI - latitude + zenithMax, north].filter((d) => d >= south && d <= north).sort((a, b) => a - b)
        const { nodes, weights } = gaussLegendre(200)
        let sum = 0
        for (let piece = 1; piece < corners.length; piece++) {
          const half = (corners[piece] - corners[piece - 1]) / 2
          const middle = (corners[piece] + corners[piece - 1]) / 2
          nodes.forEach((x, i) => {
            const delta = middle + half * Math.sin((Math.PI * x) / 2) // crowds nodes at both ends
            const jacobian = (half * Math.PI * Math.cos((Math.PI * x) / 2)) / 2
            sum += weights[i] * jacobian * Math.cos(delta) * 2 * hourAngleLimit(view, Math.sin(delta), Math.cos(delta))
          })
        }
        expect(sum / (2 * Math.PI * (1 - Math.cos(zenithMax)))).toBeCloseTo(1, 5)
      }),
      { seed: 1, numRuns: 60 },
    )
  })
})

const fine = gaussLegendre(24)

/** The same integral with no regard to cost: hour angle in many short pieces, the last ones ever shorter. */
function slowExposure(s: number, latitude: number, zenithMax: number, p: number, kappa: number): number {
  const c = Math.sqrt(1 - s * s)
  const limit = hourAngleLimit({ latitude, zenithMax: Math.min(zenithMax, Math.PI / 2) }, s)
  const { nodes, weights } = fine
  let sum = 0
  let to = limit
  for (let piece = 0; piece < 50; piece++) {
    const from = piece === 49 ? 0 : to * 0.5
    // pieces are measured from the end of the visible arc, halving
    nodes.forEach((x, i) => {
      const h = limit - ((from + to) / 2 + ((to - from) / 2) * x)
      const cosTheta = Math.sin(latitude) * s + Math.cos(latitude) * c * Math.cos(h)
      if (cosTheta > 0) sum += weights[i] * ((to - from) / 2) * cosTheta ** p * Math.exp(-kappa * (1 / cosTheta - 1))
    })
    to = from
  }
  return 2 * sum
}

describe('exposure at a declination', () => {
  test('is that of the reference case for A ∝ cos²θ', () => {
    const [row] = rows.filter((r) => r.input.p !== undefined) as unknown as { input: Record<string, number | number[]>; expected: Record<string, number[]> }[]
    const decs = row.input['dec_deg'] as number[]
    const acceptance = { latitude: radians(row.input['lat_deg'] as number), zenithMax: radians(row.input['zmax_deg'] as number), zenithPower: row.input['p'] as number, absorption: 0 }
    const exposure = exposureAtDeclination(Float64Array.from(decs, (d) => Math.sin(radians(d))), acceptance)
    const expected = Object.values(row.expected).find((x) => Array.isArray(x) && x.length === decs.length)!
    decs.forEach((_, i) => expect(Math.abs(exposure[i] / (2 * Math.PI) - expected[i])).toBeLessThanOrEqual(1e-8 * Math.abs(expected[i])))
  })

  test('has closed forms: 2h₀ for A = 1, and 2(a h₀ + b sin h₀) for A = cos θ', () => {
    const sinDelta = Float64Array.from({ length: 41 }, (_, i) => -1 + i / 20)
    const view = { latitude: 0.6, zenithMax: 1.1 }
    const flat = exposureAtDeclination(sinDelta, { ...view, zenithPower: 0, absorption: 0 })
    const cosine = exposureAtDeclination(sinDelta, { ...view, zenithPower: 1, absorption: 0 })
    sinDelta.forEach((s, i) => {
      const h = hourAngleLimit(view, s)
      const exact = 2 * (Math.sin(0.6) * s * h + Math.cos(0.6) * Math.sqrt(1 - s * s) * Math.sin(h))
      expect(flat[i]).toBeCloseTo(2 * h, 14)
      expect(Math.abs(cosine[i] - exact)).toBeLessThanOrEqual(1e-12 * exact)
    })
  })

  test('is accurate to 1e−8 for every power and absorption, down to the horizon', () => {
    for (const latitude of [0, 0.33, -0.9, 1.2, Math.PI / 2]) {
      for (const zenithMax of [0.6, 1.05, 1.3, Math.PI / 2, 2]) {
        for (const [p, kappa] of [[1, 0], [0.5, 0], [2.37, 0], [1, 5], [0, 8], [1.5, 14]]) {
          const sinDelta = Float64Array.from({ length: 13 }, (_, i) => -0.995 + i * 0.1658)
          const exposure = exposureAtDeclination(sinDelta, { latitude, zenithMax, zenithPower: p, absorption: kappa })
          sinDelta.forEach((s, i) => {
            const slow = slowExposure(s, latitude, zenithMax, p, kappa)
            const where = `Φ ${latitude}, θ ${zenithMax}, p ${p}, κ ${kappa}, s ${s}: ${exposure[i]} ${slow}`
            expect(Math.abs(exposure[i] - slow), where).toBeLessThanOrEqual(1e-8 * slow)
          })
        }
      }
    }
  })

  test('at the pole is the same for every declination inside the cut: A at its zenith angle, all day', () => {
    const sinDelta = Float64Array.of(-0.99, -0.7, 0.2)
    const exposure = exposureAtDeclination(sinDelta, { latitude: -Math.PI / 2, zenithMax: 1, zenithPower: 2, absorption: 0 })
    expect(exposure[0] / (2 * Math.PI * 0.99 ** 2)).toBeCloseTo(1, 12)
    expect(exposure[1] / (2 * Math.PI * 0.7 ** 2)).toBeCloseTo(1, 12)
    expect(exposure[2]).toBe(0)
  })
})
