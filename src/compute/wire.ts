/** Teaches Comlink to carry Problems whole, thrown or inside news: by default it keeps only name, message and stack. */
import { transferHandlers, type TransferHandler } from 'comlink'
import { isProblem, Problem, type ProblemCode } from '../science/problem.ts'
import type { News } from './contract.ts'

interface WireProblem {
  readonly code: ProblemCode
  readonly message: string
  readonly remedy: string | undefined
  readonly facts: Problem['facts']
}
type Thrown = { value: unknown }
type Failure = Extract<News, { kind: 'failed' }>

const plain = transferHandlers.get('throw') as TransferHandler<Thrown, unknown>

/** Call once at each end of the wire; calling it again changes nothing. */
export function carryProblems(): void {
  transferHandlers.set('throw', thrownHandler as TransferHandler<unknown, unknown>)
  transferHandlers.set('failed news', failureHandler as TransferHandler<unknown, unknown>)
}

const thrownHandler: TransferHandler<Thrown, { problem: WireProblem } | { plain: unknown }> = {
  canHandle: (v): v is Thrown => plain.canHandle(v),
  serialize(thrown) {
    if (isProblem(thrown.value)) return [{ problem: pack(thrown.value) }, []]
    const [wire, transfers] = plain.serialize(thrown)
    return [{ plain: wire }, transfers]
  },
  deserialize(wire) {
    if ('problem' in wire) throw unpack(wire.problem)
    return plain.deserialize(wire.plain)
  },
}

const failureHandler: TransferHandler<Failure, Omit<Failure, 'problem'> & { problem: WireProblem }> = {
  canHandle: (v): v is Failure => typeof v === 'object' && v !== null && (v as Failure).kind === 'failed' && 'problem' in v,
  serialize: (news) => [{ ...news, problem: pack(problemOf(news.problem)) }, []],
  deserialize: (wire) => ({ ...wire, problem: unpack(wire.problem) }),
}

const pack = ({ code, message, remedy, facts }: Problem): WireProblem => ({ code, message, remedy, facts })
const unpack = ({ code, message, remedy, facts }: WireProblem): Problem =>
  new Problem(code, message, { facts, ...(remedy === undefined ? {} : { remedy }) })

/** Whatever was thrown, as a Problem: what is not one already is a mistake of ours, and says so. */
export function problemOf(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown
  const words = thrown instanceof Error ? thrown.message : String(thrown)
  return new Problem('invalid-argument', `Anisky made a mistake of its own here: ${words}`, {
    remedy: 'Undo the last change; a report of what you did would help to mend it.',
    cause: thrown,
  })
}
