/** Following: whatever the study has become, its pictures are asked for; what is no longer true is dimmed until it is. */
import type { Bridge } from '../compute/bridge.ts'
import type { Ask, News } from '../compute/contract.ts'
import { problemOf } from '../compute/wire.ts'
import { Problem } from '../science/problem.ts'
import type { Study } from '../study/document.ts'
import { refName, type Ref } from '../study/graph.ts'
import { wanted } from '../study/wanted.ts'
import { alertsOf } from './alerts.ts'
import { busyMeter, type Meter } from './busy.ts'
import { change, failed, freshAgain, keepOnly, working } from './findings.ts'
import type { Session } from './session.ts'
import type { SessionStore } from './store.ts'

export interface Following {
  /** Asks again for everything that failed, as after a file has been handed over. */
  refresh(): void
  /** Ends the running request; what was being made counts as failed, its old picture stays. */
  cancel(): void
  stop(): void
}

/** One request and what has come of it. */
interface Request {
  readonly refs: readonly Ref[]
  readonly controller: AbortController
  /** Results whose last word has been heard. */
  readonly settled: Set<string>
  readonly failures: Problem[]
}

/** Keeps the findings of a session true to its study: the newest request wins. */
export function follow(store: SessionStore, bridge: Pick<Bridge, 'derive'>): Following {
  const meter = busyMeter(store)
  const tell = alertsOf(store)
  const times = new Map<string, number>()
  let running: Request | undefined
  let before: readonly Ref[] = []

  function ask(): void {
    const { study } = store.getState()
    const request: Request = { refs: wanted(study), controller: new AbortController(), settled: new Set(), failures: [] }
    keepOnly(store, [...request.refs, ...before]) // one step back stays instant
    before = request.refs
    const older = running
    running = request
    store.setState({ asking: true })
    const onNews = (news: News): void => void (request === running && hear(store, meter, times, request, news))
    bridge.derive(study, asksFor(request.refs, store.getState()), { signal: request.controller.signal, onNews }).then(
      () => finish(request),
      (reason: unknown) => finish(request, problemOf(reason)),
    )
    older?.controller.abort() // after asking: the desk hands the work they share to the younger
  }

  function finish(request: Request, problem?: Problem): void {
    if (request !== running) return
    running = undefined
    store.setState({ asking: false })
    meter.rest()
    if (problem !== undefined) failOwed(store, request, problem)
    tell(request.failures)
  }

  function cancel(): void {
    running?.controller.abort()
    if (running !== undefined) finish(running, new Problem('cancelled', 'Stopped before it was finished.', { remedy: 'Change any setting to begin again.' }))
  }

  const unsubscribe = store.subscribe(({ study }, { study: was }) => void (asksElse(study, was) && ask()))
  ask()
  return {
    refresh: ask,
    cancel,
    stop() {
      unsubscribe()
      running?.controller.abort()
      running = undefined
      meter.rest()
    },
  }
}

/** Whether other results are wanted, or of other things: a camera may move sixty times a second, and asks nothing. */
function asksElse(study: Study, was: Study): boolean {
  if (study === was) return false
  return study.parts !== was.parts || study.recipes !== was.recipes || wanted(study).map(refName).join() !== wanted(was).map(refName).join()
}

/** Each result with the key of what is held of it, so that only what differs is made and sent. */
const asksFor = (refs: readonly Ref[], { findings }: Session): Ask[] =>
  refs.map((ref) => {
    const held = findings[refName(ref)]?.key
    return held === undefined ? { ref } : { ref, held }
  })

function hear(store: SessionStore, meter: Meter, times: Map<string, number>, request: Request, news: News): void {
  const ref = request.refs[news.index]
  if (ref === undefined) return
  const name = refName(ref)
  if (news.kind !== 'stale' && news.kind !== 'progress') request.settled.add(name)
  if (news.kind === 'same') change(store, name, (was) => freshAgain(was, times.get(name) ?? 0))
  else if (news.kind === 'stale') {
    change(store, name, (was) => working(was, 0))
    meter.begin(ref.result)
  } else if (news.kind === 'progress') {
    change(store, name, (was) => working(was, news.done))
    meter.work(news.result, news.done)
  } else if (news.kind === 'value') {
    times.set(name, news.ms)
    change(store, name, () => ({ state: 'fresh', key: news.key, value: news.value, ms: news.ms }))
  } else {
    const problem = problemOf(news.problem)
    request.failures.push(problem)
    change(store, name, (was) => failed(was, problem))
  }
}

/** The request as a whole came to nothing: whatever it still owed has failed, even what was fresh of an earlier study. */
function failOwed(store: SessionStore, { refs, settled, failures }: Request, problem: Problem): void {
  failures.push(problem)
  for (const name of refs.map(refName)) if (!settled.has(name)) change(store, name, (was) => failed(was, problem))
}
