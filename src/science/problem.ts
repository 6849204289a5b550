/**
 * Problems: the one error type that leaves a module on purpose.
 *
 * A Problem says what it is, why that stops us, and what to do about it, in words a reader of
 * the sky map understands. Anything else that is thrown is a bug.
 */
export type ProblemCode =
  | 'invalid-argument' // the caller broke a documented precondition
  | 'unreadable-file' // the bytes are not what the format promises
  | 'unsupported-file' // a good file of a kind we do not read
  | 'file-missing' // the study names a file that nobody has handed us yet
  | 'wrong-file' // a file was handed over, but not the one the study names
  | 'invalid-study' // a study file or link that does not say what a study must say
  | 'no-coverage' // the question has no answer inside this field of view
  | 'cancelled' // someone asked us to stop; never shown to the user
  | 'worker-lost' // the thread that was computing is gone
  | 'part-missing' // a part of the program could not be fetched
  | 'not-kept' // the browser refuses to keep something for the next visit
  | 'out-of-memory' // the browser gives no room for numbers that were asked of it in good faith

export interface ProblemFields {
  /** What the reader can do, as an imperative sentence. */
  readonly remedy?: string
  /** Plain data for logs and tests: numbers, strings, booleans. */
  readonly facts?: Readonly<Record<string, number | string | boolean>>
  readonly cause?: unknown
}

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly remedy: string | undefined
  readonly facts: Readonly<Record<string, number | string | boolean>>

  constructor(code: ProblemCode, message: string, fields: ProblemFields = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause })
    this.code = code
    this.remedy = fields.remedy
    this.facts = fields.facts ?? {}
  }
}

/** True for Problems from any realm; narrows the code when one is given. */
export function isProblem(e: unknown, code?: ProblemCode): e is Problem {
  return e instanceof Error && e.name === 'Problem' && (code === undefined || (e as Problem).code === code)
}

/** Guards a precondition. The message states the rule, then what was found. */
export function demand(condition: boolean, rule: string, facts: ProblemFields['facts'] = {}): asserts condition {
  if (!condition) throw new Problem('invalid-argument', `${rule}; got ${JSON.stringify(facts)}`, { facts })
}
