import { describe, expect, test } from 'vitest'
import { type Dropped, grouped } from './dropped.ts'

const file = (name: string, head = ''): Dropped => ({ name, size: 1, head })
const bins = (count: number, prefix = 'loc_'): Dropped[] => Array.from({ length: count }, (_, n) => file(`${prefix}${String(n).padStart(3, '0')}.fits`))
const CONFIG = file('config.json', '{"detectors": {"HAWC": {')
const STUDY = file('mine.anisky.json', '{"version":1,"title":"x","parts":{},"recipes":{')

describe('what was dropped together', () => {
  test('are maps and studies, one by one, in their order', () => {
    expect(grouped([file('a.fits'), STUDY, file('b.npy'), file('c.fits.gz')])).toEqual([{ kind: 'single', file: 0 }, { kind: 'single', file: 1 }, { kind: 'single', file: 2 }, { kind: 'single', file: 3 }])
  })

  test('are a set if numbered like time bins, and whatever else beside it', () => {
    expect(grouped([file('sky.fits'), ...bins(8)])).toEqual([{ kind: 'single', file: 0 }, { kind: 'localMaps', files: [1, 2, 3, 4, 5, 6, 7, 8] }])
  })

  test('few numbered maps may be years: each by itself', () => {
    expect(grouped(bins(7)).map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'single'))
  })

  test('two sets are two openings', () => {
    expect(grouped([...bins(9), ...bins(8, 'other_')]).map((group) => group.kind === 'localMaps' && group.files.length)).toEqual([9, 8])
  })

  test('with a configuration are all FITS files one set, and the configuration comes with them', () => {
    expect(grouped([CONFIG, ...bins(3), STUDY])).toEqual([{ kind: 'localMaps', files: [1, 2, 3, 0] }, { kind: 'single', file: 4 }])
    expect(grouped([file('multi.fits.gz'), CONFIG])).toEqual([{ kind: 'localMaps', files: [0, 1] }])
  })

  test('a configuration alone is known for one, and a study that speaks of detectors for a study', () => {
    expect(grouped([CONFIG])).toMatchObject([{ kind: 'lonelyConfig', file: 0, problem: { code: 'unsupported-file', message: expect.stringMatching(/^config\.json is the configuration/) } }])
    expect(grouped([file('s.json', '{"version":1,"title":"\\"detectors\\":","recipes":{}}')])).toEqual([{ kind: 'single', file: 0 }])
  })

  test('no file is lost and none is opened twice', () => {
    const files = [...bins(9), CONFIG, STUDY, file('x.npy'), ...bins(8, 'b_')]
    for (const drop of [files, files.filter((one) => one !== CONFIG)]) {
      const places = grouped(drop).flatMap((group) => (group.kind === 'localMaps' ? group.files : [group.file]))
      expect(places.toSorted((a, b) => a - b)).toEqual(drop.map((_, i) => i))
    }
  })
})
