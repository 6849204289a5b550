import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteStream, Witness } from './byteStream.ts'
import { join } from './testing/fixtures.ts'

const streamOf = (chunks: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })

test('bytes come out in order and complete, however they are chunked and asked for', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 12 })
  const asks = fc.array(fc.tuple(fc.constantFrom('take', 'skip', 'peek'), fc.integer({ min: 0, max: 30 })), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(chunks, asks, async (parts, steps) => {
      const whole = join(...parts)
      const stream = new ByteStream(streamOf(parts), { eachChunk: async () => {}, explain: (e) => e })
      let at = 0
      for (const [verb, count] of steps) {
        const there = Math.min(count, whole.length - at)
        if (verb === 'skip') expect(await stream.skip(count)).toBe(there)
        else expect([...(await stream[verb](count))]).toEqual([...whole.subarray(at, at + there)])
        if (verb !== 'peek') at += there
        expect(stream.position).toBe(at)
      }
    }),
    { seed: 1, numRuns: 300 },
  )
})

test('a witness sees every byte once, also those that nobody asked for', async () => {
  const bytes = Uint8Array.from({ length: 500_000 }, (_, i) => (i * 7) % 251)
  const seen: Uint8Array[] = []
  const witness = new Witness(new Blob([bytes]), (chunk) => seen.push(chunk.slice()))
  const reader = witness.stream().getReader()
  await reader.read()
  await reader.cancel()
  await witness.finish(async () => {})
  expect(Buffer.compare(join(...seen), bytes)).toBe(0)
})
