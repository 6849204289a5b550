/** The arrows' grammar. An arrow's `plan` names everything its value may depend on; its `run` sees nothing else. */
import type { Handed } from '../formats/handed.ts'
import type { Id, Study } from './document.ts'
import type { Results } from './results.ts'

export type Name = keyof Results

/** One result of one part; `at` picks a variant (a stage, a quantity, a member). */
export interface Ref<K extends Name = Name> {
  readonly result: K
  readonly part: Id
  readonly at?: string
}

export const of = <K extends Name>(result: K, part: Id, at?: string): Ref<K> => ({ result, part, ...(at === undefined ? {} : { at }) })

export const refName = (ref: Ref): string => `${ref.result}@${ref.part}${ref.at === undefined ? '' : `:${ref.at}`}`

export type Needs = { readonly [name: string]: Ref | readonly Ref[] }

export type Values<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Ref<infer R> ? Results[R] : N[K] extends readonly Ref<infer R>[] ? readonly Results[R][] : never
}

export interface Plan<S, N extends Needs> {
  readonly settings: S
  readonly needs: N
}

/** What running work may ask of its surroundings. */
export interface Job {
  /** Call between blocks of at most 50 ms: lets messages in; throws `cancelled` when nobody waits any more. */
  breathe(): Promise<void>
  /** 0 … 1 */
  report(done: number): void
  /** What was handed over under a fingerprint. Throws file-missing. */
  file(origin: { readonly name: string; readonly bytes: number; readonly sha256: string }): Promise<Handed>
}

/** An arrow. Raise `edition` when the numbers it makes change. */
export interface Step<K extends Name, S, N extends Needs> {
  readonly edition: number
  plan(ref: Ref<K>, study: Study): Plan<S, N>
  run(values: Values<N>, settings: S, job: Job): Results[K] | Promise<Results[K]>
}

/** Types an arrow where it is written: settings and needs are inferred from its plan. */
export const step = <K extends Name>(_result: K) => <S, const N extends Needs>(arrow: Step<K, S, N>): Step<K, S, N> => arrow

// The table is heterogeneous; each arrow's types are checked where it is written.
export type Graph = { readonly [K in Name]: Step<K, any, any> }
