import { beforeEach, describe, expect, test } from 'vitest'
import type { FileCard, ReadCard } from '../formats/readCard.ts'
import { checkStudy } from '../study/check.ts'
import { seededStudy } from '../study/seeded.ts'
import { opening, type Opening } from './opening.ts'
import { createSession, type SessionStore } from './store.ts'
import { FakeBridge } from './testing/fakeBridge.ts'

const column = { index: 0, name: 'COUNTS', unit: '', format: 'E', min: 0, max: 9, sum: 100, integers: true, negative: 0, zero: 0, unseen: 0, guess: 'counts', because: 'its name' } as const
const cardOf = (sha256: string): ReadCard => ({
  name: '', bytes: 1000, sha256, compressed: false, geometry: { kind: 'healpix', nside: 64 }, ordering: 'nested', orderingStated: true, frame: 'equatorial',
  frameStated: true, columns: [column], facts: [], assumptions: [], warnings: [], zerosLookUnseen: false, milliseconds: 1,
})

let store: SessionStore
let bridge: FakeBridge
let files: Opening
beforeEach(() => {
  store = createSession()
  bridge = new FakeBridge()
  files = opening(store, bridge, () => {})
})

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
function drop(...named: readonly (readonly [string, FileCard])[]): Promise<void> {
  bridge.byName = new Map(named)
  return files.openFiles(named.map(([name]) => new File([''], name)))
}

describe('two files that are named as a pair and have different NSIDE', () => {
  const grid = (nside: number) => ({ geometry: { kind: 'healpix', nside } }) as const
  const pair = () => drop(['data.fits', { ...cardOf(A), columns: [{ ...column, unseen: 1200 }] }], ['bg.fits', { ...cardOf(B), ...grid(16) }])
  const offer = () => store.getState().notices.find(({ tone }) => tone === 'offer')
  const answer = (label: string | RegExp) => offer()!.actions!.find((action) => (typeof label === 'string' ? action.label === label : label.test(action.label)))!.run()

  test('change nothing before an answer, and are shown in a table', async () => {
    await pair()
    expect(store.getState()).toMatchObject({ study: seededStudy, past: [], cardShown: false })
    expect(store.getState().notices).toHaveLength(1)
    expect(offer()).toMatchObject({
      text: expect.stringMatching(/^bg\.fits looks like the background of data\.fits, .* at NSIDE 16, of the pixels that both see/),
      table: { head: ['file', 'NSIDE', 'order', 'frame', 'unseen pixels'], rows: [['data.fits', '64', 'NESTED', 'equatorial', '1,200 of 49,152'], ['bg.fits', '16', 'NESTED', 'equatorial', '0 of 3,072']] },
    })
    expect(offer()!.actions!.map(({ label }) => label)).toEqual(['Degrade data.fits to NSIDE 16 (counts are summed)', 'Open the counts alone', 'Cancel'])
  })

  test('are a pair at the coarser once that is agreed to, as one edit that can be undone', async () => {
    await pair()
    answer(/^Degrade/)
    const { study, past, cardShown, undo } = store.getState()
    expect(study.parts['map']).toMatchObject({ source: { counts: { data: 'file' }, background: { data: 'file-background' }, reference: 'background', nside: 16 } })
    expect(checkStudy(JSON.parse(JSON.stringify(study)))).toEqual({ study, complaints: [] })
    expect([past.map(({ label }) => label), cardShown]).toEqual([['Opened data.fits with bg.fits as its background at NSIDE 16'], true])
    undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('leave the counts alone, or nothing, where that is the answer', async () => {
    await pair()
    answer('Cancel')
    expect(store.getState().study).toBe(seededStudy)
    answer('Open the counts alone')
    expect(Object.keys(store.getState().study.parts)).toEqual(['file', 'map'])
    expect(store.getState().study.parts['map']).not.toHaveProperty('source.nside')
  })

  test('go beside what came with them', async () => {
    await drop(['data_1.fits', cardOf(A)], ['bg_1.fits', { ...cardOf(B), ...grid(128) }], ['other.fits', { ...cardOf('d'.repeat(64)), columns: [{ ...column, guess: 'intensity', negative: 5, integers: false }] }])
    expect(store.getState().study.parts).toMatchObject({ file: { origin: { name: 'other.fits' } } })
    expect(offer()!.actions![0]!.label).toBe('Degrade bg_1.fits to NSIDE 64 (expected counts are summed)')
    answer(/^Degrade/)
    expect(store.getState().study.parts).toMatchObject({ file: { origin: { name: 'other.fits' } }, map2: { source: { nside: 64 } } })
  })

  test('go beside one another where there are several pairs', async () => {
    await drop(['data_1.fits', cardOf(A)], ['bg_1.fits', { ...cardOf(B), ...grid(16) }], ['data_2.fits', cardOf('d'.repeat(64))], ['bg_2.fits', { ...cardOf('e'.repeat(64)), ...grid(32) }])
    for (const { actions } of store.getState().notices.filter(({ tone }) => tone === 'offer')) actions![0]!.run()
    expect(store.getState().study.parts).toMatchObject({ map: { source: { nside: 16 } }, map2: { source: { nside: 32 } } })
    expect(store.getState().past).toHaveLength(2)
  })

  test('of an intensity say what becomes of it, or of its error', async () => {
    const intensity = { ...column, guess: 'intensity', negative: 5, integers: false } as const
    await drop(['relint.fits', { ...cardOf(A), columns: [intensity] }], ['sigma.fits', { ...cardOf(B), ...grid(16), columns: [{ ...intensity, guess: 'error', negative: 0 }] }])
    expect(offer()!.actions!.map(({ label }) => label)).toEqual(['Degrade relint.fits to NSIDE 16 (intensities are averaged)', 'Open the intensity alone', 'Cancel'])
    await drop(['relint.fits', { ...cardOf(A), columns: [intensity] }], ['sigma.fits', { ...cardOf(B), ...grid(256), columns: [{ ...intensity, guess: 'error', negative: 0 }] }])
    expect(store.getState().notices.at(-1)!.actions![0]!.label).toBe('Degrade sigma.fits to NSIDE 64 (errors become those of the mean)')
  })

  test('of which neither divides the other are refused as a pair: the counts are opened, and both are named', async () => {
    await drop(['data.fits', cardOf(A)], ['bg.fits', { ...cardOf(B), ...grid(48), ordering: 'ring' }])
    expect(Object.keys(store.getState().study.parts)).toEqual(['file', 'map'])
    expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: expect.stringMatching(/^bg\.fits looks like the background of data\.fits.*nside 48.*nside 64.*neither NSIDE divides/), remedy: expect.stringContaining('power=-2') }, { tone: 'status' }])
  })
})
