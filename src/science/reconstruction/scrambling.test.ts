import { describe, expect, test } from 'vitest'
import { roomForRecords } from '../observatory/marginalRecords.ts'
import { directIntegration } from './directIntegration.ts'
import { nothingCounted } from './marginals.ts'
import { emptyLike, resampleRings } from './resampling.ts'
import { beginScrambling, beginScramblings, scrambledBackground, scrambleRecords, scrambleRings } from './scrambling.ts'
import { COARSE, dipoleSky, integratedBackground, siteAcceptance, unevenRate } from './testing/dipoleMocks.ts'

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
/** 3,000 events are drawn one by one; of 3 million most cells are drawn time by time. */
const countsOf = (events: number) => resampleRings(
  { grid: COARSE, rate: unevenRate(COARSE, events), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, [0.01, 0, 0]) },
  { seed: 7, stream: 1 }, nothingCounted(COARSE))

describe.each([3e3, 3e5, 3e6])('scrambling of %d events', (events) => {
  const counts = countsOf(events)

  test('uses every time once, and leaves as many events on every ring as there were', () => {
    const state = beginScrambling(counts, 3, 1)
    const sky = new Float64Array(COARSE.rings * COARSE.cells)
    scrambleRings(state, COARSE.rings, sky)
    expect(sum(state.left)).toBe(0)
    expect(state.events).toBe(0)
    for (let ring = 0; ring < COARSE.rings; ring++) {
      const row = [ring * COARSE.cells, (ring + 1) * COARSE.cells] as const
      expect(sum(sky.subarray(...row))).toBe(sum(counts.sky.subarray(...row)))
    }
    expect(sky.every((n) => Number.isInteger(n) && n >= 0)).toBe(true)
    expect(sky).not.toEqual(counts.sky)
  })

  test('is the same ring by ring and all at once, the same for one seed and draw, and another for others', () => {
    const skyOf = (seed: number, draw: number, step: number) => {
      const state = beginScrambling(counts, seed, draw)
      const sky = new Float64Array(COARSE.rings * COARSE.cells)
      for (let to = step; to < COARSE.rings + step; to += step) scrambleRings(state, Math.min(to, COARSE.rings), sky)
      return sky
    }
    expect(skyOf(3, 1, 1)).toEqual(skyOf(3, 1, 16))
    expect(skyOf(3, 2, 16)).not.toEqual(skyOf(3, 1, 16))
    expect(skyOf(4, 1, 16)).not.toEqual(skyOf(3, 1, 16))
  })
})

describe('scrambling', () => {
  test('has the background of direct integration as its mean sky', () => {
    const counts = countsOf(3e6)
    const [mean, wanted] = [scrambledBackground(counts, 1, 20), integratedBackground(counts)]
    let [chi2, cells] = [0, 0]
    wanted.forEach((b, i) => {
      if (b === 0) return
      chi2 += (20 * (mean[i] - b) ** 2) / b
      cells++
    })
    // Sums that are kept take freedom away: fewer than one degree for each cell, not many fewer.
    expect(chi2 / cells).toBeGreaterThan(0.6)
    expect(chi2 / cells).toBeLessThan(1.2)
  })

  test('of one event at one time and place leaves it there', () => {
    const counts = nothingCounted({ rings: 2, cells: 4 })
    counts.sky[5] = counts.local[4 + 1] = counts.rate[2] = 1
    expect(scrambledBackground(counts, 1, 3)).toEqual(counts.sky)
  })

  test('asks for whole events that have a time and a place', () => {
    const counts = countsOf(3e3)
    expect(() => beginScrambling({ ...counts, local: counts.local.map((n) => n / 2) }, 1, 1)).toThrow(/whole numbers/)
    expect(() => beginScrambling({ ...counts, local: counts.local.map((n) => 2 * n) }, 1, 1)).toThrow(/a time as have a place/)
    expect(() => scrambledBackground(counts, 1, 0)).toThrow(/at least one/)
  })
})

describe('scrambling within windows of the day', () => {
  const ALL = { ringRate: true, eastWest: true, forwardBackward: { offset: 3, reach: 1 }, coarse: { rings: 4, cells: 6 } }
  // A sky of a tenth, so that windows differ.
  const counted = (windows: number, events = 3e6) => resampleRings(
    { grid: COARSE, rate: unevenRate(COARSE, events), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, [0.1, 0.05, 0]) },
    { seed: 7, stream: 1 }, roomForRecords(COARSE, { ...ALL, windows }))
  const distance = (mean: Float64Array, wanted: Float64Array, skies: number) => {
    let [chi2, cells] = [0, 0]
    wanted.forEach((b, i) => {
      if (!(b > 5)) return
      chi2 += (skies * (mean[i] - b) ** 2) / b
      cells++
    })
    return chi2 / cells
  }

  test.each([2, 4, 5, 8])('(%d) has the background of direct integration within the same windows, and of no others, as its mean sky', (windows) => {
    const counts = counted(windows)
    const mean = scrambledBackground(counts, 1, 20, windows)
    // Ring means of D/B are not divided out of what is scrambled: direct integration is brought to the same number of events on each ring.
    const wanted = (of: Float64Array) => of.map((b, i) => {
      const row = [i - (i % COARSE.cells), i - (i % COARSE.cells) + COARSE.cells] as const
      return b === 0 ? 0 : (b * sum(counts.sky.subarray(...row))) / sum(of.subarray(...row))
    })
    const [own, day] = [distance(mean, wanted(directIntegration([counts], windows)), 20), distance(mean, wanted(directIntegration([counts])), 20)]
    expect(own).toBeGreaterThan(0.5)
    expect(own).toBeLessThan(1.2)
    expect(day).toBeGreaterThan(5)
  })

  test('keeps L and n of every window, and every other record as a whole table would', () => {
    const counts = counted(4, 3e5)
    const again = emptyLike(counts)
    for (const one of beginScramblings(counts, 4, 3, 1)) scrambleRecords(one, COARSE.rings, again)
    expect([again.windows, again.rate, again.local]).toEqual([counts.windows, counts.rate, counts.local])
    const ringOf = (values: Float64Array, ring: number) => sum(values.subarray(ring * COARSE.cells, (ring + 1) * COARSE.cells))
    for (let ring = 0; ring < COARSE.rings; ring++) expect([ringOf(again.sky, ring), ringOf(again.ringRate!, ring)]).toEqual([ringOf(counts.sky, ring), ringOf(counts.ringRate!, ring)])
    // East, West and the bands are sums over hour angle, which events keep; by time they have changed.
    expect([sum(again.eastWest!.east), sum(again.eastWest!.west), sum(again.forwardBackward!.forward)]).toEqual([sum(counts.eastWest!.east), sum(counts.eastWest!.west), sum(counts.forwardBackward!.forward)])
    expect(sum(again.coarse!.counts)).toBe(sum(counts.coarse!.counts))
    for (const [a, b] of [[again.sky, counts.sky], [again.ringRate, counts.ringRate], [again.eastWest!.east, counts.eastWest!.east], [again.coarse!.counts, counts.coarse!.counts]]) expect(a).not.toEqual(b)
    // The same table as the sky alone is made of.
    const sky = new Float64Array(counts.sky.length)
    for (const one of beginScramblings(counts, 4, 3, 1)) scrambleRings(one, COARSE.rings, sky)
    expect(again.sky).toEqual(sky)
  })

  test('needs the counts of these windows', () => {
    expect(() => beginScramblings(counted(4, 3e3), 6, 1, 1)).toThrow(/local counts of these windows/)
  })
})
