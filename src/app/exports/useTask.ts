import { useEffect, useRef, useState } from 'react'
import { isProblem } from '../../science/problem.ts'
import { sessionStore } from '../../session/store.ts'
import { complaintOf } from '../announce.ts'
import type { Waiting } from './pictures.ts'

export interface Task {
  /** What is being made, and how far it is: 0 … 1. */
  readonly running: { readonly label: string; readonly done: number } | undefined
  start(label: string, work: (waiting: Waiting) => Promise<void>): void
  cancel(): void
}

/** One piece of work at a time, with progress; it ends with the component. What goes wrong is said in a notice. */
export function useTask(): Task {
  const [running, setRunning] = useState<Task['running']>()
  const own = useRef<AbortController>(undefined)
  useEffect(() => () => own.current?.abort(), [])
  const start: Task['start'] = (label, work) => {
    own.current?.abort()
    const controller = (own.current = new AbortController())
    const { signal } = controller
    setRunning({ label, done: 0 })
    work({ signal, report: (done) => !signal.aborted && setRunning({ label, done }) })
      .catch((reason: unknown) => !signal.aborted && !isProblem(reason, 'cancelled') && sessionStore.getState().say({ tone: 'alert', ...complaintOf('The export', reason) }))
      .finally(() => own.current === controller && setRunning(undefined))
  }
  return {
    ...{ running, start },
    cancel() {
      own.current?.abort()
      own.current = undefined
      setRunning(undefined)
    },
  }
}
