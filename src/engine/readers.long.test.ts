/** What src/formats/fuzz.test.ts does, with other mutations each time, for `ANISKY_FUZZ_SECONDS` (60 if not said), and with figures. */
import { expect, test } from 'vitest'
import { gzip } from '../formats/testing/fixtures.ts'
import { SEEDS, type Outcome, mutated, noise, outcome, random, roomOf, watchMemory } from '../formats/testing/fuzzing.ts'
import { PARTIAL_LIMIT } from '../formats/refusals.ts'

const SECONDS = Number(process.env['ANISKY_FUZZ_SECONDS'] ?? 60)
/** No reader may keep anybody waiting for so long over a file of a few kilobytes. */
const LONGEST_MS = 10_000

test(`${SECONDS} seconds of files made worse at random`, async ({ task }) => {
  const stop = watchMemory()
  const seed = (Date.now() & 0x7fffffff) || 1
  const below = random(seed)
  const seen: Record<Outcome, number> = { read: 0, 'unreadable-file': 0, 'unsupported-file': 0 }
  let inputs = 0
  let slowest = { ms: 0, name: '' }
  const end = performance.now() + 1000 * SECONDS
  try {
    while (performance.now() < end) {
      const { name, bytes, room } = input(below)
      const start = performance.now()
      const result = await outcome(bytes, room).catch((reason: unknown) => {
        throw new Error(`input ${inputs + 1} (${name}) of seed ${seed}`, { cause: reason })
      })
      const ms = performance.now() - start
      if (ms > slowest.ms) slowest = { ms, name }
      seen[result]++
      inputs++
    }
  } finally {
    stop()
  }
  const share = (count: number): string => `${((100 * count) / inputs).toFixed(1)} %`
  const says = `seed ${seed}: ${inputs} inputs; read ${share(seen.read)}, damaged ${share(seen['unreadable-file'])}, not supported ${share(seen['unsupported-file'])}; slowest ${slowest.ms.toFixed(0)} ms (${slowest.name})`
  Object.assign(task.meta, { says })
  console.log(says)
  expect(slowest.ms).toBeLessThan(LONGEST_MS)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(inputs / 100)
})

/** A mutation, a mutation packed by gzip, a mutation of what gzip made, or noise. */
function input(below: (n: number) => number): { name: string; bytes: Uint8Array<ArrayBuffer>; room: number } {
  const seed = SEEDS[below(SEEDS.length)]
  const way = below(10)
  if (way === 0) return { name: 'noise', bytes: noise(below), room: PARTIAL_LIMIT }
  if (way === 1) return { name: `gzip, mutated, ${seed.name}`, bytes: mutated(gzip(seed.bytes), below), room: roomOf(seed, 2 * seed.bytes.length) }
  const bytes = mutated(seed.bytes, below)
  return { name: seed.name, bytes: way === 2 ? gzip(bytes) : bytes, room: roomOf(seed, bytes.length) }
}
