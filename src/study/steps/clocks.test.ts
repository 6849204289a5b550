import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { NEW_YEAR_ORBIT } from '../../science/observatory/clocks.ts'
import { isProblem } from '../../science/problem.ts'
import { OBLIQUITY_J2000 } from '../../science/sphere/frames.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { ClockName, LiveTime, MockCounts, Observation, Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { addObservatory, setMock, setObservation, setTrueSky, showFourClocks } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'
import { wanted } from '../wanted.ts'

const GRID = { rings: 24, cells: 48 }
const SUN = 4.5e-4
/** What of the motion of the Earth turns with the Sun, and what turns the other way (R62). */
const [WITH_SUN, AGAINST] = [Math.cos(OBLIQUITY_J2000 / 2) ** 2, Math.sin(OBLIQUITY_J2000 / 2) ** 2]
const CLOCKS: readonly ClockName[] = ['sidereal', 'solar', 'antiSidereal', 'extendedSidereal']

const small = [setTrueSky({ grid: GRID, dipole: [6e-4, 3e-4, 8e-4] }), setObservation(OBSERVED.site, { grid: GRID })].reduce<Study>((study, edit) => edit(study), goTo('observe')(seededStudy))
const dark = setTrueSky({ dipole: [0, 0, 0] })(small)
const sunlit = (study: Study, patch: Partial<MockCounts> = {}) => setMock(OBSERVED.site, { solarDipole: SUN, ...patch })(study)
const drawn = { events: 1e10, expectation: undefined } as unknown as Partial<MockCounts>

beforeAll(() => ready())
const made = <K extends Name>(ref: Ref<K>, study: Study): Promise<Results[K]> => derive(graph, ref, study, new Vault(), new ThreadJob())
const byClock = async (study: Study) => made(of('clocks', OBSERVED.site), study)
type Pair = readonly [number, number]
const apart = ([a, b]: Pair, [c, d]: Pair) => Math.hypot(a - c, b - d)
const pairOf = ({ d0h, d6h }: { d0h: number; d6h: number }): Pair => [d0h, d6h]

/** By the definition, day by day: where right ascension 0 stands on the clock is its lead on sidereal time. */
function standing(liveTime: LiveTime, clock: ClockName, [x, y]: Pair, sun: number): Pair {
  const DAYS = 365.2422
  let [sumX, sumY, total] = [0, 0, 0]
  for (let i = 0; i < 36_524; i++) {
    const day = (i + 0.5) / 100
    const { daysOfYear: [from, to] = [0, DAYS], seasonal } = liveTime
    if (day < from || day > to) continue
    const weight = 1 + (seasonal === undefined ? 0 : seasonal.amplitude * Math.cos((2 * Math.PI * (day - seasonal.day)) / DAYS))
    const orbit = NEW_YEAR_ORBIT + (2 * Math.PI * day) / DAYS
    const lead = { sidereal: 0, solar: -1, antiSidereal: -2, extendedSidereal: 1 }[clock] * orbit
    const [dx, dy] = [x - sun * Math.sin(orbit), y + sun * Math.cos(OBLIQUITY_J2000) * Math.cos(orbit)]
    sumX += weight * (dx * Math.cos(lead) - dy * Math.sin(lead))
    sumY += weight * (dx * Math.sin(lead) + dy * Math.cos(lead))
    total += weight
  }
  return [sumX / total, sumY / total]
}

describe('one mock by four clocks', () => {
  test('shows of the motion of the Earth 95.9 % at 6 h solar, 4.1 % at 18 h extended-sidereal, and less than 0.1 % elsewhere', async () => {
    const { rows, spurious } = await byClock(sunlit(dark))
    expect(rows.map(({ clock }) => clock)).toEqual(CLOCKS)
    expect([WITH_SUN.toFixed(3), AGAINST.toFixed(3)]).toEqual(['0.959', '0.041'])
    const wanted: readonly Pair[] = [[0, 0], [0, WITH_SUN * SUN], [0, 0], [0, -AGAINST * SUN]]
    rows.forEach(({ clock, found, expected, standing: stands }, i) => {
      for (const seen of [pairOf(found!), expected!, stands!]) expect(apart(seen, wanted[i]!), clock).toBeLessThan(1e-5 * SUN)
      expect(found!.a1Error, clock).toBeGreaterThan(1e-6)
    })
    expect(spurious!.amplitude).toBeLessThan(1e-3 * SUN)
  })

  test('shows the stars by the sidereal clock and by no other, whichever its own is', async () => {
    for (const clock of [undefined, 'solar'] as const) {
      const { rows } = await byClock(setObservation(OBSERVED.site, { clock })(small))
      rows.forEach(({ clock: by, found, standing: stands }, i) => {
        expect(apart(pairOf(found!), i === 0 ? [6e-4, 3e-4] : [0, 0]), by).toBeLessThan(1e-7)
        expect(apart(stands!, i === 0 ? [6e-4, 3e-4] : [0, 0]), by).toBeLessThan(1e-12)
      })
    }
  })

  test.each<readonly [string, LiveTime]>([
    ['a third of the year', { daysOfYear: [30, 150] }],
    ['a year with seasons', { seasonal: { amplitude: 0.4, day: 200 } }],
    ['a season of seasons', { daysOfYear: [100, 300], seasonal: { amplitude: 0.8, day: 150 } }],
  ])('over %s shows what stands there day by day', async (_, liveTime) => {
    const { rows } = await byClock(sunlit(small, { liveTime }))
    for (const { clock, found, expected, standing: stands } of rows) {
      const wanted = standing(liveTime, clock, [6e-4, 3e-4], SUN)
      for (const seen of [pairOf(found!), expected!, stands!]) expect(apart(seen, wanted), clock).toBeLessThan(2e-6)
    }
  })

  test('of which hours and seasons of live time together hide a little, and that is predicted', async () => {
    const liveTime: LiveTime = { daily: { amplitude: 0.3, hour: 2 }, seasonal: { amplitude: 0.4, day: 20 } }
    const { rows } = await byClock(sunlit(small, { liveTime, ...drawn, events: 1e12 }))
    for (const { clock, found, expected, standing: stands } of rows) {
      expect(apart(stands!, standing(liveTime, clock, [6e-4, 3e-4], SUN)), clock).toBeLessThan(1e-8)
      expect(apart(pairOf(found!), expected!) / found!.a1Error!, clock).toBeLessThan(5)
      // By no more than the product of two waves of live time times all there is.
      expect(apart(expected!, stands!), clock).toBeLessThan(0.25 * 0.3 * 0.4 * (Math.hypot(6e-4, 3e-4) + SUN))
    }
    // By the clock whose hours have no seasons, nothing; by the others, as much as a tenth.
    const hidden = rows.map(({ expected, standing: stands }) => apart(expected!, stands!))
    expect(hidden[1]).toBeLessThan(1e-7)
    expect(hidden[2]).toBeGreaterThan(0.05 * Math.hypot(...rows[2]!.standing!))
  })

  test('tells from the anti-sidereal clock what seasons of the solar day leave by the sidereal one', async () => {
    const { rows: [sidereal], spurious } = await byClock(sunlit(dark, { liveTime: { seasonal: { amplitude: 0.4, day: 60 } } }))
    const [left, told] = [pairOf(sidereal!.found!), [spurious!.amplitude * Math.cos(spurious!.phase), spurious!.amplitude * Math.sin(spurious!.phase)] as const]
    // κ times what turns with the Sun; what turns against it has its own sideband there, which the anti-sidereal clock does not see.
    expect(Math.abs(spurious!.amplitude / (0.2 * WITH_SUN * SUN) - 1)).toBeLessThan(1e-3)
    expect(apart(left, told)).toBeLessThan(0.2 * AGAINST * SUN * 1.01)
    expect(apart(left, told)).toBeGreaterThan(0.2 * AGAINST * SUN * 0.99)
  })

  test('scatters about that with chance, by each clock apart', async () => {
    const { rows, spurious } = await byClock(sunlit(small, drawn))
    const pulls = rows.map(({ found, expected }) => [(found!.d0h - expected![0]) / Math.sqrt(found!.covariance[0]), (found!.d6h - expected![1]) / Math.sqrt(found!.covariance[3])] as const)
    pulls.forEach((pull, i) => expect(Math.hypot(...pull), CLOCKS[i]).toBeLessThan(5))
    for (const [i, pull] of pulls.entries()) for (const other of pulls.slice(i + 1)) expect(apart(pull, other)).toBeGreaterThan(0.05)
    expect(Math.abs(rows[1]!.found!.a1 / (0.959 * SUN) - 1)).toBeLessThan(0.1)
    expect(spurious!.amplitude).toBeLessThan(5 * spurious!.error)
  })

  test('is made for who asks for it, at the place where it is shown', () => {
    const asked = (study: Study) => wanted(study).filter(({ result }) => result === 'clocks')
    expect(asked(small)).toEqual([])
    expect(asked(showFourClocks(true)(small))).toEqual([of('clocks', OBSERVED.site)])
    expect(asked(goTo('explore')(showFourClocks(true)(small)))).toEqual([])
  })

  test('is no question to counts that were put in order once', async () => {
    const again: Observation = { ...(small.parts[OBSERVED.site] as Observation), counts: { from: 'redrawn', observation: OBSERVED.site, how: 'isotropic', seed: 1 } }
    const reason = await made(of('clocks', 'again'), { ...small, parts: { ...small.parts, again } }).catch((e: unknown) => e)
    expect(isProblem(reason) && reason.message).toMatch(/have one clock/)
  })
})

describe('the dipole by every method and another clock', () => {
  const solar = (study: Study) => setObservation(OBSERVED.site, { clock: 'solar' })(study)

  test('is held against what stands there: 95.9 % of the solar dipole at 6 h, and not the stars', async () => {
    const { truth, rows, clock, moreThanDipole } = await made(of('dipoles', OBSERVED.found), solar(sunlit(small)))
    expect([clock, moreThanDipole]).toEqual(['solar', false])
    expect(apart([truth![0], truth![1]], [0, WITH_SUN * SUN])).toBeLessThan(1e-12)
    for (const { method, found, expected } of rows) {
      if (method === 'scrambling') continue // counts without chance cannot be scrambled
      expect(apart(pairOf(found!), expected!), method).toBeLessThan(1e-12)
      // Direct integration keeps a part of it, as of any dipole; all at 6 h.
      expect(Math.abs(expected![0]), method).toBeLessThan(1e-6)
      const share = expected![1] / (WITH_SUN * SUN)
      if (method === 'directIntegration') expect(share).toBeLessThan(0.5)
      else expect(Math.abs(share - 1), method).toBeLessThan(5e-3)
    }
  })

  test.each<readonly [ClockName, Partial<MockCounts>]>([
    ['solar', {}],
    ['solar', { liveTime: { daysOfYear: [0, 180], daily: { amplitude: 0.5, hour: 3 } } }],
    ['antiSidereal', { liveTime: { gapHours: [8, 16], seasonal: { amplitude: 0.5, day: 10 } } }],
    ['extendedSidereal', {}],
    ['sidereal', { liveTime: { daysOfYear: [0, 180] } }],
  ])('drawn with chance by the %s clock scatters about what is predicted (%j)', async (clock, patch) => {
    const { rows } = await made(of('dipoles', OBSERVED.found), setObservation(OBSERVED.site, { clock: clock === 'sidereal' ? undefined : clock })(sunlit(small, { ...drawn, ...patch })))
    for (const { method, found, expected } of rows) {
      const { d0h, d6h, covariance } = found!
      expect(Math.abs(d0h - expected![0]) / Math.sqrt(covariance[0]), method).toBeLessThan(5)
      expect(Math.abs(d6h - expected![1]) / Math.sqrt(covariance[3]), method).toBeLessThan(5)
    }
  })

  test('by sidereal time and a whole year is predicted as without the Sun', async () => {
    const [plain, sun] = [await made(of('dipoles', OBSERVED.found), small), await made(of('dipoles', OBSERVED.found), sunlit(small))]
    expect(sun.truth).toEqual(plain.truth)
    sun.rows.forEach(({ method, expected }, i) => method === 'scrambling' || expect(apart(expected!, plain.rows[i]!.expected!), method).toBeLessThan(4e-6))
  })

  test('of several detectors stands where the mean of their events does; by several clocks nowhere', async () => {
    const two = addObservatory({ name: 'Tibet', latitudeDeg: 30, longitudeDeg: 91, zenithMaxDeg: 45 })(solar(sunlit(small)))
    const second = Object.keys(two.parts).find((id) => !(id in small.parts))!
    const half = setMock(second, { liveTime: { daysOfYear: [0, 182] } })(two)
    const [one, other] = [standing({}, 'solar', [6e-4, 3e-4], SUN), standing({ daysOfYear: [0, 182] }, 'solar', [6e-4, 3e-4], SUN)]
    const { truth } = await made(of('dipoles', OBSERVED.found), half)
    expect(apart([truth![0], truth![1]], [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2])).toBeLessThan(1e-6)
    const apartClocks = await made(of('dipoles', OBSERVED.found), setObservation(second, { clock: undefined })(two))
    expect(apartClocks.truth).toBeUndefined()
    expect(apartClocks.rows.every(({ expected }) => expected === undefined)).toBe(true)
  })
})
