import { describe, expect, test } from 'vitest'
import { createSession } from '../session/store.ts'
import type { Data, MapSource } from '../study/document.ts'
import { FILE_DATA, openMap, setQuantity } from '../study/edits.ts'
import { seededStudy, viewOf } from '../study/seeded.ts'
import { chordText, commandTable, isChord } from './commands.ts'
import { mapPane } from './seen.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held,
})

describe('shortcuts', () => {
  test('Mod is ⌘ on a Mac and Ctrl elsewhere', () => {
    expect(isChord('Mod+Z', press('z', { ctrlKey: true }), false)).toBe(true)
    expect(isChord('Mod+Z', press('z', { metaKey: true }), true)).toBe(true)
    expect(isChord('Mod+Z', press('z', { ctrlKey: true }), true)).toBe(false)
  })

  test('undo and redo differ by Shift alone', () => {
    const redo = press('Z', { ctrlKey: true, shiftKey: true })
    expect([isChord('Mod+Shift+Z', redo, false), isChord('Mod+Z', redo, false)]).toEqual([true, false])
  })

  test('a question mark is one wherever the keyboard hides it', () => {
    expect(isChord('?', press('?', { shiftKey: true }), false)).toBe(true)
    expect(isChord('?', press('?'), false)).toBe(true)
    expect([isChord('+', press('+', { shiftKey: true }), false), isChord('+', press('='), false), chordText('+', false)]).toEqual([true, false, '+'])
  })

  test('chords read as the platform prints them', () => {
    expect([chordText('Mod+Shift+Z', true), chordText('Mod+Shift+Z', false)]).toEqual(['⌘⇧Z', 'Ctrl+Shift+Z'])
  })

  test('no two commands answer to the same key', () => {
    const page = { pickFiles() {}, show() {}, nextTheme() {} }
    const keys = Object.values(commandTable(page)).flatMap((command) => command.keys ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('what can be shown of a map', () => {
  const data: Data = {
    kind: 'data', origin: { name: 'map.fits', bytes: 9, sha256: '0'.repeat(64) },
    reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false },
  }
  const bare = { from: 'map', intensityIs: 'deviation', reference: 'ringMean', backgroundMade: 'sameData', alpha: 0.05 } as const
  const at = (column: number) => ({ data: FILE_DATA, column })
  const { significance, counts } = commandTable({ pickFiles() {}, show() {}, nextTheme() {} })

  test.each<[string, MapSource, boolean, boolean]>([
    ['counts', { ...bare, counts: at(0) }, true, true],
    ['an intensity with errors', { ...bare, intensity: at(0), error: at(1) }, true, false],
    ['an intensity alone', { ...bare, intensity: at(0) }, false, false],
  ])('of %s', (_, source, hasSignificance, hasCounts) => {
    const session = createSession(openMap(data, source)(seededStudy)).getState()
    expect([significance.enabled(session), counts.enabled(session)]).toEqual([hasSignificance, hasCounts])
    const kept = (['significance', 'counts'] as const).map((quantity) => mapPane(openMap(data, source)(setQuantity(0, quantity)(seededStudy)))?.quantity)
    expect(kept).toEqual([hasSignificance ? 'significance' : 'relativeIntensity', hasCounts ? 'counts' : 'relativeIntensity'])
  })

  test('of a difference of skies with errors: significance, and no counts', () => {
    const difference = { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['sky', 'sky'] } } as const
    const pane = { ...mapPane(seededStudy)!, part: 'less' }
    const session = createSession({ ...seededStudy, parts: { ...seededStudy.parts, less: difference }, view: viewOf([pane]) }).getState()
    expect([significance.enabled(session), counts.enabled(session)]).toEqual([true, false])
  })
})
