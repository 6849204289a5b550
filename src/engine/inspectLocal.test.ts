import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { blob, gzip } from '../formats/testing/fixtures.ts'
import type { ReadCard } from '../formats/readCard.ts'
import { configOf, multimap, setOf } from '../formats/testing/localMaps.ts'
import { zip } from '../formats/testing/zips.ts'
import { graph } from '../study/arrows.ts'
import type { Data } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { studyOfCard } from '../study/opening.ts'
import { seededStudy } from '../study/seeded.ts'
import { Desk } from './desk.ts'
import { openSetFingerprint } from './fingerprint.ts'

const BINS = Array.from({ length: 12 }, (_, bin) => Array.from({ length: 48 }, (_pixel, i) => (i < 12 ? 100 + ((7 * bin + 3 * i) % 5) : 0)))
const FILES = setOf(BINS)
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const inspected = async (desk: Desk, ...request: Parameters<Desk['inspect']>) => (await desk.inspect(...request)) as ReadCard
const members = (files = [...FILES, configOf()]) => files.map(({ name, bytes }) => ({ name, file: blob(bytes) }))

describe('the fingerprint of a set', () => {
  const wanted = sha(FILES.map(({ bytes }) => `${sha(bytes)} ${bytes.length}\n`).join(''))

  test('is the SHA-256 of the fingerprints and lengths of its files, in order, whatever the size of the bites', async () => {
    for (const bite of [997, 1e6]) {
      const fingerprint = await openSetFingerprint()
      FILES.forEach(({ bytes }, part) => {
        for (let i = 0; i < bytes.length; i += bite) fingerprint.update(bytes.subarray(i, i + bite), part)
      })
      expect(fingerprint.digest()).toBe(wanted)
    }
  })

  test('is the same loose, shuffled, without configuration, and zipped', async () => {
    const desk = new Desk({ graph })
    const cards = [
      await desk.inspect(1, members(), 'x'),
      await desk.inspect(2, members(FILES.toReversed()), 'x'),
      await desk.inspect(3, blob(zip([configOf(), ...FILES.map((one) => ({ ...one, name: `folder/${one.name}` }))])), 'maps.zip'),
    ]
    expect(cards.map(({ sha256 }) => sha256)).toEqual([wanted, wanted, wanted])
    expect(cards.map(({ name }) => name)).toEqual(['local maps, 12 files', 'local maps, 12 files', 'maps.zip'])
  })

  test('of one image is that of its bytes, packed as they are', async () => {
    const bytes = gzip(multimap(BINS))
    expect((await new Desk({ graph }).inspect(1, blob(bytes), 'm.fits.gz')).sha256).toBe(sha(bytes))
    expect((await new Desk({ graph }).inspect(1, blob(zip([{ name: 'm.fits.gz', bytes }, configOf()])), 'm.zip')).sha256).toBe(sha(bytes))
  })
})

describe('a desk', () => {
  test('says of local maps what they hold, and makes the sky of them', async () => {
    const desk = new Desk({ graph })
    const card = await inspected(desk, 1, members(), 'x')
    const events = BINS.flat().reduce((a, b) => a + b)
    expect(card).toMatchObject({ geometry: { nside: 2 }, bytes: FILES.reduce((sum, { bytes }) => sum + bytes.length, 0), columns: [{ guess: 'counts', sum: events }, { guess: 'background' }] })
    expect(card.local).toMatchObject({ bins: 12, site: { name: 'HAWC', latitudeDeg: 19 } })
    expect(card.local!.events.reduce((a, b) => a + b)).toBe(events)
    const values: unknown[] = []
    desk.watch((news) => void (news.kind === 'value' ? values.push(news.value) : news.kind === 'failed' && values.push(news.problem)))
    await desk.derive(2, studyOfCard(card)(seededStudy), [{ ref: of('intensity', 'map') }])
    expect(values).toMatchObject([{ geometry: { kind: 'healpix', nside: 2 }, ringMeanRemoved: true, significance: { kind: 'sameData', normalisedOn: 'rings' } }])
  })

  test('without a configuration assumes a site that sees all events, and says so', async () => {
    const card = await inspected(new Desk({ graph }), 1, members(FILES), 'x')
    expect(card.local).toMatchObject({ sites: [], site: undefined, seenToDeg: 49 }) // the second ring of nside 2: cos θ = 2/3
    expect(card.warnings).toEqual([expect.stringMatching(/do not say where the detector stands/)])
    const { parts } = studyOfCard(card)(seededStudy)
    expect((parts['file'] as Data).reading).toMatchObject({ as: 'localMaps', site: { zenithMaxDeg: 49 }, azimuth: 'southEast', binTime: 'centre' })
  })

  test('ranks the azimuths of local maps it was handed, asks for those it was not, and of others refuses', async () => {
    const desk = new Desk({ graph })
    const card = await inspected(desk, 1, members(), 'x')
    const data = studyOfCard(card)(seededStudy).parts['file'] as Data
    expect((await desk.rankAzimuths(2, data)).ranks).toHaveLength(8)
    await expect(new Desk({ graph }).rankAzimuths(3, data)).rejects.toMatchObject({ code: 'file-missing', message: expect.stringContaining('local maps, 12 files') })
    await expect(desk.rankAzimuths(4, { ...data, reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false } })).rejects.toMatchObject({ code: 'invalid-argument' })
  })

  test('a study that reads a set as one map is refused, not mistaken', async () => {
    const desk = new Desk({ graph })
    const card = await inspected(desk, 1, members(), 'x')
    const { local: _, ...asMap } = card
    const problems: unknown[] = []
    desk.watch((news) => void (news.kind === 'failed' && problems.push(news.problem)))
    await desk.derive(2, studyOfCard(asMap)(seededStudy), [{ ref: of('intensity', 'map') }])
    expect(problems).toMatchObject([{ code: 'invalid-study' }])
  })
})
