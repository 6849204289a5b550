/** Workers without threads: the far end of a MessageChannel, with ways to die. */
import { expose, transfer } from 'comlink'
import { Desk } from '../../engine/desk.ts'
import { toyGraph, type Pause } from '../../engine/testing/toy.ts'
import type { DeskApi } from '../contract.ts'
import type { WorkerLike } from '../scheduler.ts'

export class FakeWorker implements WorkerLike {
  terminated = false
  #near: MessagePort
  #far: MessagePort
  #faults = new EventTarget()

  constructor(api: Partial<DeskApi>) {
    const { port1, port2 } = new MessageChannel()
    this.#near = port1
    this.#far = port2
    expose(api, port2)
  }

  postMessage(message: unknown, transfers: Transferable[] = []): void {
    this.#near.postMessage(message, transfers)
  }

  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
    if (type === 'message') this.#near.addEventListener(type, listener)
    else this.#faults.addEventListener(type, listener)
  }

  removeEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
    this.#near.removeEventListener(type, listener)
  }

  start(): void {
    this.#near.start()
  }

  terminate(): void {
    this.terminated = true
    this.#far.close()
    this.#near.close()
  }

  /** Throws asynchronously, as a broken worker does: an event, and no answers any more. */
  crash(message = 'boom'): void {
    this.#far.close()
    this.#faults.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }))
  }

  /** Ends without a word, as `self.close()` does. */
  vanish(): void {
    this.#far.close()
  }
}

/** A real desk with the toy graph, wired as the worker's entry point wires it. */
export function toyDesk(pause?: Pause, ran: string[] = []): DeskApi {
  const desk = new Desk({ graph: toyGraph(pause), onRun: (ref) => ran.push(`${ref.result}@${ref.part}`) })
  return {
    watch: (listener) => desk.watch((news, transfers) => listener(transfer(news, transfers))),
    derive: (...request) => desk.derive(...request),
    expectFile: () => desk.expectFile(),
    inspect: (...request) => desk.inspect(...request),
    supply: (...request) => desk.supply(...request),
    rankAzimuths: (...request) => desk.rankAzimuths(...request),
    peek: (...request) => desk.peek(...request),
    exportMap: (...request) => desk.exportMap(...request),
    cancel: (ticket) => desk.cancel(ticket),
    ping: () => desk.ping(),
  }
}
