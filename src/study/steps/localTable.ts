/** local maps → table: counts on the sky, and what rate × acceptance lets expect there, from one pass over the time bins. */
import type { Handed } from '../../formats/handed.ts'
import { readLocalMaps } from '../../formats/localMaps.ts'
import {
  addCounts, addExpectation, aimPixels, emptyMarginals, type LocalMarginals, type LocalPixels, normaliseOnRings, roomForPixels, siderealOfBin,
} from '../../science/reconstruction/localMarginals.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { LocalMapsReading } from '../document.ts'
import type { Job } from '../graph.ts'
import type { Table } from '../results.ts'
import { overPixels, overRings, PIXELS } from './blocks.ts'

/** Directions aimed and cells placed between two breaths, at some 50 ns each. */
const BLOCK = 131_072
/** Of all work the share that is reading. */
const READING = 0.7

/**
 * Column 0: counts D. Column 1: their expectation in an isotropic sky, normalised on each ring; see `reconstruction/localMarginals.ts`. NaN where no
 * cell of the field of view ever looked. Throws what `readLocalMaps` throws, and no-coverage if the field of view holds no event.
 */
export async function localTable(handed: Handed, name: string, reading: LocalMapsReading, job: Job): Promise<Table> {
  let made: Reduced | undefined
  await readLocalMaps(handed, name, async (bin, counts) => {
    const { marginals, pixels, sidereal } = made!
    await overPixels(pixels.alpha.length, job, (first, end) => addCounts(marginals, pixels, counts, bin, sidereal(bin), first, end), BLOCK)
  }, {
    breathe: () => job.breathe(),
    report: (done) => job.report(READING * done),
    onShape: async ({ nside, bins }) => void (made = await beginReduction(nside, bins, reading, job)),
  })
  return tableOf(made!, job)
}

interface Reduced {
  readonly rings: Rings
  readonly pixels: LocalPixels
  readonly marginals: LocalMarginals
  sidereal(bin: number): number
}

async function beginReduction(nside: number, bins: number, reading: LocalMapsReading, job: Job): Promise<Reduced> {
  const rings = ringsOf({ kind: 'healpix', nside })
  const pixels = await aimedPixels(rings, reading, job)
  return { rings, pixels, marginals: emptyMarginals(pixels, bins), sidereal: siderealOf(reading, bins) }
}

/** The pixels inside the zenith limit of a site, and where they look. */
export async function aimedPixels(rings: Rings, { site, azimuth }: Pick<LocalMapsReading, 'site' | 'azimuth'>, job: Pick<Job, 'breathe'>): Promise<LocalPixels> {
  const view = { latitude: radians(site.latitudeDeg), zenithMax: radians(site.zenithMaxDeg), azimuth }
  const pixels = roomForPixels(rings, view.zenithMax)
  await overRings(rings, quietly(job), BLOCK, (from, to) => void aimPixels(pixels, rings, view, from, to))
  return pixels
}

/** Work whose progress is not worth telling. */
const quietly = (job: Pick<Job, 'breathe'>) => ({ breathe: () => job.breathe(), report: () => {} })

/** ωt of each bin. */
export const siderealOf = ({ site, binTime, firstBinDeg }: LocalMapsReading, bins: number) => (bin: number): number =>
  siderealOfBin(bin, bins, binTime, radians(site.longitudeDeg), radians(firstBinDeg))

async function tableOf({ rings, pixels, marginals, sidereal }: Reduced, job: Job): Promise<Table> {
  const { sky, rate } = marginals
  const total = rate.reduce((sum, n) => sum + n, 0)
  if (total === 0) {
    throw new Problem('no-coverage', 'No event lies inside the zenith limit, so there is nothing to see.', { remedy: 'Raise the zenith limit on the read card.' })
  }
  const expected = new Float64Array(rings.pixels)
  for (let bin = 0; bin < rate.length; bin++) {
    await overPixels(pixels.alpha.length, job, (first, end) => addExpectation(marginals, pixels, bin, sidereal(bin), total, expected, first, end), BLOCK)
    job.report(READING + ((1 - READING) * (bin + 1)) / rate.length)
  }
  await overRings(rings, quietly(job), PIXELS, (from, to) => normaliseOnRings(rings, sky, expected, from, to))
  return { geometry: rings.geometry, columns: [sky, expected] }
}
