/** Whatever is handed over as local maps, the answer is maps or a Problem, and soon. */
import { expect, test } from 'vitest'
import { isProblem } from '../science/problem.ts'
import { uniform } from '../science/math/philox.ts'
import type { Handed } from './handed.ts'
import { areLocalMaps } from './localBeginning.ts'
import { readLocalMaps } from './localMaps.ts'
import { blob, gzip, join } from './testing/fixtures.ts'
import { configOf, multimap, setOf } from './testing/localMaps.ts'
import { zip } from './testing/zips.ts'

const BINS = Array.from({ length: 9 }, (_, bin) => Array.from({ length: 12 }, (_pixel, i) => bin + i))
const ROUNDS = 150
const NUMBERS = ['0', '-1', '1', '9', '12', '48', '3601', '2147483648', '9007199254740993', '1E300', '1.5', 'T']

function damaged(bytes: Uint8Array<ArrayBuffer>, below: (n: number) => number): Uint8Array<ArrayBuffer> {
  const out = bytes.slice()
  const at = below(Math.min(out.length, 8640))
  const kind = below(5)
  if (kind === 0) out[at]! ^= 1 << below(8)
  else if (kind === 1) return out.slice(0, at)
  else if (kind === 2) return join(out.subarray(0, at), out.subarray(at + 1 + below(90)))
  else if (kind === 3) out.set(bytes.subarray(below(out.length)).subarray(0, 40).subarray(0, out.length - at), at)
  else NUMBERS[below(NUMBERS.length)]!.padStart(20).split('').forEach((c, i) => void (at - (at % 80) + 10 + i < out.length && (out[at - (at % 80) + 10 + i] = c.charCodeAt(0))))
  return out
}

async function outcome(handed: Handed): Promise<string> {
  let bins = 0
  try {
    await areLocalMaps(handed)
    const file = await readLocalMaps(handed, 'm.fits', (_, values) => {
      expect(values.every((n) => n >= 0)).toBe(true)
      bins++
    })
    expect(bins).toBe(file.bins)
    return 'read'
  } catch (e) {
    if (!isProblem(e)) throw e
    expect(e.message.length).toBeLessThan(700)
    expect(e.remedy).toBeTruthy()
    return e.code
  }
}

const files = [...setOf(BINS), configOf({ nside: 1 })]
const SEEDS: readonly (readonly [string, Uint8Array<ArrayBuffer>, (bad: Uint8Array<ArrayBuffer>) => Handed])[] = [
  ['an image', multimap(BINS), (bad) => blob(bad)],
  ['a packed image', multimap(BINS), (bad) => blob(gzip(bad))],
  ['one file of a set', files[3]!.bytes, (bad) => files.map(({ name, bytes }, i) => ({ name, file: blob(i === 3 ? bad : bytes) }))],
  ['a configuration', configOf({ nside: 1 }).bytes, (bad) => files.map(({ name, bytes }, i) => ({ name, file: blob(i === 9 ? bad : bytes) }))],
  ['an archive', zip(files), (bad) => blob(bad)],
]

test.each(SEEDS)(`${ROUNDS} ways to damage %s: read or refused, nothing else`, async (what, bytes, handed) => {
  const draws = { seed: 17, stream: SEEDS.findIndex(([name]) => name === what) }
  let drawn = 0
  const below = (n: number): number => Math.floor(uniform(draws, drawn++) * n)
  expect(await outcome(handed(bytes))).toBe('read')
  const seen: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round++) {
    const result = await outcome(handed(damaged(bytes, below)))
    seen[result] = (seen[result] ?? 0) + 1
  }
  // A fuzzer that refuses everything, or nothing, tests nothing.
  expect(seen['unreadable-file']).toBeGreaterThan(ROUNDS / 10)
  if (what !== 'an archive') expect(seen['read']).toBeGreaterThan(ROUNDS / 20)
}, 30_000)
