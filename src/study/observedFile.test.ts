import { describe, expect, test } from 'vitest'
import type { MarginalsCard, ReadCard } from '../formats/readCard.ts'
import { checkStudy } from './check.ts'
import type { Data, Study } from './document.ts'
import { FILE_DATA, FILE_SKY, openMap } from './edits.ts'
import { canBeObserved, FILE_COUNTS, findBy, observeLocalMaps, studyOfMarginals } from './observedFile.ts'
import { seededStudy } from './seeded.ts'

const site = { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }
const file = { name: 'day.marginals.npz', bytes: 12, sha256: 'b'.repeat(64) }
const sound = (study: Study) => expect(checkStudy(JSON.parse(JSON.stringify(study)))).toEqual({ study, complaints: [] })

describe('a marginals file', () => {
  const card: MarginalsCard = { kind: 'marginals', ...file, site, grid: { rings: 90, cells: 180 }, clock: 'sidereal', events: 10, pieces: 1, compressed: false, facts: [], assumptions: [], warnings: [], milliseconds: 1 }
  const opened = studyOfMarginals(card)(seededStudy)

  test('becomes the sky on the map, found of its counts by maximum likelihood', () => {
    expect(opened.parts[FILE_SKY]).toMatchObject({ source: { from: 'observations', observations: [FILE_COUNTS], method: 'likelihood' } })
    expect(opened.parts[FILE_COUNTS]).toEqual({ kind: 'observation', site, grid: { rings: 90, cells: 180 }, counts: { from: 'file', data: FILE_DATA } })
    expect(opened.parts[FILE_DATA]).toEqual({ kind: 'data', origin: file, reading: { as: 'marginals' } })
    sound(opened)
  })

  test('keeps the clock that it was counted by', () => {
    expect(studyOfMarginals({ ...card, clock: 'solar' })(seededStudy).parts[FILE_COUNTS]).toMatchObject({ clock: 'solar' })
  })

  test('is found by another method without the settings of the one before', () => {
    const played: Study = { ...opened, parts: { ...opened.parts, [FILE_SKY]: { ...opened.parts[FILE_SKY]!, source: { from: 'observations', observations: [FILE_COUNTS], method: 'likelihood', passes: 3 } } as Study['parts'][string] } }
    const direct = findBy(FILE_SKY, 'directIntegration')(played)
    expect(direct.parts[FILE_SKY]).toMatchObject({ source: { from: 'observations', observations: [FILE_COUNTS], method: 'directIntegration' } })
    expect(direct.parts[FILE_SKY]).not.toHaveProperty('source.passes')
    sound(direct)
    expect(findBy(FILE_SKY, 'likelihood')(opened)).toBe(opened)
    expect(findBy(FILE_DATA, 'likelihood')(opened)).toBe(opened)
  })
})

describe('local maps', () => {
  const data: Data = { kind: 'data', origin: file, reading: { as: 'localMaps', site, azimuth: 'southEast', binTime: 'centre', firstBinDeg: 0 } }
  const column = (n: number) => ({ data: FILE_DATA, column: n })
  const opened = openMap(data, { from: 'map', counts: column(0), background: column(1), intensityIs: 'deviation', reference: 'mapMean', backgroundMade: 'independent', alpha: 1 })(seededStudy)
  const cardOf = (bins: number): ReadCard => ({ geometry: { kind: 'healpix', nside: 64 }, local: { bins, view: 'sky', zenithMaxDeg: 57 } }) as unknown as ReadCard

  test('are found by maximum likelihood of the counts of the same file, on rings somewhat farther apart than their pixels', () => {
    const found = observeLocalMaps(FILE_SKY, cardOf(360))(opened)
    expect(found.parts[FILE_COUNTS]).toEqual({ kind: 'observation', site, grid: { rings: 160, cells: 360 }, counts: { from: 'file', data: FILE_DATA } })
    expect(found.parts[FILE_SKY]).toMatchObject({ source: { from: 'observations', observations: [FILE_COUNTS], method: 'likelihood' } })
    expect(found.parts[FILE_DATA]).toBe(opened.parts[FILE_DATA])
    sound(found)
    expect(observeLocalMaps(FILE_SKY, cardOf(360))(found)).toBe(found)
  })

  test('stay as they are where their time bins fit into no cells', () => {
    const odd = cardOf(99991)
    expect(canBeObserved(odd)).toBe(false)
    expect(canBeObserved(cardOf(72))).toBe(true)
    expect(observeLocalMaps(FILE_SKY, odd)(opened)).toBe(opened)
    expect(observeLocalMaps(FILE_DATA, cardOf(360))(opened)).toBe(opened)
  })
})
