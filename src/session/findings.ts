/** What becomes of a finding: the old picture stays until there is a better one. */
import { problemOf } from '../compute/wire.ts'
import type { Problem } from '../science/problem.ts'
import { refName, type Name, type Ref } from '../study/graph.ts'
import type { Results } from '../study/results.ts'
import type { Finding } from './session.ts'
import type { SessionStore } from './store.ts'

export type AnyFinding = Finding<Results[Name]>
type Was = AnyFinding | undefined

/** Changes one finding of a session; an unchanged one wakes nobody. */
export function change(store: SessionStore, name: string, next: (was: Was) => AnyFinding): void {
  const { findings } = store.getState()
  const finding = next(findings[name])
  if (finding !== findings[name]) store.setState({ findings: { ...findings, [name]: finding } })
}

/** Lets go of every finding but those named: memory stays bounded. */
export function keepOnly(store: SessionStore, refs: readonly Ref[]): void {
  const names = new Set(refs.map(refName))
  const { findings } = store.getState()
  const kept = Object.entries(findings).filter(([name]) => names.has(name))
  if (kept.length < Object.keys(findings).length) store.setState({ findings: Object.fromEntries(kept) })
}

const oldPicture = (was: Was) => (was?.key === undefined || was.value === undefined ? {} : { key: was.key, value: was.value })

export const working = (was: Was, done: number): AnyFinding =>
  ({ state: 'working', ...oldPicture(was), done, since: was?.state === 'working' ? was.since : Date.now() })

export const failed = (was: Was, problem: Problem): AnyFinding => ({ state: 'failed', problem, ...oldPicture(was) })

/** What is held is true of the new study too. */
export function freshAgain(was: Was, ms: number): AnyFinding {
  if (was?.state === 'fresh') return was
  if (was?.key === undefined || was.value === undefined) return failed(was, problemOf(new Error('a result was called known that nobody holds')))
  return { state: 'fresh', key: was.key, value: was.value, ms }
}
