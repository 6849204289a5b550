import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { of } from '../study/graph.ts'
import { setCard } from '../study/edits.ts'
import { seededStudy } from '../study/seeded.ts'
import { createSession, findingOf } from './store.ts'
import { anEdit } from './testing/edits.ts'

const radius = (radiusDeg: number) => setCard('main', 'smooth', { radiusDeg })

describe('history', () => {
  test('one drag is one undo, and the next drag is another', () => {
    const store = createSession()
    const { edit, undo } = store.getState()
    for (const deg of [9, 8, 7]) edit(radius(deg), { gesture: 'drag 1', label: `${deg}°` })
    for (const deg of [6, 5]) edit(radius(deg), { gesture: 'drag 2' })
    undo()
    expect(store.getState().study.recipes['main']!.smooth.radiusDeg).toBe(7)
    expect(store.getState().past.map(({ label }) => label)).toEqual(['7°'])
    undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('a drag that returns to where it began leaves no trace; going on with it is a new entry', () => {
    const store = createSession()
    const { edit, undo } = store.getState()
    for (const deg of [9, 8, 10]) edit(radius(deg), { gesture: 'drag' })
    expect(store.getState()).toMatchObject({ past: [], future: [] })
    expect(store.getState().study).toBe(seededStudy)
    for (const deg of [11, 12]) edit(radius(deg), { gesture: 'drag' })
    undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('the camera moves without an entry, and undo and redo leave it where it is', () => {
    const store = createSession()
    const { edit, look, undo, redo } = store.getState()
    const camera = () => store.getState().study.view.camera
    look({ zoom: 2 })
    expect(store.getState().past).toEqual([])
    edit(radius(9))
    look({ zoom: 4, centreDeg: [10, 20] })
    undo()
    expect(store.getState().study.recipes['main']).toEqual(seededStudy.recipes['main'])
    expect(camera()).toMatchObject({ zoom: 4, centreDeg: [10, 20] })
    look({ zoom: 5 })
    redo()
    expect(store.getState().study.recipes['main']!.smooth.radiusDeg).toBe(9)
    expect(camera()).toMatchObject({ zoom: 5 })
  })

  test('an edit that changes nothing is no entry', () => {
    const store = createSession()
    store.getState().edit((study) => study)
    store.getState().edit(radius(10))
    expect(store.getState().past).toEqual([])
  })

  test('a drag is not continued across an undo', () => {
    const store = createSession()
    const { edit, undo } = store.getState()
    edit(radius(9), { gesture: 'drag' })
    undo()
    edit(radius(8), { gesture: 'drag' })
    undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('labels travel with their edits through undo and redo', () => {
    const store = createSession()
    const { edit, undo, redo } = store.getState()
    edit(radius(9), { label: 'Smoothed over 9°' })
    undo()
    expect(store.getState().future[0]!.label).toBe('Smoothed over 9°')
    redo()
    expect(store.getState().past[0]!.label).toBe('Smoothed over 9°')
    expect(store.getState().study.recipes['main']!.smooth.radiusDeg).toBe(9)
  })

  test('undoing everything returns to the very start, redoing everything to the very end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anEdit, fc.constantFrom('a', 'b', undefined)), { maxLength: 30 }), fc.integer({ min: 0, max: 40 }), (edits, back) => {
        const store = createSession()
        const { edit, undo, redo } = store.getState()
        for (const [change, gesture] of edits) edit(change, gesture === undefined ? {} : { gesture })
        const end = store.getState().study
        const text = JSON.stringify(end)
        for (let i = 0; i < back; i++) undo()
        for (let i = 0; i < back; i++) redo()
        expect(store.getState().study).toBe(end)
        while (store.getState().past.length > 0) undo()
        expect(store.getState().study).toBe(seededStudy)
        while (store.getState().future.length > 0) redo()
        expect(JSON.stringify(store.getState().study)).toBe(text)
      }),
    )
  })
})

describe('what is live', () => {
  test('a notice can be dismissed, and is not said twice', () => {
    const store = createSession()
    const { say, dismiss } = store.getState()
    say({ tone: 'alert', text: 'No.' })
    say({ tone: 'alert', text: 'No.' })
    expect(store.getState().notices).toHaveLength(1)
    dismiss(store.getState().notices[0]!.id)
    expect(store.getState().notices).toEqual([])
  })

  test('old status lines give way, alerts do not', () => {
    const store = createSession()
    store.getState().say({ tone: 'alert', text: 'No.' })
    for (let i = 0; i < 10; i++) store.getState().say({ tone: 'status', text: `${i}` })
    expect(store.getState().notices.map(({ text }) => text)).toEqual(['No.', '7', '8', '9'])
  })

  test('a finding is found by what it is of', () => {
    const store = createSession()
    const finding = { state: 'failed', problem: new Error() as never } as const
    store.setState({ findings: { 'spectrum@sky:after': finding } })
    expect(findingOf(store.getState(), of('spectrum', 'sky', 'after'))).toBe(finding)
    expect(findingOf(store.getState(), of('spectrum', 'sky'))).toBeUndefined()
  })
})
