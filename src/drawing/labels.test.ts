import { describe, expect, test } from 'vitest'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf } from './camera.ts'
import { aboveLine, besideSymbol, boxOf, isOnSky, labelRoom, meet, textWidth, type Label } from './labels.ts'

const label = (patch: Partial<Label> = {}): Label => ({ x: 100, y: 50, text: '123°', anchor: 'start', baseline: 'top', ground: 'map', ...patch })
const width = textWidth('123°')
const height = boxOf(label()).bottom - boxOf(label()).top

describe('the box of a label', () => {
  test('begins, ends or has its middle where it is anchored', () => {
    const sides = (anchor: Label['anchor']) => [boxOf(label({ anchor })).left, boxOf(label({ anchor })).right]
    expect(sides('start')).toEqual([100, 100 + width])
    expect(sides('end')).toEqual([100 - width, 100])
    const [left, right] = sides('middle')
    expect([left! + right!, right! - left!].map((x) => x.toFixed(9))).toEqual([200, width].map((x) => x.toFixed(9)))
    expect([boxOf(label()).top, boxOf(label({ baseline: 'middle' })).top]).toEqual([50, 50 - height / 2])
    expect(height).toBeGreaterThanOrEqual(12)
  })

  test('is as wide as its characters: digits alike, capitals wider, characters of the East twice a digit', () => {
    expect(textWidth('')).toBe(0)
    expect(textWidth('12')).toBeCloseTo(2 * textWidth('7'), 12)
    expect(textWidth('Crab')).toBeCloseTo(textWidth('C') + 3 * textWidth('b'), 12)
    expect(textWidth('M')).toBeGreaterThan(textWidth('m'))
    expect(textWidth('漢')).toBeCloseTo(2 * textWidth('7'), 12)
  })
})

describe('labels', () => {
  test('beside each other keep their distance, and above each other may touch', () => {
    expect(meet(label(), label({ x: 100 + width + 2.9 }))).toBe(true)
    expect(meet(label(), label({ x: 100 + width + 3.1 }))).toBe(false)
    expect(meet(label(), label({ x: 100 - width - 3.1 }))).toBe(false)
    expect(meet(label(), label({ y: 50 + height }))).toBe(false)
    expect(meet(label({ y: 50 + height }), label())).toBe(false)
    expect(meet(label(), label({ y: 50 + height - 0.1 }))).toBe(true)
  })

  test('fill the canvas to its edges and never leave it', () => {
    const { isFree } = labelRoom(100 + width, 50 + height)
    expect(isFree(label())).toBe(true)
    expect(isFree(label({ x: 0, y: 0 }))).toBe(true)
    for (const beyond of [{ x: 100.1 }, { y: 50.1 }, { x: -0.1 }, { y: -0.1 }]) expect(isFree(label(beyond))).toBe(false)
  })

  test('take the first of their wishes that is free, and are left out where none is', () => {
    const room = labelRoom(400, 400)
    const [here, there] = [label(), label({ x: 200 })]
    expect([room.place(here, there), room.place(here, there), room.place(here, there)]).toEqual([true, true, false])
    expect(room.labels).toEqual([here, there])
  })

  test('stay off a symbol, on every side of it', () => {
    const room = labelRoom(400, 400)
    room.keepClear(200, 200, 9)
    for (const wish of besideSymbol(200, 200, 'Crab')) {
      const { left, top, right, bottom } = boxOf(wish)
      // Beside, below or above: the symbol's middle is in no box.
      expect(left <= 200 && right >= 200 && top <= 200 && bottom >= 200).toBe(false)
    }
    expect(room.isFree(label({ x: 195, y: 195 }))).toBe(false)
    expect(room.isFree(label({ x: 195, y: 209 }))).toBe(true)
    expect(room.isFree(label({ x: 213, y: 195 }))).toBe(true)
    expect(boxOf(aboveLine(200, 200, '0°')).bottom).toBeLessThan(200)
  })
})

test('a label is on the sky where all four of its corners are', () => {
  const camera = cameraOf(defaultCamera, 1000, 500)
  expect(isOnSky(camera, label({ x: 500, y: 250 }))).toBe(true)
  // Its left end within the ellipse and its right end without, and the other way round; its top without.
  for (const beyond of [{ x: 985, y: 243 }, { x: 15, y: 243, anchor: 'end' }, { x: 480, y: -4 }, { x: 480, y: 490 }] as const) expect(isOnSky(camera, label(beyond))).toBe(false)
})
