/** A mock that was run through another program: 4,999,839,333 events at latitude 19° in 72 time bins of nside 16. ANISKY_DATA names the folder. */
import { openAsBlob } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readHealpix } from '../../formats/healpixFile.ts'
import { readMarginals } from '../../formats/marginalsFile.ts'
import { writeMarginals } from '../../formats/marginalsWrite.ts'
import { almIndex } from '../../science/harmonics/alm.ts'
import { analysis, synthesis } from '../../science/harmonics/transform.ts'
import { gridForLocalMaps, ringEdges } from '../../science/reconstruction/localToRings.ts'
import { beginLikelihood } from '../../science/reconstruction/ringLikelihood.ts'
import { solve } from '../../science/reconstruction/ringLikelihoodSolve.ts'
import { geometryOf, type Marginals } from '../../science/reconstruction/marginals.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { LocalMapsReading } from '../document.ts'
import { marginalsOfLocalMaps } from './localCounts.ts'

const MOCK = `${process.env['ANISKY_DATA']}/mock_crallh_nside16`
const EVENTS = 4_999_839_333
const SITE = { name: 'MOCK', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0)

const READING: LocalMapsReading = { as: 'localMaps', site: SITE, azimuth: 'southEast', binTime: 'lowerEdge', firstBinDeg: 0 }
const job = { breathe: async () => {}, report: () => {}, file: () => Promise.reject(new Error('no file')) }

interface Reconstructed {
  readonly delta: Float64Array
  readonly expectation: Float64Array
}

/** Direct integration, by a double loop over hour angles and right ascensions. */
function integrated({ grid: { rings, cells }, sky, local, rate }: Marginals): Reconstructed {
  const expectation = new Float64Array(rings * cells)
  for (let r = 0; r < rings; r++) for (let a = 0; a < cells; a++) for (let k = 0; k < cells; k++) expectation[r * cells + a]! += (rate[(a + k) % cells]! * local[r * cells + k]!) / EVENTS
  return { delta: expectation.map((b, i) => (b > 0 ? sky[i]! / b - 1 : NaN)), expectation }
}

/** The likelihood of the page. */
function fitted(marginals: Marginals): Reconstructed {
  const state = beginLikelihood([marginals])
  const passes = [...solve(state)]
  expect(passes.at(-1)?.converged).toBe(true)
  return { delta: state.intensity.map((x) => x - 1), expectation: state.expected }
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [sum(a) / a.length, sum(b) / b.length]
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((x, i) => {
    ab += (x - ma) * (b[i]! - mb)
    aa += (x - ma) ** 2
    bb += (b[i]! - mb) ** 2
  })
  return ab / Math.sqrt(aa * bb)
}

const rings = ringsOf({ kind: 'healpix', nside: 16 })
const columns = async (name: string) => (await readHealpix(await openAsBlob(`${MOCK}/${name}`), name)).columns.map(({ values }) => values)

describe('the mock on a ring grid', () => {
  let marginals: Marginals
  let truth: Float64Array
  let seen: readonly number[]
  beforeAll(async () => {
    marginals = await marginalsOfLocalMaps(await openAsBlob(`${MOCK}/multimap_LMAPS_72x3072.fits.gz`), 'm.fits.gz', READING, gridForLocalMaps(16, 72), { ringRate: true, eastWest: true, windows: 6, coarse: { rings: 12, cells: 12 } }, job)
    const [theirs] = await columns('RAW_MOCK__16_72_iteration20.fits.gz')
    seen = Array.from(theirs!.keys()).filter((i) => theirs![i]! > 0)
    truth = withoutRingMeans((await columns('truth.fits'))[0]!)
  })

  /** What varies with declination alone nobody can see (R13). */
  function withoutRingMeans(map: Float64Array): Float64Array {
    const out = map.slice()
    for (let ring = 0; ring < rings.count; ring++) {
      const onRing = seen.filter((i) => i >= rings.first[ring]! && i < rings.first[ring + 1]!)
      for (const i of onRing) out[i]! -= sum(onRing.map((one) => map[one]!)) / onRing.length
    }
    return out
  }

  const ringAt = (pixel: number): number => rings.first.findIndex((_, r) => rings.first[r + 1]! > pixel)

  /** Sums over the cells within a radius of the pixels that the other program saw (spec 17), δI of which is held against the truth there. Radius 0: the cell below. */
  function against({ delta, expectation }: Reconstructed, radius: number): number {
    const { grid } = marginals
    const { sinDelta, cosDelta } = ringsOf(geometryOf(grid))
    const edges = ringEdges(grid)
    const cell = (2 * Math.PI) / grid.cells
    const found = seen.map((i) => {
      const ring = ringAt(i)
      const alpha = rings.alpha0[ring]! + (2 * Math.PI * (i - rings.first[ring]!)) / (rings.first[ring + 1]! - rings.first[ring]!)
      const [s, c] = [rings.sinDelta[ring]!, rings.cosDelta[ring]!]
      const below = edges.findIndex((_, r) => edges[r + 1]! < s) * grid.cells + Math.floor(alpha / cell)
      let [events, b] = [0, 0]
      delta.forEach((x, j) => {
        const row = Math.floor(j / grid.cells)
        const near = radius === 0 ? j === below : s * sinDelta[row]! + c * cosDelta[row]! * Math.cos(alpha - ((j % grid.cells) + 0.5) * cell) >= Math.cos(radius)
        if (!near || Number.isNaN(x)) return
        events += expectation[j]! * (1 + x)
        b += expectation[j]!
      })
      return b > 0 ? events / b - 1 : NaN
    })
    const known = found.flatMap((x, n) => (Number.isNaN(x) ? [] : [[x, truth[seen[n]!]!] as const]))
    expect(known.length).toBeGreaterThan(0.97 * seen.length)
    return correlation(known.map(([x]) => x), known.map(([, y]) => y))
  }

  test('holds every event in every record, and no ring between the first and the last is empty', () => {
    const { grid, sky, local, rate, ringRate, windows, coarse, eastWest } = marginals
    expect(grid).toEqual({ rings: 40, cells: 72 })
    expect([sky, local, rate, ringRate!, windows!.local, coarse!.counts].map(sum)).toEqual(Array(6).fill(EVENTS))
    const beside = sum(eastWest!.east) + sum(eastWest!.west)
    expect(beside > 0.9 * EVENTS && beside < EVENTS).toBe(true)
    const counted = Array.from({ length: 40 }, (_, r) => sum(sky.subarray(72 * r, 72 * r + 72)) > 0)
    expect(counted.slice(counted.indexOf(true), counted.lastIndexOf(true) + 1).every(Boolean)).toBe(true)
  })

  test('shows the true sky by direct integration, without most of its dipole', () => {
    expect(against(integrated(marginals), 0)).toBeGreaterThan(0.45)
  })

  test('shows it better by likelihood than the program that the mock was run through, cell by cell and smoothed as that does', async () => {
    const likelihood = fitted(marginals)
    const [counts, background] = await columns('RAW_MOCK__16_72_iteration20.fits.gz')
    const theirs = withoutRingMeans(Float64Array.from(truth, (_, i) => counts![i]! / background![i]! - 1))
    const cellByCell = against(likelihood, 0)
    expect(cellByCell).toBeGreaterThan(correlation(seen.map((i) => theirs[i]!), seen.map((i) => truth[i]!)))
    // Its δI is smoother than its counts over background (χ² of half of what so many events leave): here cells and their neighbours are joined, within 4°.
    const smoothed = withoutRingMeans((await columns('CR_MOCK__16_72_iteration20.fits.gz'))[0]!)
    const ours = against(likelihood, radians(4))
    expect(ours).toBeGreaterThan(correlation(seen.map((i) => smoothed[i]!), seen.map((i) => truth[i]!)))
    expect(ours).toBeGreaterThan(0.776)
  })

  // That program states δI up to l = 2 nside without a_l0. The correlation noted with its files, and the slope, are those of this δI with the true sky without ring means over the 2,404
  // pixels between −36° and 73°, all but the northernmost ring of what it saw; over all 2,424 they are 0.766 and 0.981, and of its counts over background 0.638 and 0.996.
  test('correlates with the true sky by 0.82 where that program notes 0.776, by the same definition', async () => {
    const [theirs] = await columns('CR_MOCK__16_72_iteration20.fits.gz')
    const within = seen.filter((i) => rings.sinDelta[ringAt(i)]! < Math.sin(radians(73)))
    expect(within).toHaveLength(2404)
    const known = within.map((i) => truth[i]!)
    const of = (map: Float64Array) => within.map((i) => map[i]!)
    const spread = (values: readonly number[]) => Math.sqrt(sum(values.map((x) => (x - sum(values) / values.length) ** 2)))
    const slope = (values: readonly number[]) => (correlation(values, known) * spread(values)) / spread(known)
    expect(correlation(of(theirs!), known)).toBeCloseTo(0.776, 3)
    expect(slope(of(theirs!))).toBeCloseTo(0.978, 3)
    // Ours through the same filter: coefficients of the map on its own rings, where quadrature is exact, without those of m = 0; at the pixels of that program.
    const lmax = 2 * 16
    const alm = analysis(ringsOf(geometryOf(marginals.grid)), fitted(marginals).delta.map((x) => (Number.isNaN(x) ? 0 : x)), lmax)
    for (let l = 0; l <= lmax; l++) alm.re[almIndex(lmax, l, 0)] = 0
    const ours = of(synthesis(rings, alm))
    expect(correlation(ours, known)).toBeGreaterThanOrEqual(0.776)
    expect(correlation(ours, known)).toBeCloseTo(0.821, 3)
  })

  test('is written to a file and read again, count by count', async () => {
    const file = { site: SITE, clock: 'sidereal', marginals, pieces: [{ fingerprint: '0'.repeat(64), events: EVENTS, from: 'the mock' }] } as const
    const bytes = writeMarginals(file)
    expect(await readMarginals(new Blob([bytes]))).toEqual({ ...file, warnings: [] })
  })
})
