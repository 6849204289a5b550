import { describe, expect, test } from 'vitest'
import { nothingCounted } from './marginals.ts'
import { resampleRings } from './resampling.ts'
import { beginScrambling, scrambledBackground, scrambleRings } from './scrambling.ts'
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
