/** Whatever bytes are handed over, the answer is a map, a curve or a Problem. `src/engine/readers.long.test.ts` goes on for as long as one likes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gzip, mapFile, ramp } from './testing/fixtures.ts'
import { FIXED, SEEDS, type Outcome, mutated, noise, outcome, random, roomOf, watchMemory } from './testing/fuzzing.ts'
import { PARTIAL_LIMIT } from './refusals.ts'

const PER_SEED = 200

let stop: () => void
beforeAll(() => void (stop = watchMemory()))
afterAll(() => stop())

test.each(SEEDS.map((seed, index) => ({ seed, index, name: seed.name })))(`${PER_SEED} mutations of a file of $name are read or refused, nothing else`, async ({ seed, index }) => {
  const below = random(index + 1)
  const seen = new Map<Outcome, number>()
  expect(await outcome(seed.bytes, roomOf(seed, seed.bytes.length))).toBe('read')
  for (let i = 0; i < PER_SEED; i++) {
    const bad = mutated(seed.bytes, below)
    const result = await outcome(bad, roomOf(seed, bad.length))
    seen.set(result, (seen.get(result) ?? 0) + 1)
  }
  // A fuzzer that refuses everything, or nothing, tests nothing.
  const read = seen.get('read') ?? 0
  expect(read).toBeGreaterThan(PER_SEED / (seed.strict ? 50 : 10))
  expect(PER_SEED - read).toBeGreaterThan(PER_SEED / 10)
}, 60_000)

test('mutations inside and outside of gzip are read or refused, nothing else', async () => {
  const below = random(99)
  for (const seed of SEEDS) {
    for (let i = 0; i < 20; i++) {
      const inside = mutated(seed.bytes, below)
      await outcome(gzip(inside), roomOf(seed, inside.length))
      await outcome(mutated(gzip(seed.bytes), below), roomOf(seed, seed.bytes.length * 2))
    }
  }
}, 60_000)

test('random bytes behind the beginnings of all formats are read or refused, nothing else', async () => {
  const below = random(7)
  for (let i = 0; i < 200; i++) await outcome(noise(below), PARTIAL_LIMIT)
}, 60_000)

test('a header that promises a map of NSIDE 2048 consistently gets no memory for what is not there', async () => {
  const lie = mapFile([{ code: 'B', repeat: 1, values: ramp(2) }], { NSIDE: 2048, NAXIS2: 12 * 2048 ** 2, LASTPIX: undefined })
  expect(await outcome(lie, Math.max(FIXED, 64 * lie.length))).toBe('unreadable-file')
  expect(await outcome(gzip(lie), Math.max(FIXED, 64 * lie.length))).toBe('unreadable-file')
})
