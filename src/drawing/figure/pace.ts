/** Long work on the page's own thread, in slices so short that nobody notices. */
import { Problem } from '../../science/problem.ts'

/** Longest slice between two chances for the page to draw and to listen, ms. */
const SLICE = 12

export interface Pace {
  /** Lets the page live when the slice is used up. Throws `cancelled` when nobody waits any more. */
  breathe(): Promise<void>
  /** 0 … 1 */
  report(done: number): void
}

export function paceOf(signal?: AbortSignal, report: (done: number) => void = () => {}): Pace {
  let since = performance.now()
  return {
    report,
    async breathe() {
      if (performance.now() - since >= SLICE) {
        // A message comes after input and drawing, and without the 4 ms that a timer costs.
        await new Promise<void>((resolve) => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => {
            port1.close()
            resolve()
          }
          port2.postMessage(null)
        })
        since = performance.now()
      }
      if (signal?.aborted === true) throw new Problem('cancelled', 'Nobody waits for it any more.')
    },
  }
}
