import { describe, expect, test } from 'vitest'
import { chordText, commandTable, isChord } from './commands.ts'

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
