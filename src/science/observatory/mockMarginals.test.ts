import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OBLIQUITY_J2000 } from '../sphere/frames.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { acceptanceOnGrid } from './acceptanceGrid.ts'
import type { Clock } from './clocks.ts'
import { liveTimeOnClock, solarDipoleLeak, starFactors, type LiveTime } from './liveTime.ts'
import { roomForRecords } from './marginalRecords.ts'
import type { MockModel } from './mockMeans.ts'
import { countRings, eventsPerWeight, mockMarginals, weighRings } from './mockMarginals.ts'
import { bruteMarginals, drawn, everyRecord, scaledTo, tablesOf } from './testing/bruteMock.ts'

const grid = { rings: 12, cells: 24 }
const rings = ringsOf({ kind: 'gauss', rings: grid.rings, perRing: grid.cells })
const TURN = 2 * Math.PI
const view = { latitude: radians(19), zenithMax: radians(57), zenithPower: 1, absorption: 3 }
const live: LiveTime = { daily: { amplitude: 0.3, peak: 1 }, seasonal: { amplitude: 0.4, peak: 2 }, gap: [4, 4.6] }
const sum = (x: Float64Array) => x.reduce((a, b) => a + b, 0)

/** δI = Σ amplitude cos δ^m cos m(α − phase), at any α. */
const waves = [{ m: 0, amplitude: 0.02, phase: 0 }, { m: 1, amplitude: 0.1, phase: 0.3 }, { m: 4, amplitude: 0.05, phase: 1.1 }, { m: 7, amplitude: -0.03, phase: 2 }]
const waveAt = (ring: number, alpha: number) => waves.reduce((all, { m, amplitude, phase }) => all + amplitude * rings.cosDelta[ring] ** m * Math.cos(m * (alpha - phase)), 0)
const centre = (i: number) => (TURN * (i + 0.5)) / grid.cells
const stars = new Float64Array(rings.pixels).map((_, i) => waveAt(Math.floor(i / grid.cells), centre(i % grid.cells)))
const flat = new Float64Array(rings.pixels)

const acceptance = acceptanceOnGrid(grid, { ...view, azimuth: [{ m: 1, amplitude: 0.3, azimuth: 1 }], tilt: 0.2 })
const solar = liveTimeOnClock(live, 'sidereal', grid.cells)
const model: MockModel = { grid, acceptance, rate: solar.rate, intensity: stars, solarDipole: { amplitude: 0.05, motion: solar.motion }, gain: 0.2 }

/** Mean of a cell by the sidereal clock, with everything in it. */
function mean(ring: number, k: number, t: number): number {
  const { rate, motion } = solar
  const h = (TURN * k) / grid.cells
  const alpha = centre(t) - h
  const n = [rings.cosDelta[ring] * Math.cos(alpha), rings.cosDelta[ring] * Math.sin(alpha), rings.sinDelta[ring]]
  const dipole = n.reduce((all, x, axis) => all + 0.05 * x * motion[3 * t + axis], 0)
  const side = k === 0 || k === grid.cells / 2 ? 0 : k < grid.cells / 2 ? -1 : 1
  return rate[t] * acceptance[ring * grid.cells + k] * (1 + waveAt(ring, alpha) + dipole) * (1 + 0.2 * side * Math.sin(centre(t)))
}

describe('mock marginals', () => {
  test('without chance are the triple sums of live time × acceptance × sky, in every record', () => {
    const wanted = tablesOf(bruteMarginals(grid, scaledTo(1e6, grid, mean)))
    const seen = tablesOf(mockMarginals(model, { events: 1e6, records: everyRecord }))
    expect(Object.keys(seen).sort()).toEqual(Object.keys(wanted).sort())
    for (const [name, table] of Object.entries(wanted)) {
      const scale = Math.max(...table)
      expect(scale).toBeGreaterThan(0)
      table.forEach((x, i) => expect(Math.abs(seen[name][i] - x) / scale, name).toBeLessThan(1e-12))
    }
  })

  test.each([1e9, 1e5, 300])('of %d events are the triple sums of Poisson numbers, each a function of its cell', (events) => {
    const draws = { seed: 7, stream: 4 }
    const wanted = tablesOf(bruteMarginals(grid, drawn(grid, draws, scaledTo(events, grid, mean))))
    const seen = mockMarginals(model, { events, draws, records: everyRecord })
    expect(tablesOf(seen)).toEqual(wanted)
    expect([sum(seen.sky), sum(seen.local)]).toEqual([sum(seen.rate), sum(seen.rate)])
    expect(Math.abs(sum(seen.rate) - events)).toBeLessThan(5 * Math.sqrt(events))
  })

  test('do not depend on how the rings are cut into blocks', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 11 })), fc.boolean(), (cuts, chance) => {
        const draws = chance ? { seed: 3, stream: 1 } : undefined
        const edges = [0, ...cuts.sort((a, b) => a - b), grid.rings]
        const blocks = edges.slice(1).map((to, i) => [edges[i], to] as const)
        const weights = new Float64Array(grid.rings)
        for (const [from, to] of blocks) weighRings(model, weights, from, to)
        const out = roomForRecords(grid, everyRecord)
        for (const [from, to] of blocks) countRings(model, eventsPerWeight(weights, 1e5), draws, out, from, to)
        expect(tablesOf(out)).toEqual(tablesOf(mockMarginals(model, { events: 1e5, draws, records: everyRecord })))
      }),
      { numRuns: 20 },
    )
  })

  test('keep only what is asked for', () => {
    expect(Object.keys(mockMarginals(model, { events: 10 })).sort()).toEqual(['grid', 'local', 'rate', 'sky'])
    expect(() => roomForRecords(grid, { windows: 25 })).toThrow(/windows/)
    expect(() => roomForRecords(grid, { coarse: { rings: 13, cells: 6 } })).toThrow(/coarse rings/)
    expect(() => roomForRecords(grid, { forwardBackward: { offset: 1, reach: 1 } })).toThrow(/band of hour angle/)
    expect(() => roomForRecords({ rings: 12, cells: 25 })).toThrow(/even number/)
  })

  test('of a sky that is darker than dark, or unknown, are refused; not where the detector does not look', () => {
    for (const bad of [-1.5, NaN]) {
      const at = (ring: number) => ({ grid, acceptance, rate: solar.rate, intensity: flat.map((_, i) => (i === ring * grid.cells + 3 ? bad : 0)) })
      expect(() => mockMarginals(at(4), { events: 1 })).toThrow(/darker than dark/)
      expect(sum(mockMarginals(at(11), { events: 5 }).rate)).toBeCloseTo(5, 12)
    }
    expect(() => mockMarginals({ ...model, rate: new Float64Array(3) }, { events: 1 })).toThrow(/each cell of the clock/)
  })
})

describe('two worlds, a sky with more from the north or a detector that sees more there,', () => {
  const epsilon = 0.02
  const rate = liveTimeOnClock(live, 'sidereal', grid.cells).rate
  const north: MockModel = { grid, rate, acceptance: acceptanceOnGrid(grid, view), intensity: flat.map((_, i) => epsilon * rings.sinDelta[Math.floor(i / grid.cells)]) }
  const tilted: MockModel = { grid, rate, acceptance: acceptanceOnGrid(grid, { ...view, tilt: epsilon }), intensity: flat }

  test.each(Array.from({ length: 20 }, (_, i) => i + 1))('give the same data to the last count (seed %d)', (seed) => {
    const [one, other] = [north, tilted].map((world) => tablesOf(mockMarginals(world, { events: 1e8, draws: { seed, stream: 9 }, records: everyRecord })))
    expect(one).toEqual(other)
  })

  test('expect the same to rounding; another tilt is told apart', () => {
    const [one, other, third] = [north, tilted, { ...tilted, acceptance: acceptanceOnGrid(grid, { ...view, tilt: epsilon * 1.0001 }) }].map((world) => mockMarginals(world, { events: 1 }))
    let apart = 0
    for (const name of ['sky', 'local', 'rate'] as const) {
      one[name].forEach((x, i) => {
        expect(Math.abs(other[name][i] - x)).toBeLessThan(1e-15 * Math.max(...one[name]))
        apart = Math.max(apart, Math.abs(third[name][i] - x) / Math.max(...one[name]))
      })
    }
    expect(apart).toBeGreaterThan(1e-7)
  })
})

describe('by another clock', () => {
  const plain = acceptanceOnGrid(grid, view)
  const by = (clock: Clock, liveTime: LiveTime, intensity: Float64Array, amplitude = 0): MockModel => {
    const { rate, motion } = liveTimeOnClock(liveTime, clock, grid.cells)
    return { grid, acceptance: plain, rate, intensity, stars: starFactors(liveTime, clock, grid.cells, grid.cells / 2), solarDipole: { amplitude, motion } }
  }
  /** First harmonic of D over its mean on a ring, over cos δ: towards 0 h and 6 h. */
  function dipoleOn(ring: number, sky: Float64Array): [number, number] {
    const row = sky.subarray(ring * grid.cells, (ring + 1) * grid.cells)
    const scale = 2 / (sum(row) * rings.cosDelta[ring])
    return [scale * sum(row.map((n, a) => n * Math.cos(centre(a)))), scale * sum(row.map((n, a) => n * Math.sin(centre(a))))]
  }

  test.each(['solar', 'antiSidereal', 'extendedSidereal'] as const)('the stars are turned by the lag of each moment (%s)', (clock) => {
    const factors = starFactors(live, clock, grid.cells, grid.cells / 2)
    const { rate } = liveTimeOnClock(live, clock, grid.cells)
    const blurred = (ring: number, k: number, t: number) => {
      let intensity = 1
      for (const { m, amplitude, phase } of waves) {
        const at = t * (grid.cells / 2 + 1) + m
        const angle = m * (centre(t) - (TURN * k) / grid.cells - phase)
        intensity += amplitude * rings.cosDelta[ring] ** m * (factors.re[at] * Math.cos(angle) - factors.im[at] * Math.sin(angle))
      }
      return rate[t] * plain[ring * grid.cells + k] * intensity
    }
    const wanted = tablesOf(bruteMarginals(grid, scaledTo(1e6, grid, blurred)))
    const seen = tablesOf(mockMarginals(by(clock, live, stars), { events: 1e6, records: everyRecord }))
    for (const [name, table] of Object.entries(wanted)) table.forEach((x, i) => expect(Math.abs(seen[name][i] - x) / Math.max(...table), name).toBeLessThan(1e-12))
  })

  test('the sidereal clock needs no factors, and has the same counts with them', () => {
    const still = tablesOf(mockMarginals({ ...by('sidereal', live, stars, 0.01), stars: undefined }, { events: 1 }))
    const turned = tablesOf(mockMarginals(by('sidereal', live, stars, 0.01), { events: 1 }))
    for (const name of ['sky', 'local', 'rate']) still[name].forEach((x, i) => expect(Math.abs(turned[name][i] - x)).toBeLessThan(1e-15))
  })

  test.each([['solar', 0, 0.9588], ['extendedSidereal', 0, -0.0412], ['sidereal', 0, 0], ['antiSidereal', 0, 0]] as const)(
    'a uniform year of the solar dipole under a starry sky shows by the %s clock (%d, %d) of it and no star', (clock, d0h, d6h) => {
      const amplitude = 1e-3
      const intensity = clock === 'sidereal' ? flat : stars
      const { sky } = mockMarginals(by(clock, {}, intensity, amplitude), { events: 1 })
      const [x, y] = dipoleOn(3, sky)
      // The ring's own mean, with m = 0 of the stars and the annual mean along the axis, divides; what else there is would be second order.
      const mean0 = clock === 'sidereal' ? 1 : 1.02
      expect(Math.hypot((x * mean0) / amplitude - d0h, (y * mean0) / amplitude - d6h)).toBeLessThan(1e-3)
    },
  )

  test('seasonal live time puts its sidebands of the solar dipole where the closed form has them', () => {
    const seasons: LiveTime = { season: [0.5, 3], seasonal: { amplitude: 0.4, peak: 2 } }
    for (const clock of ['sidereal', 'solar', 'antiSidereal', 'extendedSidereal'] as const) {
      const amplitude = 1e-4
      const leak = solarDipoleLeak(seasons, clock)
      const [x, y] = dipoleOn(5, mockMarginals(by(clock, seasons, flat, amplitude), { events: 1 }).sky)
      expect(Math.hypot(x / amplitude - leak.d0h, y / amplitude - leak.d6h)).toBeLessThan(3e-4 * Math.cos(OBLIQUITY_J2000))
    }
  })
})
