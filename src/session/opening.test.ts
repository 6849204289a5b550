import { beforeEach, describe, expect, test } from 'vitest'
import type { Member } from '../formats/handed.ts'
import type { FileCard, ReadCard } from '../formats/readCard.ts'
import { Problem } from '../science/problem.ts'
import { stopComparing } from '../study/comparing.ts'
import { openMap, setCard } from '../study/edits.ts'
import { seededStudy } from '../study/seeded.ts'
import { opening, type Opening } from './opening.ts'
import { createSession, type SessionStore } from './store.ts'
import { someFile, someSource } from './testing/edits.ts'
import { FakeBridge, turn } from './testing/fakeBridge.ts'

const column = { index: 0, name: 'COUNTS', unit: '', format: 'E', min: 0, max: 9, sum: 100, integers: true, negative: 0, zero: 0, unseen: 0, guess: 'counts', because: 'its name' } as const
const cardOf = (sha256: string): ReadCard =>
  ({
    name: '', bytes: 1000, sha256, compressed: false, geometry: { kind: 'healpix', nside: 64 }, ordering: 'nested', orderingStated: true, frame: 'equatorial',
    frameStated: true, columns: [column], facts: [], assumptions: [], warnings: [], zerosLookUnseen: false, milliseconds: 1,
  }) as ReadCard

let store: SessionStore
let bridge: FakeBridge
let files: Opening
let refreshed = 0
beforeEach(() => {
  store = createSession()
  bridge = new FakeBridge()
  refreshed = 0
  files = opening(store, bridge, () => refreshed++)
})

const open = (name: string, content = ''): Promise<void> => files.openFiles([new File([content], name)])
const texts = (): string[] => store.getState().notices.map(({ text }) => text)
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]

/** The session as a link leaves it: the study names a file that nobody has opened. */
function waitFor(sha256: string): void {
  const data = someFile(sha256, 'wanted.fits')
  store.getState().edit(openMap(data, someSource))
  store.setState({ findings: { 'display@map': { state: 'failed', problem: new Problem('file-missing', '', { facts: { ...data.origin } }) } } })
}

describe('opening a map', () => {
  test('puts it in the place of what is shown, as one edit that can be undone', async () => {
    bridge.card = cardOf(A)
    await open('sky.fits')
    const { study, past, cards, cardShown, opening: busy, notices, undo } = store.getState()
    expect(study.parts['file']).toMatchObject({ kind: 'data', origin: { name: 'sky.fits', sha256: A }, reading: { ordering: 'nested' } })
    expect(study.parts['map']).toMatchObject({ kind: 'sky', source: { from: 'map', counts: { data: 'file', column: 0 } } })
    expect(past.map(({ label }) => label)).toEqual(['Opened sky.fits'])
    expect([cards[A]?.name, cardShown, busy]).toEqual(['sky.fits', true, undefined])
    expect(notices).toMatchObject([{ tone: 'status', text: 'Opened sky.fits.', undo: true }])
    undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('nothing in the name of a file turns round what is written beside it', async () => {
    bridge.card = cardOf(A)
    await open('sky\u202estif.fits')
    const { study, notices } = store.getState()
    expect(study.title).toBe('sky⟨202E⟩stif.fits')
    expect(notices).toMatchObject([{ text: 'Opened sky⟨202E⟩stif.fits.' }])
  })

  test('of C_l draws them beside the spectrum, says so, and leaves the sky', async () => {
    bridge.card = { kind: 'curve', name: '', bytes: 9, sha256: A, compressed: false, degrees: [0, 64], facts: [], assumptions: ['The C_l are drawn as they stand.'], warnings: [], milliseconds: 1 }
    await open('cl.fits')
    const { study, cards, cardShown, notices, undo } = store.getState()
    expect(study.parts).toMatchObject({ ...seededStudy.parts, curve1: { kind: 'data', origin: { name: 'cl.fits', sha256: A }, reading: { as: 'curve' } } })
    expect(study.view.panes.find(({ kind }) => kind === 'map')).toEqual(seededStudy.view.panes.find(({ kind }) => kind === 'map'))
    expect([Object.keys(cards), cardShown]).toEqual([[], false])
    expect(notices).toMatchObject([{ tone: 'status', text: 'cl.fits is an angular power spectrum, l = 0 to 64: it is drawn beside that of the map. The C_l are drawn as they stand.', undo: true }])
    undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('beside what is shown, where that is asked for: an edit of its own, the first map untouched', async () => {
    bridge.card = cardOf(A)
    await files.openFiles([new File([''], 'sky.fits')], 'beside')
    const { study, past, cardShown } = store.getState()
    expect(study.title).toBe(seededStudy.title)
    expect(study.view.panes.slice(0, 2)).toMatchObject([{ part: 'sky' }, { part: 'map2', quantity: 'relativeIntensity' }])
    expect(study.parts['map2']).toMatchObject({ source: { counts: { data: 'file2', column: 0 } } })
    expect(past.map(({ label }) => label)).toEqual(['Opened sky.fits beside'])
    expect(cardShown).toBe(false)
    store.getState().edit(stopComparing)
    await files.openFiles([new File([''], 'sky.fits')], 'beside')
    expect(store.getState().study).toEqual(study)
  })

  test('says which file is being read', async () => {
    bridge.card = cardOf(A)
    const opened = open('sky.fits')
    expect(store.getState().opening).toEqual({ name: 'sky.fits' })
    await opened
  })

  test('says how much of it has been read, until it is', async () => {
    bridge.card = cardOf(A)
    const seen: unknown[] = []
    store.subscribe(({ opening: busy }) => void seen.push(busy?.done))
    bridge.readSoFar = [0.25, 0.75]
    await open('sky.fits')
    expect(seen.filter((done) => done !== undefined)).toEqual(expect.arrayContaining([0.25, 0.75]))
    expect(store.getState().opening).toBeUndefined()
  })

  test('refused in a sentence, leaves what was open', async () => {
    bridge.card = new Problem('unsupported-file', 'This is a photograph.', { remedy: 'Choose a map.' })
    await open('cat.jpg')
    expect(store.getState().study).toBe(seededStudy)
    expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: 'cat.jpg: This is a photograph.', remedy: 'Choose a map.' }])
    expect(store.getState().opening).toBeUndefined()
  })

  test('cancelled, says nothing', async () => {
    bridge.card = new Problem('cancelled', 'stopped')
    await open('sky.fits')
    expect(texts()).toEqual([])
  })
})

describe('several files at once', () => {
  const drop = (...names: readonly (readonly [string, FileCard | Error | string])[]): Promise<void> => {
    bridge.byName = new Map(names.flatMap(([name, card]) => (typeof card === 'string' ? [] : [[name, card] as const])))
    return files.openFiles(names.map(([name, card]) => new File([typeof card === 'string' ? card : ''], name)))
  }
  const curve: FileCard = { kind: 'curve', name: '', bytes: 9, sha256: 'c'.repeat(64), compressed: false, degrees: [0, 64], facts: [], assumptions: [], warnings: [], milliseconds: 1 }

  test('are one edit: counts with their background, another map beside them, a curve, places', async () => {
    await drop(['data.fits', cardOf(A)], ['bg.fits', cardOf(B)], ['both.fits', { ...cardOf('d'.repeat(64)), columns: [column, { ...column, index: 1, guess: 'background' }] }], ['cl.fits', curve], ['list.csv', 'name,ra,dec\nCrab,83.6,22\n'])
    const { study, past, notices, cardShown, undo } = store.getState()
    expect(study.parts).toMatchObject({
      file: { origin: { name: 'data.fits' } }, 'file-background': { origin: { name: 'bg.fits' } }, map: { source: { counts: { data: 'file' }, background: { data: 'file-background' } } },
      file2: { origin: { name: 'both.fits' } }, map2: { source: { counts: { data: 'file2' } } }, curve1: { origin: { name: 'cl.fits' } },
    })
    expect(study.view.panes.flatMap((pane) => (pane.kind === 'map' ? [pane.part] : []))).toEqual(['map', 'map2'])
    expect(study.view.marks).toEqual([{ name: 'Crab', raDeg: 83.6, decDeg: 22 }])
    expect(notices).toMatchObject([{ tone: 'status', undo: true, text: 'Opened data.fits with bg.fits as its background; both.fits; the C_l of cl.fits; and 1 place of list.csv.' }])
    expect([past.length, cardShown]).toEqual([1, true])
    undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('are opened as far as they can be read; the others are named', async () => {
    await drop(['cat.jpg', new Problem('unsupported-file', 'This is a photograph.')], ['sky.fits', cardOf(A)], ['list.csv', 'name,ra,dec\nCrab,83.6,north\n'])
    expect(store.getState().study.parts['file']).toMatchObject({ origin: { name: 'sky.fits' } })
    expect(texts().sort()).toEqual([
      'Opened sky.fits.', 'cat.jpg: This is a photograph.', 'list.csv: This list of places cannot be read: line 2: the declination “north” is not a number of degrees.',
    ])
  })

  test('that are one file twice are opened once', async () => {
    await drop(['a.fits', cardOf(A)], ['copy.fits', cardOf(A)])
    expect(Object.keys(store.getState().study.parts)).toEqual(['file', 'map'])
  })

  test('with a study among them: it comes first, and what it waits for is supplied', async () => {
    const waiting = openMap(someFile(A, 'wanted.fits'), someSource)(seededStudy)
    await drop(['other.fits', cardOf(B)], ['wanted.fits', cardOf(A)], ['s.json', JSON.stringify(waiting)])
    const { study } = store.getState()
    expect(bridge.supplied).toEqual([A])
    expect(study.parts['file']).toMatchObject({ origin: { sha256: A } })
    expect(study.parts['file2']).toMatchObject({ origin: { sha256: B } })
  })

  test('beyond the room beside the first are refused by name', async () => {
    const names = Array.from({ length: 14 }, (_, i) => [`m${i}.fits`, { ...cardOf(i.toString(16).repeat(64)), columns: [{ ...column, sum: i }] }] as const)
    await drop(...names)
    expect(texts().filter((text) => /room for 12 maps/.test(text)).map((text) => text.slice(0, 8))).toEqual(['m12.fits', 'm13.fits'])
    expect(store.getState().past).toHaveLength(1)
  })

  test('stopped on the way, change nothing', async () => {
    bridge.byName = new Map([['a.fits', cardOf(A)], ['b.fits', cardOf(B)]])
    const opened = files.openFiles([new File([], 'a.fits'), new File([], 'b.fits')])
    while (bridge.inspected.length < 1) await turn()
    files.cancel()
    await opened
    expect(store.getState().study).toBe(seededStudy)
    expect([texts(), store.getState().opening]).toEqual([[], undefined])
  })
})

test('a list of places alone marks its places; a table of pixels is not one', async () => {
  await open('list.tsv', 'Crab\t83.6\t22\nVela\t128.8\t-45.2\t3')
  expect(store.getState().study.view.marks).toHaveLength(2)
  expect(texts()).toEqual(['2 places of list.tsv are marked on the map.'])
  bridge.card = cardOf(A)
  await open('pixels.csv', 'pixel,counts,background\n0,5,4\n1,6,4\n')
  expect(bridge.inspected).toHaveLength(1)
})

describe('a study that waits for a file', () => {
  test('is completed by that file, whatever it is called', async () => {
    waitFor(A)
    const before = store.getState().study
    bridge.card = cardOf(A)
    await open('renamed.fits')
    expect(store.getState().study).toBe(before)
    expect([bridge.supplied, refreshed]).toEqual([[A], 1])
    expect(texts()).toEqual(['renamed.fits is open.'])
  })

  test('names another file as the wrong one, and opens it when it is handed over again', async () => {
    waitFor(A)
    const before = store.getState().study
    bridge.card = cardOf(B)
    await open('other.fits')
    expect(store.getState().study).toBe(before)
    expect(store.getState().notices).toMatchObject([
      { tone: 'alert', text: expect.stringMatching(/^other\.fits is not the file .* wanted\.fits, with SHA-256 aaaaaaaa…, .* bbbbbbbb…\.$/), remedy: expect.stringContaining('once more') },
    ])
    await open('other.fits')
    expect(store.getState().study.parts['file']).toMatchObject({ origin: { sha256: B } })
  })
})

describe('opening local maps', () => {
  const config = new File(['{"detectors": {"HAWC": {}}}'], 'config.json')
  const bins = Array.from({ length: 8 }, (_, n) => new File([], `loc_00${n}.fits`))
  const localCard = { ...cardOf(A), name: 'local maps, 8 files', local: { bins: 8, events: [1], seenToDeg: 60, sites: [], site: { name: 'X', latitudeDeg: 5, longitudeDeg: 6, zenithMaxDeg: 50 } } } as ReadCard

  test('hands all files over at once, with their names, and opens them as one', async () => {
    bridge.card = localCard
    await files.openFiles([config, ...bins])
    expect(bridge.inspected).toHaveLength(1)
    expect((bridge.inspected[0] as Member[]).map(({ name }) => name)).toEqual([...bins.map(({ name }) => name), 'config.json'])
    expect(store.getState().study.parts['file']).toMatchObject({ reading: { as: 'localMaps', site: { name: 'X', latitudeDeg: 5 }, binTime: 'centre' } })
    expect(store.getState().past).toHaveLength(1)
  })

  test('a configuration without its maps is no study, and says what it is', async () => {
    await files.openFiles([config])
    expect(bridge.inspected).toEqual([])
    expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: expect.stringMatching(/^config\.json is the configuration of local maps/) }])
    expect(store.getState().study).toBe(seededStudy)
  })

  test('beside a study, both are opened', async () => {
    bridge.card = localCard
    await files.openFiles([...bins, new File([JSON.stringify(seededStudy)], 's.json')])
    expect(store.getState().past.map(({ label }) => label)).toEqual(['Opened s.json', 'Opened local maps, 8 files'])
  })
})

describe('opening a study file', () => {
  const saved = setCard('main', 'smooth', { radiusDeg: 3 })(seededStudy)

  test('replaces the study as one edit', async () => {
    await open('mine.anisky.json', JSON.stringify(saved))
    expect(store.getState().study).toEqual(saved)
    expect(store.getState().past.map(({ label }) => label)).toEqual(['Opened mine.anisky.json'])
    expect(store.getState().notices).toMatchObject([{ tone: 'status', text: 'Opened mine.anisky.json.', undo: true }])
    store.getState().undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('with a setting that makes no sense keeps the rest and names it', async () => {
    await open('mine.json', JSON.stringify({ ...saved, recipes: { main: { ...saved.recipes['main'], spectrum: { lmax: -4, zonal: false } } } }))
    expect(store.getState().study).toEqual(saved)
    expect(texts()[1]).toMatch(/^One setting in mine\.json was not understood: .*lmax/)
  })

  test.each([['torn', '{"version": 1'], ['of something else', '{"type": "FeatureCollection"}'], ['of nothing', ''], ['endless', ' '.repeat(1_000_001)]])(
    '%s is refused and nothing changes',
    async (_, content) => {
      await open('bad.json', content)
      expect(store.getState().study).toBe(seededStudy)
      expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: expect.stringMatching(/^bad\.json is not a study/), remedy: expect.any(String) }])
    },
  )
})

describe('opening that was stopped while a text was read', () => {
  const study = JSON.stringify(setCard('main', 'smooth', { radiusDeg: 3 })(seededStudy))
  /** A file that takes its time, as one on a slow disk does. */
  const slow = (name: string, content: string): { readonly file: File; readonly go: () => void } => {
    const file = new File([content], name)
    let go = (): void => {}
    const text = new Promise<string>((resolve) => (go = () => resolve(content)))
    Object.defineProperty(file, 'text', { value: () => text })
    return { file, go }
  }

  test.each([
    ['a study', 'mine.json', study, []],
    ['a list of places', 'list.csv', 'name,ra,dec\nCrab,83.6,22\n', []],
    ['a study among others', 'mine.json', study, [new File([], 'sky.fits')]],
  ] as const)('changes nothing, whether it was %s', async (_, name, content, others) => {
    const { file, go } = slow(name, content)
    const opened = files.openFiles([file, ...others])
    await turn(5)
    files.cancel()
    go()
    await opened
    expect(store.getState()).toMatchObject({ study: seededStudy, past: [], notices: [], opening: undefined })
  })

  test('gives way to what was opened after it', async () => {
    const { file, go } = slow('mine.json', study)
    const first = files.openFiles([file])
    await turn(5)
    bridge.card = cardOf(A)
    const second = open('sky.fits')
    go()
    await Promise.all([first, second])
    expect(store.getState().past.map(({ label }) => label)).toEqual(['Opened sky.fits'])
  })
})

describe('opening a picture', () => {
  const study = setCard('main', 'smooth', { radiusDeg: 3 })(seededStudy)
  const drawing = (text: string) => `<svg><metadata id="anisky">${text}</metadata></svg>`

  test('opens the study it carries, as one edit that can be undone', async () => {
    await open('figure.svg', drawing(JSON.stringify(study)))
    expect(store.getState().study).toEqual(study)
    expect(store.getState().past.map(({ label }) => label)).toEqual(['Opened figure.svg'])
  })

  test('without a study is judged as any other file', async () => {
    bridge.card = new Problem('unsupported-file', 'This is an SVG picture.')
    await open('figure.svg', '<svg></svg>')
    expect(texts()).toEqual(['figure.svg: This is an SVG picture.'])
  })

  test('whose study makes no sense changes nothing', async () => {
    await open('figure.svg', drawing('{"version":9}'))
    expect(store.getState()).toMatchObject({ study: seededStudy, past: [] })
    expect(texts()[0]).toContain('figure.svg is not a study that can be opened')
  })
})
