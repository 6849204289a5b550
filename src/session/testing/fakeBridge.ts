/** A bridge whose far end is the test: it sees what is asked and says what the desk would. */
import type { Listening } from '../../compute/bridge.ts'
import type { Ask, News } from '../../compute/contract.ts'
import type { Handed } from '../../formats/handed.ts'
import type { FileCard } from '../../formats/readCard.ts'
import { Problem } from '../../science/problem.ts'
import type { Study } from '../../study/document.ts'
import { refName } from '../../study/graph.ts'
import type { Reading, Spot } from '../../study/results.ts'

type Told = News extends infer N ? (N extends News ? Omit<N, 'ticket'> : never) : never

export class Asked {
  readonly study: Study
  readonly asks: readonly Ask[]
  readonly listening: Listening
  readonly settled: Promise<void>
  end: () => void = () => {}
  fail: (reason: unknown) => void = () => {}

  constructor(study: Study, asks: readonly Ask[], listening: Listening) {
    this.study = study
    this.asks = asks
    this.listening = listening
    this.settled = new Promise((resolve, reject) => {
      this.end = resolve
      this.fail = reject
      listening.signal?.addEventListener('abort', () => reject(new Problem('cancelled', 'aborted')))
    })
  }

  get aborted(): boolean {
    return this.listening.signal?.aborted === true
  }

  get held(): { [refName: string]: string | undefined } {
    return Object.fromEntries(this.asks.map(({ ref, held }) => [refName(ref), held]))
  }

  tell(...news: Told[]): void {
    for (const one of news) if (!this.aborted) this.listening.onNews?.({ ticket: 1, ...one } as News)
  }

  /** Every ask is stale and answered with its own name and a key made of the radius. */
  async answerAll(key: string): Promise<void> {
    this.tell(...this.asks.map((_, index): Told => ({ kind: 'stale', index })))
    this.tell(...this.asks.map(({ ref }, index): Told => ({ kind: 'value', index, key: `${key} ${refName(ref)}`, value: refName(ref) as never, ms: 1 })))
    this.end()
    await turn()
  }
}

export class FakeBridge {
  readonly requests: Asked[] = []
  readonly supplied: string[] = []
  readonly inspected: Handed[] = []
  /** Files handed over in this visit, by fingerprint. */
  readonly files = new Map<string, Blob>()
  readonly peeked: Spot[] = []
  /** What reading a file gives: a card, or a reason it is refused. */
  card: FileCard | Error = new Error('no card')
  /** Shares of a file of which the desk says that they are read. */
  readSoFar: number[] = []
  /** The same for single files, by name; `card` for the others. */
  byName: ReadonlyMap<string, FileCard | Error> = new Map()
  /** What is known of places; the last of them stays known. */
  readings: (Reading | undefined)[] = []

  get last(): Asked {
    return this.requests.at(-1)!
  }

  derive = (study: Study, asks: readonly Ask[], listening: Listening = {}): Promise<void> => {
    const asked = new Asked(study, asks, listening)
    this.requests.push(asked)
    return asked.settled
  }

  inspect = async (file: Handed, name: string, { onNews }: Listening = {}): Promise<FileCard> => {
    this.inspected.push(file)
    await turn()
    for (const done of this.readSoFar) onNews?.({ ticket: 1, kind: 'progress', index: 0, result: 'table', done })
    const card = this.byName.get(name) ?? this.card
    if (card instanceof Error) throw card
    if (file instanceof Blob) this.files.set(card.sha256, file)
    return { ...card, name }
  }

  expected = 0

  expectFile = async (): Promise<void> => void this.expected++

  supply = async (sha256: string): Promise<void> => void this.supplied.push(sha256)

  file = (sha256: string): Blob | undefined => this.files.get(sha256)

  peek = async (_study: Study, place: Spot): Promise<readonly (Reading | undefined)[]> => {
    this.peeked.push(place)
    await turn()
    return [this.readings.length > 1 ? this.readings.shift() : this.readings[0]]
  }
}

/** Lets everything that waits run. */
export const turn = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
