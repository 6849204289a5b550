/** A crowd: the job of work that several askers share. It stops only when the last of them has gone. */
import type { Job, Name } from '../study/graph.ts'
import { breathe, stopped, type Work } from './job.ts'

export class Crowd implements Work {
  #members = new Set<Work>()
  #controller = new AbortController()

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** True once everybody has left: the work will end with `cancelled`, and a newcomer must begin again. */
  get abandoned(): boolean {
    return this.signal.aborted
  }

  /**
   * Waits for the shared work on behalf of one member (not cancelled so far). When that member is cancelled
   * it is told at once; the others never notice.
   */
  wait<T>(shared: Promise<T>, member: Work): Promise<T> {
    this.#members.add(member)
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        this.#leave(member)
        reject(stopped())
      }
      member.signal.addEventListener('abort', leave, { once: true })
      const settled = () => {
        member.signal.removeEventListener('abort', leave)
        this.#members.delete(member)
      }
      shared.then(
        (value) => (settled(), resolve(value)),
        (reason: unknown) => (settled(), reject(reason)),
      )
    })
  }

  breathe(): Promise<void> {
    return breathe(this.signal)
  }

  report(done: number, result?: Name): void {
    for (const member of this.#members) member.report(done, result)
  }

  file(origin: Parameters<Job['file']>[0]): ReturnType<Job['file']> {
    const [anyone] = this.#members
    return anyone === undefined ? Promise.reject(stopped()) : anyone.file(origin)
  }

  #leave(member: Work): void {
    this.#members.delete(member)
    if (this.#members.size === 0) this.#controller.abort()
  }
}

