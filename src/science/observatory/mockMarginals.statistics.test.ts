/**
 * Fixed seeds, never chosen. Bounds are 4.9 standard errors, a false alarm has the probability 1e-6 each; 30 of them. Every comparison has a mutant that must break it.
 */
import { describe, expect, test } from 'vitest'
import { rotate, transposed } from '../math/matrix3.ts'
import { uniform } from '../math/philox.ts'
import { poisson } from '../math/poisson.ts'
import { equatorialAngles, localRotation, localVector } from '../sphere/directions.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians, wrap } from '../units.ts'
import { acceptanceOnGrid } from './acceptanceGrid.ts'
import { mockMarginals } from './mockMarginals.ts'
import { scaledTo } from './testing/bruteMock.ts'

const BOUND = 4.9
const TURN = 2 * Math.PI
const sum = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0)

describe('mock counts over 1,500 seeds', () => {
  const [SEEDS, grid] = [1500, { rings: 6, cells: 12 }]
  const acceptance = acceptanceOnGrid(grid, { latitude: radians(30), zenithMax: radians(70), zenithPower: 1, absorption: 1 })
  const rate = Float64Array.from({ length: 12 }, (_, t) => (1 + 0.3 * Math.sin(t)) / sum(Array.from({ length: 12 }, (__, u) => 1 + 0.3 * Math.sin(u))))
  const intensity = Float64Array.from({ length: 72 }, (_, i) => 0.2 * Math.cos(i))
  const model = { grid, acceptance, rate, intensity }

  /** A mutant of the draws: the number of a cell forgets its ring, so that rings fluctuate together. */
  function sameOnEveryRing(seed: number, events: number) {
    const out = { sky: new Float64Array(72), local: new Float64Array(72), rate: new Float64Array(12) }
    for (let i = 0; i < 72 * 12; i++) {
      const [ring, k, t] = [Math.floor(i / 144), Math.floor(i / 12) % 12, i % 12]
      const a = (t - k + 12) % 12
      const n = poisson({ seed, stream: 2 }, k * 12 + t, events * acceptance[ring * 12 + k] * rate[t] * (1 + intensity[ring * 12 + a]))
      out.sky[ring * 12 + a] += n
      out.local[ring * 12 + k] += n
      out.rate[t] += n
    }
    return out
  }

  test.each([100, 1e4, 1e8])('have the mean and the variance of Poisson numbers in every marginal, with %d events', (events) => {
    const expected = mockMarginals(model, { events })
    const names = ['sky', 'local', 'rate'] as const
    // Per marginal: Σ over cells of (n − μ)/√μ, and of (n − μ)²/μ with its variance 2 + 1/μ.
    const pulls = (draw: (seed: number) => Record<(typeof names)[number], Float64Array>) => {
      const out = new Map<string, { mean: number; variance: number }>(names.map((name) => [name, { mean: 0, variance: 0 }]))
      for (let seed = 1; seed <= SEEDS; seed++) {
        const counts = draw(seed)
        for (const name of names) {
          const cells = [...expected[name].keys()].filter((i) => expected[name][i] > 0)
          const spread = Math.sqrt(SEEDS * sum(cells.map((i) => 2 + 1 / expected[name][i])))
          const pull = out.get(name)!
          for (const i of cells) {
            const mu = expected[name][i]
            pull.mean += (counts[name][i] - mu) / Math.sqrt(mu * SEEDS * cells.length)
            pull.variance += ((counts[name][i] - mu) ** 2 / mu - 1) / spread
          }
        }
      }
      return out
    }
    const [right, mutant] = [pulls((seed) => mockMarginals(model, { events, draws: { seed, stream: 2 } })), pulls((seed) => sameOnEveryRing(seed, events))]
    for (const name of names) {
      expect(Math.abs(right.get(name)!.mean), name).toBeLessThan(BOUND)
      expect(Math.abs(right.get(name)!.variance), name).toBeLessThan(BOUND)
    }
    expect(Math.abs(mutant.get('rate')!.variance)).toBeGreaterThan(2 * BOUND)
  })

  test('of sky and detector share exactly the events of the cells they have in common', () => {
    const events = 1e4
    const cell = scaledTo(events, grid, (ring, k, t) => acceptance[ring * 12 + k] * rate[t] * (1 + intensity[ring * 12 + ((t - k + 12) % 12)]))
    const expected = mockMarginals(model, { events })
    // Σ (D − d)(L − l) common/(dl) over all pairs on a ring; its mean is Σ common²/(dl).
    const pairs = Array.from({ length: 6 * 144 }, (_, i) => [Math.floor(i / 144), Math.floor(i / 12) % 12, i % 12] as const)
      .map(([ring, k, a]) => ({ d: ring * 12 + a, l: ring * 12 + k, common: cell(ring, k, (a + k) % 12) }))
      .filter(({ common }) => common > 0)
      .map((pair) => ({ ...pair, weight: pair.common / (expected.sky[pair.d] * expected.local[pair.l]) }))
    const shared = sum(pairs.map(({ common, weight }) => common * weight))
    const samples = Array.from({ length: SEEDS }, (_, i) => {
      const { sky, local } = mockMarginals(model, { events, draws: { seed: i + 1, stream: 3 } })
      return sum(pairs.map(({ d, l, weight }) => weight * (sky[d] - expected.sky[d]) * (local[l] - expected.local[l])))
    })
    const mean = sum(samples) / SEEDS
    const error = Math.sqrt(sum(samples.map((x) => (x - mean) ** 2))) / SEEDS
    expect(Math.abs(mean - shared)).toBeLessThan(BOUND * error)
    expect(mean).toBeGreaterThan(2 * BOUND * error) // sky and detector drawn apart would be the mutant
  })
})

describe('mock expectations', () => {
  test('are the averages of events that arrive from anywhere at any time and are put into cells one by one', () => {
    // A smooth detector, so that cells and continuum differ by less than the noise; a strong sky, so that every sign counts.
    const view = { latitude: radians(35), zenithMax: Math.PI / 2, zenithPower: 2, absorption: 1 }
    const [east, dipole] = [0.6, [0.3, -0.35, 0.2]]
    const [EVENTS, grid] = [400_000, { rings: 60, cells: 120 }]
    const rings = ringsOf({ kind: 'gauss', rings: grid.rings, perRing: grid.cells })
    const rate = Float64Array.from({ length: grid.cells }, (_, t) => (1 + 0.5 * Math.cos((TURN * (t + 0.5)) / grid.cells - 1)) / grid.cells)
    const intensity = Float64Array.from({ length: rings.pixels }, (_, i) => {
      const [ring, alpha] = [Math.floor(i / grid.cells), (TURN * ((i % grid.cells) + 0.5)) / grid.cells]
      return rings.cosDelta[ring] * (dipole[0] * Math.cos(alpha) + dipole[1] * Math.sin(alpha)) + dipole[2] * rings.sinDelta[ring]
    })
    const acceptance = acceptanceOnGrid(grid, { ...view, azimuth: [{ m: 1, amplitude: east, azimuth: Math.PI / 2 }] })
    const expected = mockMarginals({ grid, acceptance, rate, intensity }, { events: 1, records: { eastWest: true, ringRate: true } })

    /** Σ over cells of share × wave, for waves in α, h and τ and for the events of the east. */
    const cells = (table: Float64Array, wave: (angle: number) => number, shift: number) =>
      table.reduce((all, n, i) => all + n * wave((TURN * ((i % grid.cells) + shift)) / grid.cells), 0)
    const wanted = [
      cells(expected.sky, Math.cos, 0.5), cells(expected.sky, Math.sin, 0.5), cells(expected.local, Math.cos, 0), cells(expected.local, Math.sin, 0),
      cells(expected.rate, Math.cos, 0.5), cells(expected.rate, Math.sin, 0.5), expected.sky.reduce((all, n, i) => all + n * rings.sinDelta[Math.floor(i / grid.cells)], 0),
    ]

    const events: { alpha: number; h: number; tau: number; sinDelta: number }[] = []
    for (let trial = 0; events.length < EVENTS; trial++) {
      const [cosTheta, phi, tau, chance] = [0, 1, 2, 3].map((stream) => uniform({ seed: 1, stream }, trial))
      const theta = Math.acos(cosTheta)
      const accepted = cosTheta ** 2 * Math.exp(-(1 / cosTheta - 1)) * (1 + east * Math.sin(theta) * Math.sin(TURN * phi)) * (1 + 0.5 * Math.cos(TURN * tau - 1))
      const n = rotate(transposed(localRotation(view.latitude, TURN * tau)), localVector(TURN * phi, theta))
      const seen = 1 + dipole[0] * n[0] + dipole[1] * n[1] + dipole[2] * n[2]
      if (chance * 1.6 * 1.5 * 1.51 > accepted * seen) continue
      const { alpha } = equatorialAngles(n)
      events.push({ alpha, h: wrap(TURN * tau - alpha), tau: TURN * tau, sinDelta: n[2] })
    }
    const pulls = (mirror: number) => {
      const samples = events.map(({ alpha, h, tau, sinDelta }) => {
        const a = mirror === 1 ? alpha : wrap(tau + h) // a mutant that takes east for west
        return [Math.cos(a), Math.sin(a), Math.cos(h), mirror * Math.sin(h), Math.cos(tau), Math.sin(tau), sinDelta]
      })
      return wanted.map((mean, i) => {
        const average = sum(samples.map((x) => x[i])) / EVENTS
        const spread = Math.sqrt(sum(samples.map((x) => (x[i] - average) ** 2)) / EVENTS)
        return (average - mean) / (spread / Math.sqrt(EVENTS))
      })
    }
    const [right, mutant] = [pulls(1), pulls(-1)]
    console.info(`pulls ${right.map((p) => p.toFixed(2)).join(', ')}; east taken for west ${mutant.map((p) => p.toFixed(1)).join(', ')}`)
    for (const pull of right) expect(Math.abs(pull)).toBeLessThan(BOUND)
    for (const i of [0, 1, 3]) expect(Math.abs(mutant[i])).toBeGreaterThan(2 * BOUND)

    const fraction = sum(expected.eastWest!.east) / (sum(expected.eastWest!.east) + sum(expected.eastWest!.west))
    const half = Math.PI / grid.cells // cells on the meridian are in neither
    const away = events.filter(({ h }) => Math.abs(Math.sin(h)) > Math.sin(half))
    const seen = away.filter(({ h }) => h > Math.PI).length / away.length
    expect(Math.abs(seen - fraction)).toBeLessThan(BOUND * Math.sqrt(0.25 / away.length))
    expect(fraction - 0.5).toBeGreaterThan(2 * BOUND * Math.sqrt(0.25 / away.length)) // else east and west are not told apart
  })
})
