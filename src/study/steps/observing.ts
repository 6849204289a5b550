/** The work behind observations: counts of mocks, of files, drawn anew; fetched when somebody observes. */
import type { Handed } from '../../formats/handed.ts'
import { acceptanceOnGrid } from '../../science/observatory/acceptanceGrid.ts'
import type { LiveTime as ScienceLiveTime } from '../../science/observatory/liveTime.ts'
import { liveTimeOnClock, starFactors } from '../../science/observatory/liveTime.ts'
import { roomForRecords } from '../../science/observatory/marginalRecords.ts'
import { countRings, eventsPerWeight, weighRings } from '../../science/observatory/mockMarginals.ts'
import type { MockModel } from '../../science/observatory/mockMeans.ts'
import { streamOf } from '../../science/math/streams.ts'
import { Problem } from '../../science/problem.ts'
import type { Fitted } from '../../science/reconstruction/resampling.ts'
import { geometryOf, type Marginals, type RingGrid } from '../../science/reconstruction/marginals.ts'
import { interpolatedAt } from '../../science/sphere/interpolation.ts'
import { ringsOf, sameGeometry } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { Acceptance, LiveTime, Observation } from '../document.ts'
import type { Job } from '../graph.ts'
import { later } from '../later.ts'
import type { Intensity, RingRates } from '../results.ts'
import { oneFile } from './oneFile.ts'
import type { FileSettings, MockSettings, Nominal, RecordsAsked, RedrawnSettings } from './observed.ts'

/** Of a coarse cube, which tells whether counts are rate × acceptance at all. */
const COARSE = { rings: 12, cells: 12 } as const
/** Cells on either side of the middle of a Forward–Backward band. */
const reachOf = (offset: number): number => Math.max(0, Math.min(2, offset - 1))

const recordsWanted = ({ rings, cells }: RingGrid, { windows, offset }: RecordsAsked) => ({
  ringRate: true,
  eastWest: true,
  forwardBackward: { offset, reach: Math.min(reachOf(offset), cells / 2 - 1 - offset) },
  ...(windows > 1 ? { windows } : {}),
  ...(rings >= COARSE.rings && cells % COARSE.cells === 0 ? { coarse: COARSE } : {}),
})

const acceptanceModel = ({ latitudeDeg, zenithMaxDeg }: Observation['site'], { zenithPower, absorption, azimuth, tilt }: Acceptance) => ({
  latitude: radians(latitudeDeg), zenithMax: radians(zenithMaxDeg), zenithPower, absorption,
  ...(azimuth === undefined ? {} : { azimuth: azimuth.map(({ m, amplitude, azimuthDeg }) => ({ m, amplitude, azimuth: radians(azimuthDeg) })) }),
  ...(tilt === undefined ? {} : { tilt }),
})

const DAY = (2 * Math.PI) / 24
const YEAR = (2 * Math.PI) / 365.2422

/** In radians of the day and of the year. */
export function liveTimeModel({ daysOfYear, daily, seasonal, gapHours }: LiveTime = {}): ScienceLiveTime {
  return {
    ...(daysOfYear === undefined ? {} : { season: [YEAR * daysOfYear[0], YEAR * daysOfYear[1]] as const }),
    ...(daily === undefined ? {} : { daily: { amplitude: daily.amplitude, peak: DAY * daily.hour } }),
    ...(seasonal === undefined ? {} : { seasonal: { amplitude: seasonal.amplitude, peak: YEAR * seasonal.day } }),
    ...(gapHours === undefined ? {} : { gap: [DAY * gapHours[0], DAY * gapHours[1]] as const }),
  }
}

/** Counts that a mock detector makes of a sky, ring by ring. Throws what `acceptanceOnGrid` and the live time throw, and invalid-argument for a sky darker than dark. */
export async function mockedMarginals(truth: Intensity, { grid, records, site, clock, mock, stream }: MockSettings, job: Job): Promise<Marginals> {
  const live = liveTimeModel(mock.liveTime)
  const { rate, motion } = liveTimeOnClock(live, clock, grid.cells)
  await job.breathe()
  const model: MockModel = {
    grid, rate,
    acceptance: acceptanceOnGrid(grid, acceptanceModel(site, mock.acceptance)),
    intensity: await onGrid(truth, grid, job),
    ...(clock === 'sidereal' ? {} : { stars: starFactors(live, clock, grid.cells, grid.cells / 2) }),
    ...(mock.solarDipole === undefined ? {} : { solarDipole: { amplitude: mock.solarDipole, motion } }),
  }
  await job.breathe()
  const weights = new Float64Array(grid.rings)
  for (let ring = 0; ring < grid.rings; ring++) {
    weighRings(model, weights, ring, ring + 1)
    await job.breathe()
  }
  const scale = eventsPerWeight(weights, mock.events)
  const draws = mock.expectation === true ? undefined : { seed: mock.seed, stream: streamOf(stream) }
  const out = roomForRecords(grid, recordsWanted(grid, records))
  for (let ring = 0; ring < grid.rings; ring++) {
    countRings(model, scale, draws, out, ring, ring + 1)
    job.report((ring + 1) / grid.rings)
    await job.breathe()
  }
  return out
}

/** A sky at the middle of every cell: its own values where it lives on this grid, and between its pixels elsewhere; where it has no value it is taken to be like the mean. */
async function onGrid({ geometry, value }: Intensity, grid: RingGrid, job: Pick<Job, 'breathe'>): Promise<Float64Array> {
  const own = sameGeometry(geometry, geometryOf(grid))
  const [from, to] = [ringsOf(geometry), ringsOf(geometryOf(grid))]
  const out = new Float64Array(to.pixels)
  for (let ring = 0; ring < to.count; ring++) {
    for (let a = 0, i = to.first[ring]; i < to.first[ring + 1]; a++, i++) {
      const x = own ? value[i] : interpolatedAt(from, value, to.sinDelta[ring], to.cosDelta[ring], to.alpha0[ring] + (2 * Math.PI * a) / grid.cells)
      out[i] = Number.isNaN(x) ? 0 : x
    }
    await job.breathe()
  }
  return out
}

/** What a file holds. Throws what its reader throws, and invalid-argument where it has another grid than the observation. */
export async function marginalsOfFile({ grid, records, origin, reading }: FileSettings, job: Job): Promise<Marginals> {
  const handed: Handed = await job.file(origin)
  if (reading.as === 'localMaps') {
    const { marginalsOfLocalMaps } = await later(() => import('./localCounts.ts'))
    return marginalsOfLocalMaps(handed, origin.name, reading, grid, recordsWanted(grid, records), job)
  }
  const { readMarginals } = await later(() => import('../../formats/marginalsFile.ts'))
  const { marginals } = await readMarginals(oneFile(handed), { breathe: () => job.breathe(), report: (done) => job.report(done) })
  if (marginals.grid.rings !== grid.rings || marginals.grid.cells !== grid.cells) {
    throw new Problem('invalid-argument', `The file has a ring grid of ${marginals.grid.rings} × ${marginals.grid.cells}, and the study expects ${grid.rings} × ${grid.cells}.`, { remedy: 'Open the file anew.' })
  }
  return marginals
}

/**
 * Counts drawn anew, with every record that there was: events with each other's times, or Poisson counts about rate × acceptance, without structure in the sky or with the one that a
 * likelihood finds. Throws invalid-argument for counts without chance whose events should have each other's times.
 */
export async function redrawnMarginals(counts: Marginals, { how, seed, stream }: RedrawnSettings, job: Job): Promise<Marginals> {
  const { grid } = counts
  const draws = { seed, stream: streamOf(stream) }
  const { emptyLike, resampleRings } = await later(() => import('../../science/reconstruction/resampling.ts'))
  if (how === 'scrambled') {
    const { recordScrambled } = await later(() => import('./scrambled.ts'))
    return recordScrambled(counts, seed, draws.stream, emptyLike(counts), job)
  }
  const fitted = await fittedTo(counts, how === 'resampled', job)
  const out = emptyLike(counts)
  for (let ring = 0; ring < grid.rings; ring++) {
    resampleRings(fitted, draws, out, ring, ring + 1)
    job.report((ring + 1) / grid.rings)
    await job.breathe()
  }
  return out
}

/** Rate, acceptance and sky of counts: of the first pass without a sky, of the last with one. */
async function fittedTo(counts: Marginals, withSky: boolean, job: Pick<Job, 'breathe'>): Promise<Fitted> {
  const [{ beginLikelihood }, { solve }] = await Promise.all([later(() => import('../../science/reconstruction/ringLikelihood.ts')), later(() => import('../../science/reconstruction/ringLikelihoodSolve.ts'))])
  const state = beginLikelihood([counts])
  if (withSky) for (const _ of solve(state)) await job.breathe()
  const { rate, acceptance } = state.detectors[0]!
  return { grid: counts.grid, rate, acceptance, intensity: state.intensity }
}

/** Live time by the clock and acceptance of a detector as it should be. */
export function nominalTables(grid: RingGrid, { site, clock, acceptance, liveTime }: Nominal): { readonly rate: Float64Array; readonly acceptance: Float64Array } {
  return { rate: liveTimeOnClock(liveTimeModel(liveTime), clock, grid.cells).rate, acceptance: acceptanceOnGrid(grid, acceptanceModel(site, acceptance)) }
}

/** Bands that are as wide in sin δ as each other over the declinations seen. */
const BANDS = 9

/**
 * Counts of bands of declination by sidereal time, over what a flawless detector makes of a sky without structure; without a mock behind, over their own mean.
 *
 * @throws invalid-argument for counts of which rates were not kept ring by ring
 */
export async function ringRates({ grid, ringRate }: Marginals, nominal: Nominal | undefined, job: Pick<Job, 'breathe'>): Promise<RingRates> {
  const { rings: count, cells } = grid
  const rings = ringsOf(geometryOf(grid))
  const counted = ringRate
  if (counted === undefined) throw new Problem('invalid-argument', 'These counts were kept without the rates of each ring, which cannot be had from the rest.', { remedy: 'Bin the events again with rates by ring.' })
  const seen = Array.from({ length: count }, (_, r) => r).filter((r) => counted.subarray(r * cells, (r + 1) * cells).some((n) => n > 0))
  const [north, south] = [seen[0] ?? 0, seen.at(-1) ?? -1]
  const edges = Array.from({ length: BANDS + 1 }, (_, b) => north + Math.round(((south + 1 - north) * b) / BANDS))
  await job.breathe()
  const { rate, acceptance } = nominal === undefined ? {} : nominalTables(grid, nominal)
  const value = new Float64Array(BANDS * cells)
  const error = new Float64Array(BANDS)
  const bands: [number, number][] = []
  for (let b = 0; b < BANDS; b++) {
    const [first, end] = [edges[b]!, edges[b + 1]!]
    const sums = new Float64Array(cells)
    let share = 0
    for (let r = first; r < end; r++) {
      for (let t = 0; t < cells; t++) sums[t] += counted[r * cells + t]
      if (acceptance !== undefined) for (let k = 0; k < cells; k++) share += acceptance[r * cells + k]
    }
    const total = sums.reduce((a, n) => a + n, 0)
    for (let t = 0; t < cells; t++) {
      const expected = rate === undefined || nominal === undefined ? total / cells : nominal.events * rate[t] * share
      value[b * cells + t] = expected > 0 ? sums[t] / expected - 1 : NaN
    }
    error[b] = total > 0 ? Math.sqrt(cells / total) : NaN
    bands.push([Math.asin(rings.sinDelta[Math.min(first, count - 1)]), Math.asin(rings.sinDelta[Math.max(first, end - 1)])])
    await job.breathe()
  }
  return { bands, value, error, cells }
}
