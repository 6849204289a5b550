/** local maps → ranking: every way to read their azimuth, by what a smooth sky gains in likelihood. */
import type { Handed } from '../../formats/handed.ts'
import { readLocalMaps } from '../../formats/localMaps.ts'
import { addBinToGain, beginGain, finishGain, TERMS_UP_TO } from '../../science/analysis/azimuthGain.ts'
import { ringsInView } from '../../science/reconstruction/localMarginals.ts'
import { Problem } from '../../science/problem.ts'
import { ringPixel } from '../../science/sphere/healpix.ts'
import { AZIMUTH_NAMES, type Azimuth } from '../../science/sphere/localAzimuth.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { LocalMapsReading } from '../document.ts'
import type { Job } from '../graph.ts'
import { rankingOf, type AzimuthRanking } from '../ranking.ts'
import { aimedPixels, siderealOf } from './localTable.ts'

/** Three multipoles need no finer pixels than 3.7°; so a cube of all bins stays small. */
const COARSE = 16
const READING = 0.5

/** The counts n_τi in coarse pixels inside the zenith limit. */
interface Cube {
  readonly rings: Rings
  readonly bins: readonly Float64Array[]
}

/**
 * Reads the maps once and tries every way on them. Multipoles are fitted up to l = 3, or as far as the field of view can tell them apart under each of
 * the ways. Throws what `readLocalMaps` throws, and no-coverage where not even dipoles can be told.
 */
export async function rankAzimuths(handed: Handed, name: string, reading: LocalMapsReading, job: Pick<Job, 'breathe' | 'report'>): Promise<AzimuthRanking> {
  const cube = await cubeOf(handed, name, reading, job)
  const found: (readonly (number | undefined)[])[] = []
  for (const [index, azimuth] of AZIMUTH_NAMES.entries()) {
    found.push(await gainsOf(cube, { ...reading, azimuth }, job, (done) => job.report(READING + ((1 - READING) * (index + done)) / AZIMUTH_NAMES.length)))
  }
  for (const degree of [3, 2, 1]) {
    const gains = found.map((byDegree) => byDegree[degree])
    if (gains.every((gain) => gain !== undefined)) return rankingOf(degree, TERMS_UP_TO[degree]!, gains)
  }
  throw new Problem('no-coverage', 'The field of view is too small to tell one azimuth from another.', { remedy: 'Raise the zenith limit, or choose the azimuth from what is known of the files.' })
}

async function cubeOf(handed: Handed, name: string, { site }: LocalMapsReading, job: Pick<Job, 'breathe' | 'report'>): Promise<Cube> {
  const zenithMax = radians(site.zenithMaxDeg)
  const cells: Float64Array[] = []
  let rings = ringsOf({ kind: 'healpix', nside: 1 })
  let place: Int32Array = new Int32Array(0)
  await readLocalMaps(handed, name, (bin, counts) => {
    const cell = (cells[bin] = new Float64Array(rings.pixels))
    for (let i = 0; i < place.length; i++) cell[place[i]!]! += counts[i]!
  }, {
    breathe: () => job.breathe(),
    report: (done) => job.report(READING * done),
    onShape: ({ nside }) => {
      rings = ringsOf({ kind: 'healpix', nside: Math.min(nside, COARSE) })
      place = placesIn(ringsOf({ kind: 'healpix', nside }), rings, zenithMax)
    },
  })
  // A coarse pixel astride the limit holds what its fine pixels inside saw.
  const inView = 1 + cells.reduce((last, cell) => Math.max(last, cell.findLastIndex((n) => n > 0)), -1)
  return { rings, bins: cells.map((cell) => cell.subarray(0, inView)) }
}

/** The coarse pixel of each fine one inside the zenith limit. */
function placesIn(fine: Rings, coarse: Rings, zenithMax: number): Int32Array {
  const inside = ringsInView(fine, zenithMax)
  const { nside } = coarse.geometry as { nside: number }
  const places = new Int32Array(fine.first[inside]!)
  for (let ring = 0; ring < inside; ring++) {
    const n = fine.first[ring + 1]! - fine.first[ring]!
    for (let k = 0; k < n; k++) places[fine.first[ring]! + k] = ringPixel(nside, fine.sinDelta[ring]!, fine.cosDelta[ring]!, fine.alpha0[ring]! + (2 * Math.PI * k) / n)
  }
  return places
}

/** ΔlnL by degree; entry 0 is unused. */
async function gainsOf({ rings, bins }: Cube, reading: LocalMapsReading & { readonly azimuth: Azimuth }, job: Pick<Job, 'breathe'>, report: (done: number) => void): Promise<readonly (number | undefined)[]> {
  const whole = { ...reading.site, zenithMaxDeg: 180 }
  const all = await aimedPixels(rings, { ...reading, site: whole }, job)
  const count = bins[0]!.length
  const pixels = { nside: all.nside, sinDelta: all.sinDelta.subarray(0, count), cosDelta: all.cosDelta.subarray(0, count), alpha: all.alpha.subarray(0, count) }
  const rates = bins.map((counts) => counts.reduce((sum, n) => sum + n, 0))
  const total = rates.reduce((sum, n) => sum + n, 0)
  if (total === 0) throw new Problem('no-coverage', 'No event lies inside the zenith limit.', { remedy: 'Raise the zenith limit on the read card.' })
  const acceptance = Float64Array.from({ length: count }, (_, i) => bins.reduce((sum, counts) => sum + counts[i]!, 0) / total)
  const sidereal = siderealOf(reading, bins.length)
  const gain = beginGain(pixels)
  for (const [bin, counts] of bins.entries()) {
    addBinToGain(gain, pixels, counts, acceptance, rates[bin]! / total, total, sidereal(bin))
    report((bin + 1) / bins.length)
    await job.breathe()
  }
  return [undefined, ...[1, 2, 3].map((degree) => finishGain(gain, acceptance, total, degree)?.gain)]
}
