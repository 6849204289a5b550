/** Whatever a marginals file has inside, under a whole archive with the right checksums, the answer is marginals or a Problem, and no memory for what is not there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIXED, mutated, outcome, random, watchMemory } from './testing/fuzzing.ts'
import { arrayBytes, FULL, HEADER, headerArray, RECORDS } from './testing/marginals.ts'
import { zip } from './testing/zips.ts'

const ROUNDS = 600
const HEADER_TEXT = JSON.stringify({ ...HEADER, records: RECORDS })
/** What may stand in the place of a value. */
const VALUES = ['"rings"', '"cells"', '4', '8', '1', '0', '-1', '1e9', 'null', '[]', '{}', '"sidereal"', 'true', '720', '1.5', '2', '"abababababababababababababababab"']

let stop: () => void
beforeAll(() => void (stop = watchMemory()))
afterAll(() => stop())

type Below = (n: number) => number

/** One value for another, or one character. */
function damagedText(text: string, below: Below): string {
  const at = below(text.length)
  const other = VALUES[below(VALUES.length)]!
  if (below(2) === 0) return text.slice(0, at) + String.fromCharCode(32 + below(90)) + text.slice(at + 1)
  return text.replace(/[\d.]+|"[a-z]+"|\[[^\]]*\]|\{[^{}]*\}/g, (found, place: number) => (place >= at && place < at + 40 ? other : found))
}

function archive(header: string, array: number, worse: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return zip([{ name: 'header.npy', bytes: headerArray(header), stored: true }, ...FULL.map((one, i) => ({ name: `${one.name}.npy`, bytes: i === array ? worse(arrayBytes(one)) : arrayBytes(one), stored: true }))])
}

test.each([
  ['its header', (below: Below) => archive(damagedText(HEADER_TEXT, below), -1, (bytes) => bytes)],
  ['an array', (below: Below) => archive(HEADER_TEXT, below(FULL.length), (bytes) => mutated(bytes, below))],
])(`${ROUNDS} ways to damage %s are read or refused`, async (_, damaged) => {
  const below = random(1)
  const seen: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = damaged(below)
    const result = await outcome(bytes, Math.max(FIXED, 64 * bytes.length))
    seen[result] = (seen[result] ?? 0) + 1
  }
  // A fuzzer that refuses everything, or nothing, tests nothing.
  expect(seen['unreadable-file']).toBeGreaterThan(ROUNDS / 10)
  expect(seen['read']).toBeGreaterThan(ROUNDS / 30)
}, 60_000)
