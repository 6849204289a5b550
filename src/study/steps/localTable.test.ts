import { describe, expect, test } from 'vitest'
import { blob } from '../../formats/testing/fixtures.ts'
import { multimap, setOf } from '../../formats/testing/localMaps.ts'
import { poisson } from '../../science/math/poisson.ts'
import type { Data, LocalMapsReading } from '../document.ts'
import { FILE_DATA, openMap, setReading } from '../edits.ts'
import { of, type Job } from '../graph.ts'
import { seededStudy } from '../seeded.ts'
import { localTable } from './localTable.ts'
import { rankAzimuths } from './rankAzimuths.ts'
import { table } from './table.ts'

const BINS = Array.from({ length: 24 }, (_, bin) => Array.from({ length: 768 }, (_pixel, i) => poisson({ seed: 3, stream: bin }, i, i < 176 ? 300 : 0)))
const reading: LocalMapsReading = { as: 'localMaps', site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }, azimuth: 'southEast', binTime: 'centre', firstBinDeg: 0 }
const EVENTS = BINS.flat().reduce((a, b) => a + b)

function watched(): { job: Job; progress: number[]; breaths: () => number } {
  const progress: number[] = []
  let breaths = 0
  return { progress, breaths: () => breaths, job: { breathe: () => (breaths++, Promise.resolve()), report: (done) => void progress.push(done), file: () => Promise.reject(new Error('no file')) } }
}

const image = blob(multimap(BINS))
const sum = (values: Float64Array) => values.reduce((total, x) => total + (Number.isNaN(x) ? 0 : x), 0)

describe('the table of local maps', () => {
  test('holds every event and as many expected, and NaN where nobody looked', async () => {
    const { job, progress, breaths } = watched()
    const { geometry, columns: [counts, expected] } = await localTable(image, 'm.fits', reading, job)
    expect(geometry).toEqual({ kind: 'healpix', nside: 8 })
    expect(sum(counts!)).toBe(EVENTS)
    expect(sum(expected!)).toBeCloseTo(EVENTS, 6)
    expect(Array.from(counts!, Number.isNaN)).toEqual(Array.from(expected!, Number.isNaN))
    expect(counts!.some(Number.isNaN)).toBe(true)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(1)
    expect(breaths()).toBeGreaterThan(2 * 24)
  })

  test('is the same from loose files', async () => {
    const files = setOf(BINS).map(({ name, bytes }) => ({ name, file: blob(bytes) }))
    expect(await localTable(files.toReversed(), 'x', reading, watched().job)).toEqual(await localTable(image, 'm.fits', reading, watched().job))
  })

  test('turns in right ascension with the longitude, the first bin and the moment of a bin, by whole bins exactly', async () => {
    const at = (patch: Partial<LocalMapsReading>) => localTable(image, 'm', { ...reading, ...patch }, watched().job)
    const turned = await at({ firstBinDeg: 15 })
    expect(await at({ site: { ...reading.site, longitudeDeg: -82 } })).toEqual(turned)
    expect(await at({ binTime: 'lowerEdge', firstBinDeg: 22.5 })).toEqual(turned)
    expect(await at({})).not.toEqual(turned)
  })

  test('stops when nobody waits any more', async () => {
    let left = 30
    const breathe = () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('cancelled')))
    await expect(localTable(image, 'm', reading, { ...watched().job, breathe })).rejects.toThrow('cancelled')
    left = 100
    await expect(rankAzimuths(image, 'm', reading, { ...watched().job, breathe })).rejects.toThrow('cancelled')
  })

  test('says so where no event lies inside the zenith limit', async () => {
    const ring = blob(multimap(BINS.map((bin) => bin.map((n, i) => (i > 150 ? n : 0)))))
    const blind = { ...reading, site: { ...reading.site, zenithMaxDeg: 20 } }
    await expect(localTable(ring, 'm', blind, watched().job)).rejects.toMatchObject({ code: 'no-coverage', remedy: expect.stringContaining('zenith') })
    await expect(rankAzimuths(ring, 'm', blind, watched().job)).rejects.toMatchObject({ code: 'no-coverage' })
  })
})

test('every answer about local maps is in the settings of their table', () => {
  const data: Data = { kind: 'data', origin: { name: 'm', bytes: 1, sha256: 'a'.repeat(64) }, reading }
  const study = openMap(data, { from: 'map', counts: { data: FILE_DATA, column: 0 }, intensityIs: 'deviation', reference: 'background', backgroundMade: 'sameData', alpha: 0.05 })(seededStudy)
  const settings = (patch: Parameters<typeof setReading>[1]) => JSON.stringify(table.plan(of('table', FILE_DATA), setReading(FILE_DATA, patch)(study)).settings)
  const different = [{}, { azimuth: 'northWest' as const }, { binTime: 'lowerEdge' as const }, { firstBinDeg: 1 }, ...['latitudeDeg', 'longitudeDeg', 'zenithMaxDeg'].map((key) => ({ site: { ...reading.site, [key]: 33 } }))].map(settings)
  expect(new Set(different).size).toBe(7)
})

describe('ranking azimuths', () => {
  test('reads once, reports to the end, and gives all eight, the likeliest first', async () => {
    const { job, progress } = watched()
    const { ranks, degree, terms } = await rankAzimuths(image, 'm', reading, job)
    expect([degree, terms, ranks.length, new Set(ranks.map(({ azimuth }) => azimuth)).size]).toEqual([3, 12, 8, 8])
    expect(ranks.map(({ gain }) => gain)).toEqual(ranks.map(({ gain }) => gain).toSorted((a, b) => b - a))
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(1)
  })

  test('does not depend on the azimuth that was chosen before', async () => {
    const [a, b] = await Promise.all((['southEast', 'westNorth'] as const).map((azimuth) => rankAzimuths(image, 'm', { ...reading, azimuth }, watched().job)))
    expect(a).toEqual(b)
  })

  test('judges fine maps by coarse pixels of the same counts', async () => {
    // Each pixel of nside 32 holds a quarter of one of nside 16: the ranking is that of nside 16 itself.
    const { ringPixel } = await import('../../science/sphere/healpix.ts')
    const { ringsOf } = await import('../../science/sphere/rings.ts')
    const fine = ringsOf({ kind: 'healpix', nside: 32 })
    const parent = Int32Array.from({ length: fine.pixels }, (_, i) => {
      const ring = fine.first.findLastIndex((first) => first <= i)
      const alpha = fine.alpha0[ring]! + (2 * Math.PI * (i - fine.first[ring]!)) / (fine.first[ring + 1]! - fine.first[ring]!)
      return ringPixel(16, fine.sinDelta[ring]!, fine.cosDelta[ring]!, alpha)
    })
    const coarse = Array.from({ length: 8 }, (_, bin) => Array.from({ length: 3072 }, (_pixel, i) => 4 * poisson({ seed: 9, stream: bin }, i, i < 800 ? 50 : 0)))
    const finer = coarse.map((values) => Array.from(parent, (p) => values[p]! / 4))
    const wide = { ...reading, site: { ...reading.site, zenithMaxDeg: 90 } }
    const [a, b] = [await rankAzimuths(blob(multimap(coarse)), 'a', wide, watched().job), await rankAzimuths(blob(multimap(finer)), 'b', wide, watched().job)]
    a.ranks.forEach(({ azimuth, gain }, i) => {
      expect(b.ranks[i]!.azimuth).toBe(azimuth)
      expect(b.ranks[i]!.gain).toBeCloseTo(gain, 8)
    })
  })
})
