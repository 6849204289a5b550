/** Following: whatever the study has become, its pictures are asked for; what is no longer true is dimmed until it is. */
import type { Bridge } from '../compute/bridge.ts'
import type { Ask, News } from '../compute/contract.ts'
import { problemOf } from '../compute/wire.ts'
import { isProblem, Problem } from '../science/problem.ts'
import type { Study } from '../study/document.ts'
import { refName, type Name, type Ref } from '../study/graph.ts'
import type { Results } from '../study/results.ts'
import { wanted } from '../study/wanted.ts'
import type { Finding } from './session.ts'
import type { SessionStore } from './store.ts'

/** Work that is over sooner is not worth a progress bar. */
const BUSY_AFTER_MS = 300

type AnyFinding = Finding<Results[Name]>

export interface Following {
  /** Asks again for everything that failed, as after a file has been handed over. */
  refresh(): void
  /** Ends the running request; what was being made counts as failed, its old picture stays. */
  cancel(): void
  stop(): void
}

/** Keeps the findings of a session true to its study. */
export function follow(store: SessionStore, bridge: Pick<Bridge, 'derive'>): Following {
  let running: AbortController | undefined
  let busyTimer: ReturnType<typeof setTimeout> | undefined
  let progress: { result: Name; done: number } | undefined
  let before: readonly Ref[] = []
  const times = new Map<string, number>()
  const alerts = new Set<string>()

  const change = (name: string, next: (was: AnyFinding | undefined) => AnyFinding): void => {
    const { findings } = store.getState()
    const finding = next(findings[name])
    if (finding !== findings[name]) store.setState({ findings: { ...findings, [name]: finding } })
  }

  const rest = (): void => {
    clearTimeout(busyTimer)
    busyTimer = progress = undefined
    if (store.getState().busy !== undefined) store.setState({ busy: undefined })
  }

  const work = (result: Name, done: number): void => {
    progress = { result, done }
    if (store.getState().busy !== undefined) store.setState({ busy: progress })
    busyTimer ??= setTimeout(() => store.setState({ busy: progress }), BUSY_AFTER_MS)
  }

  function hear(refs: readonly Ref[], failures: Problem[], news: News): void {
    const ref = refs[news.index]
    if (ref === undefined) return
    const name = refName(ref)
    if (news.kind === 'same') change(name, (was) => freshAgain(was, times.get(name) ?? 0))
    else if (news.kind === 'stale') {
      change(name, (was) => working(was, 0))
      if (progress === undefined) work(ref.result, 0)
    } else if (news.kind === 'progress') {
      change(name, (was) => working(was, news.done))
      work(news.result, news.done)
    } else if (news.kind === 'value') {
      times.set(name, news.ms)
      change(name, () => ({ state: 'fresh', key: news.key, value: news.value, ms: news.ms }))
    } else {
      const problem = problemOf(news.problem)
      failures.push(problem)
      change(name, (was) => failed(was, problem))
    }
  }

  /** Says what failed, once; takes back what was said of an earlier study and is no longer so. */
  function tell(failures: readonly Problem[]): void {
    const { say, dismiss, notices } = store.getState()
    const texts = new Set(failures.map(({ message }) => message))
    for (const { id, text } of notices) if (alerts.has(text) && !texts.has(text)) dismiss(id)
    for (const text of alerts) if (!texts.has(text)) alerts.delete(text)
    for (const { code, message, remedy } of failures) {
      if (code === 'file-missing' || code === 'cancelled' || alerts.has(message)) continue
      alerts.add(message)
      say({ tone: 'alert', text: message, ...(remedy === undefined ? {} : { remedy }) })
    }
  }

  function ask(study: Study): void {
    const refs = wanted(study)
    keepOnly([...refs, ...before])
    before = refs
    const { findings } = store.getState()
    const asks: Ask[] = refs.map((ref) => {
      const held = findings[refName(ref)]?.key
      return held === undefined ? { ref } : { ref, held }
    })
    const older = running
    const own = (running = new AbortController())
    const failures: Problem[] = []
    const onNews = (news: News): void => void (own === running && hear(refs, failures, news))
    bridge.derive(study, asks, { signal: own.signal, onNews }).then(
      () => own === running && finish(failures),
      (reason: unknown) => own === running && (failAll(refs, problemOf(reason), failures), finish(failures)),
    )
    older?.abort() // after asking: the desk hands the work they share to the younger
  }

  function finish(failures: readonly Problem[]): void {
    running = undefined
    rest()
    tell(failures)
  }

  /** The request as a whole came to nothing: whatever it still owed has failed. */
  function failAll(refs: readonly Ref[], problem: Problem, failures: Problem[]): void {
    failures.push(problem)
    const { findings } = store.getState()
    for (const name of refs.map(refName)) if (findings[name]?.state !== 'fresh') change(name, (was) => failed(was, problem))
  }

  /** What neither this study nor the one before shows is let go: memory stays bounded, going back stays instant. */
  function keepOnly(refs: readonly Ref[]): void {
    const names = new Set(refs.map(refName))
    const { findings } = store.getState()
    const kept = Object.entries(findings).filter(([name]) => names.has(name))
    if (kept.length < Object.keys(findings).length) store.setState({ findings: Object.fromEntries(kept) })
    for (const name of times.keys()) if (!names.has(name)) times.delete(name)
  }

  const cancel = (): void => {
    if (running === undefined) return
    const refs = before
    running.abort()
    running = undefined
    rest()
    const { findings } = store.getState()
    for (const name of refs.map(refName)) if (findings[name] === undefined || findings[name].state === 'working') change(name, (was) => failed(was, cancelled()))
  }

  const unsubscribe = store.subscribe(({ study }, { study: was }) => void (study !== was && ask(study)))
  ask(store.getState().study)
  return {
    refresh: () => ask(store.getState().study),
    cancel,
    stop() {
      unsubscribe()
      running?.abort()
      running = undefined
      rest()
    },
  }
}

const oldPicture = (was: AnyFinding | undefined) =>
  was?.key === undefined || was.value === undefined ? {} : { key: was.key, value: was.value }

const working = (was: AnyFinding | undefined, done: number): AnyFinding =>
  ({ state: 'working', ...oldPicture(was), done, since: was?.state === 'working' ? was.since : Date.now() })

const failed = (was: AnyFinding | undefined, problem: Problem): AnyFinding => ({ state: 'failed', problem, ...oldPicture(was) })

/** What was held is true of the new study too. */
function freshAgain(was: AnyFinding | undefined, ms: number): AnyFinding {
  if (was?.state === 'fresh') return was
  if (was?.key === undefined || was.value === undefined) return failed(was, problemOf(new Error('a result was called known that nobody holds')))
  return { state: 'fresh', key: was.key, value: was.value, ms }
}

const cancelled = (): Problem => new Problem('cancelled', 'Stopped before it was finished.', { remedy: 'Change any setting to begin again.' })

/** True for findings that were stopped on purpose. */
export const wasStopped = (finding: AnyFinding | undefined): boolean => finding?.state === 'failed' && isProblem(finding.problem, 'cancelled')
