import { beforeAll, describe, expect, test } from 'vitest'
import type { Study } from '../study/document.ts'
import { viewOf } from '../study/seeded.ts'
import { of, type Graph } from '../study/graph.ts'
import { ready } from './digest.ts'
import { keysOf } from './keys.ts'
import { smoothedBy, toyGraph, toyStudy } from './testing/toy.ts'

beforeAll(ready)
const graph = toyGraph()

/** A graph of one arrow that depends on a given thing. */
const lone = (settings: unknown): Graph => ({ table: { edition: 1, plan: () => ({ settings, needs: {} }), run: () => 0 } }) as unknown as Graph
const loneKey = (settings: unknown): string => keysOf(lone(settings), toyStudy)(of('table', 'a'))

const withParts = (parts: Study['parts']): Study => ({ ...toyStudy, parts: { ...toyStudy.parts, ...parts } })
const difference = (a: string, b: string): Study['parts'][string] => ({ kind: 'sky', recipe: 'main', source: { from: 'difference', of: [a, b] } })

describe('keys', () => {
  test('are short and the same for equal studies', () => {
    const key = keysOf(graph, toyStudy)(of('display', 'difference'))
    expect(key).toMatch(/^[0-9a-f]{32}$/)
    expect(keysOf(graph, structuredClone(toyStudy))(of('display', 'difference'))).toBe(key)
  })

  test('change downstream of an edit and nowhere else', () => {
    const before = keysOf(graph, toyStudy)
    const after = keysOf(graph, smoothedBy(5))
    expect(after(of('residual', 'a'))).toBe(before(of('residual', 'a')))
    expect(after(of('spectrum', 'a'))).toBe(before(of('spectrum', 'a')))
    expect(after(of('smoothed', 'a'))).not.toBe(before(of('smoothed', 'a')))
    expect(after(of('display', 'a'))).not.toBe(before(of('display', 'a')))
  })

  test('do not depend on what is looked at', () => {
    const looking = { ...toyStudy, title: 'another', view: viewOf([]) }
    expect(keysOf(graph, looking)(of('display', 'a'))).toBe(keysOf(graph, toyStudy)(of('display', 'a')))
  })

  test('change with the edition of an arrow upstream', () => {
    const revised = { ...graph, residual: { ...graph.residual, edition: 2 } }
    expect(keysOf(revised, toyStudy)(of('display', 'a'))).not.toBe(keysOf(graph, toyStudy)(of('display', 'a')))
    expect(keysOf(revised, toyStudy)(of('intensity', 'a'))).toBe(keysOf(graph, toyStudy)(of('intensity', 'a')))
  })

  test('tell the order of a difference', () => {
    const turned = withParts({ difference: difference('b', 'a') })
    expect(keysOf(graph, turned)(of('intensity', 'difference'))).not.toBe(keysOf(graph, toyStudy)(of('intensity', 'difference')))
  })

  test('tell numbers apart that JSON would not', () => {
    expect(new Set([null, NaN, Infinity, -Infinity, 0, -0].map((limit) => loneKey({ limit }))).size).toBe(6)
  })

  test('are made once per study', () => {
    let plans = 0
    const counting = { ...graph, harmonicIntensity: { ...graph.harmonicIntensity, plan: (...a: [never, never]) => (plans++, graph.harmonicIntensity.plan(...a)) } }
    const keyOf = keysOf(counting, toyStudy)
    for (const result of ['display', 'spectrum', 'smoothed'] as const) keyOf(of(result, 'a'))
    keysOf(counting, toyStudy)(of('display', 'difference'))
    expect(plans).toBe(2) // a and b, once each
  })
})

describe('a study that cannot be', () => {
  test('a part made from itself is refused by name', () => {
    const self = withParts({ difference: difference('difference', 'a') })
    expect(() => keysOf(graph, self)(of('display', 'difference'))).toThrow(
      expect.objectContaining({ code: 'invalid-study', message: '“difference” is made from “difference”: a part cannot be made from itself.' }),
    )
  })

  test('a circle of three parts is named in order, without what leads to it', () => {
    const round = withParts({ outside: difference('x', 'a'), x: difference('a', 'y'), y: difference('z', 'b'), z: difference('x', 'a') })
    expect(() => keysOf(graph, round)(of('display', 'outside'))).toThrow('“x” is made from “y” is made from “z” is made from “x”: a part cannot')
  })

  test('a circle is refused every time it is met, and nothing else is', () => {
    const keyOf = keysOf(graph, withParts({ x: difference('a', 'x') }))
    for (let i = 0; i < 2; i++) expect(() => keyOf(of('intensity', 'x'))).toThrow('made from itself')
    expect(keyOf(of('intensity', 'a'))).toBe(keysOf(graph, toyStudy)(of('intensity', 'a')))
  })

  test('a missing part is named, with the part that asks for it', () => {
    const broken = withParts({ difference: difference('a', 'ghost') })
    expect(() => keysOf(graph, broken)(of('display', 'difference'))).toThrow('There is no part called “ghost” in this study, though “difference” is made from it.')
    expect(() => keysOf(graph, toyStudy)(of('display', 'constructor'))).toThrow('There is no part called “constructor” in this study.')
  })
})
