/** Names a result by everything it depends on: equal keys mean equal values. */
import { Problem } from '../science/problem.ts'
import type { Study } from '../study/document.ts'
import type { Graph, Needs, Ref } from '../study/graph.ts'
import { refName } from '../study/graph.ts'
import { digest } from './digest.ts'

export type KeyOf = (ref: Ref) => string

const known = new WeakMap<Graph, WeakMap<Study, KeyOf>>()

/**
 * The keys of a study: 128-bit digests of [result, edition, settings, keys of needs], each made once per study.
 * The returned function throws invalid-study when a result depends on itself or on a part that is not there.
 */
export function keysOf(graph: Graph, study: Study): KeyOf {
  let studies = known.get(graph)
  if (studies === undefined) known.set(graph, (studies = new WeakMap()))
  let keyOf = studies.get(study)
  if (keyOf === undefined) studies.set(study, (keyOf = memoised(graph, study)))
  return keyOf
}

function memoised(graph: Graph, study: Study): KeyOf {
  const memo = new Map<string, string>()
  const underway: Ref[] = []
  return function keyOf(ref) {
    const name = refName(ref)
    const made = memo.get(name)
    if (made !== undefined) return made
    if (underway.some((other) => refName(other) === name)) throw circle(underway.slice(underway.findIndex((other) => refName(other) === name)))
    if (!Object.hasOwn(study.parts, ref.part)) throw missingPart(ref, underway.at(-1))

    const arrow = graph[ref.result]
    underway.push(ref)
    try {
      const { settings, needs } = arrow.plan(ref as never, study)
      const key = digest(text([ref.result, arrow.edition, settings, keysOfNeeds(needs, keyOf)]))
      memo.set(name, key)
      return key
    } finally {
      underway.pop()
    }
  }
}

const keysOfNeeds = (needs: Needs, keyOf: KeyOf) =>
  Object.entries(needs).map(([name, need]) => [name, isList(need) ? need.map(keyOf) : keyOf(need)])

/** Tells a list of needs from a single one. */
export const isList = (need: Ref | readonly Ref[]): need is readonly Ref[] => Array.isArray(need)

/** JSON, except that NaN, ∞ and −0 keep their names: JSON would write null, null and 0, and two keys would be one. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0)) ? { number: Object.is(v, -0) ? '-0' : String(v) } : v))

function circle(refs: readonly Ref[]): Problem {
  const parts = refs.map((ref) => ref.part).filter((part, i, all) => part !== all[i - 1])
  if (parts.length > 1 && parts.at(-1) === parts[0]) parts.pop()
  const path = [...parts, parts[0]].map((part) => `“${part}”`).join(' is made from ')
  return new Problem('invalid-study', `${path}: a part cannot be made from itself.`, {
    remedy: 'Choose another source for one of them.',
    facts: { circle: refs.map(refName).join(' → ') },
  })
}

const missingPart = (ref: Ref, askedBy: Ref | undefined): Problem =>
  new Problem('invalid-study', `There is no part called “${ref.part}” in this study${askedBy === undefined ? '' : `, though “${askedBy.part}” is made from it`}.`, {
    facts: { part: ref.part, result: ref.result },
  })
