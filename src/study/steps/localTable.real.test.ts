/** A mock that was run through another program: 4,999,839,333 events at latitude 19° in 72 time bins of nside 16. ANISKY_DATA names the folder. */
import { openAsBlob } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readHealpix } from '../../formats/healpixFile.ts'
import { readLocalMaps } from '../../formats/localMaps.ts'
import { rotate } from '../../science/math/matrix3.ts'
import { ringPixel } from '../../science/sphere/healpix.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { LocalMapsReading } from '../document.ts'
import { verdictOf } from '../ranking.ts'
import { localTable } from './localTable.ts'
import { rankAzimuths } from './rankAzimuths.ts'

const MOCK = `${process.env['ANISKY_DATA']}/mock_crallh_nside16`
const EVENTS = 4_999_839_333
const multimap = () => openAsBlob(`${MOCK}/multimap_LMAPS_72x3072.fits.gz`)
const columnsOf = async (name: string) => (await readHealpix(await openAsBlob(`${MOCK}/${name}`), name)).columns.map(({ values }) => values)
const job = { breathe: async () => {}, report: () => {}, file: () => Promise.reject(new Error('no file')) }
const reading: LocalMapsReading = { as: 'localMaps', site: { name: 'MOCK', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }, azimuth: 'southEast', binTime: 'lowerEdge', firstBinDeg: 0 }
const rings = ringsOf({ kind: 'healpix', nside: 16 })
const sum = (values: Float64Array) => values.reduce((total, x) => total + (Number.isNaN(x) ? 0 : x), 0)

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [a, b].map((v) => v.reduce((s, x) => s + x, 0) / v.length) as [number, number]
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((x, i) => {
    ab += (x - ma) * (b[i]! - mb)
    aa += (x - ma) ** 2
    bb += (b[i]! - mb) ** 2
  })
  return ab / Math.sqrt(aa * bb)
}

describe('the mock', () => {
  test('is read whole, and its pixels and times are those of the other program, count by count', async () => {
    const [theirs] = await columnsOf('RAW_MOCK__16_72_iteration20.fits.gz')
    // That program looks up one local pixel for each pixel of the sky and each bin; its matrix, row by row: south, east, zenith.
    const gathered = new Float64Array(rings.pixels)
    const [sl, cl] = [Math.sin(radians(19)), Math.cos(radians(19))]
    let events = 0
    const file = await readLocalMaps(await multimap(), 'm.fits.gz', (bin, counts) => {
      events += sum(counts)
      const beta = (2 * Math.PI * bin) / 72 + radians(-97)
      const [sb, cb] = [Math.sin(beta), Math.cos(beta)]
      for (let ring = 0; ring < rings.count; ring++) {
        const n = rings.first[ring + 1]! - rings.first[ring]!
        for (let k = 0; k < n; k++) {
          const alpha = rings.alpha0[ring]! + (2 * Math.PI * k) / n
          const direction = [rings.cosDelta[ring]! * Math.cos(alpha), rings.cosDelta[ring]! * Math.sin(alpha), rings.sinDelta[ring]!] as const
          const [south, east, zenith] = rotate([cb * sl, sb * sl, -cl, -sb, cb, 0, cb * cl, sb * cl, sl], direction)
          if (zenith < Math.cos(radians(57))) continue
          gathered[rings.first[ring]! + k]! += counts[ringPixel(16, zenith, Math.hypot(south, east), Math.atan2(east, south))]!
        }
      }
    })
    expect(file).toMatchObject({ nside: 16, bins: 72, layout: 'image', warnings: [] })
    expect(events).toBe(EVENTS)
    expect(gathered.filter((n) => n > 0)).toHaveLength(2424)
    // Where a direction lies on the border of two pixels to the last digit the programs may choose differently: one cell more or less.
    const differing = Array.from(gathered.keys()).filter((i) => gathered[i] !== theirs![i])
    expect(differing.length).toBeLessThanOrEqual(4)
    for (const i of differing) expect(Math.abs(gathered[i]! / theirs![i]! - 1)).toBeLessThan(0.05)
  })

  test('becomes counts and expectation that hold every event, and show the true sky', async () => {
    const { columns: [counts, expected] } = await localTable(await multimap(), 'm.fits.gz', reading, job)
    expect(sum(counts!)).toBe(EVENTS)
    expect(Math.abs(sum(expected!) / EVENTS - 1)).toBeLessThan(1e-12)
    const [truth] = await columnsOf('truth.fits')
    const [theirs] = await columnsOf('RAW_MOCK__16_72_iteration20.fits.gz')
    const seen = Array.from(counts!.keys()).filter((i) => theirs![i]! > 0)
    const delta = seen.map((i) => counts![i]! / expected![i]! - 1)
    // Each cell goes to one pixel here, and each pixel looks up one cell there: the sums differ as cells do that fall between.
    expect(correlation(seen.map((i) => counts![i]!), seen.map((i) => theirs![i]!))).toBeGreaterThan(0.94)
    // Twenty iterations reach 0.74 through the noise of 2 million events a pixel; the first step, which loses most of the dipole, less.
    expect(correlation(delta, seen.map((i) => truth![i]!))).toBeGreaterThan(0.45)
  })

  test('prefers the azimuth it was made with', async () => {
    const ranking = await rankAzimuths(await multimap(), 'm.fits.gz', reading, job)
    expect(ranking).toMatchObject({ degree: 3, terms: 12 })
    expect(verdictOf(ranking)).toMatchObject({ kind: 'decided', best: 'southEast', lead: expect.closeTo(74.3, 0) })
    expect(ranking.ranks[0]!.azimuth).toBe('southEast')
  })
})
