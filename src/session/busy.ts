/** Busy: what is being made, once that has lasted long enough to be worth a word. */
import type { Name } from '../study/graph.ts'
import type { SessionStore } from './store.ts'

/** Work that is over sooner is not worth a progress bar. */
const BUSY_AFTER_MS = 300

export interface Meter {
  /** Something is being made. */
  work(result: Name, done: number): void
  /** Something is stale; what, if nothing better is known. */
  begin(result: Name): void
  rest(): void
}

/** Keeps `busy` of a session. A drag is one stretch of work, however many requests it takes. */
export function busyMeter(store: SessionStore): Meter {
  let timer: ReturnType<typeof setTimeout> | undefined
  let progress: { result: Name; done: number } | undefined
  const work = (result: Name, done: number): void => {
    progress = { result, done }
    if (store.getState().busy !== undefined) store.setState({ busy: progress })
    timer ??= setTimeout(() => store.setState({ busy: progress }), BUSY_AFTER_MS)
  }
  return {
    work,
    begin: (result) => void (progress === undefined && work(result, 0)),
    rest() {
      clearTimeout(timer)
      timer = progress = undefined
      if (store.getState().busy !== undefined) store.setState({ busy: undefined })
    },
  }
}
