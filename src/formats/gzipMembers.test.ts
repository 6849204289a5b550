import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { gzipMembers, unpackMembers } from './gzipMembers.ts'
import { blob, gzip, join, mapFile, ramp } from './testing/fixtures.ts'
import { read, refusal } from './testing/reading.ts'

const nothing = async (): Promise<void> => {}
const members = (bytes: Uint8Array) => gzipMembers(blob(bytes), nothing)
const text = (length: number, seed = 1): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => (i * i * seed) >> 3)
const zeros = (count: number): Uint8Array => new Uint8Array(count)
const map = mapFile([{ name: 'N', code: 'J', repeat: 1, values: ramp(32) }])
/** Like bgzip: many small members. */
const blocks = (bytes: Uint8Array, size: number): Uint8Array[] => Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => gzip(bytes.subarray(i * size, (i + 1) * size)))

async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  const file = blob(bytes)
  return new Uint8Array(await new Response(unpackMembers(file.stream() as ReadableStream<Uint8Array<ArrayBuffer>>, await members(bytes))).arrayBuffer())
}

describe('members', () => {
  test('one member ends with the file, though its length ends in zeros', async () => {
    for (const length of [0, 1, 255, 70_000]) {
      const packed = gzip(text(length))
      expect(await members(packed)).toEqual({ ends: [packed.length], padding: 0 })
    }
  })

  test('several end where the next begins, however they lie in the blocks in which the file is looked through', async () => {
    // A member of a chosen length: stored bytes, and a file name of whatever is missing.
    for (const before of [2 ** 20 - 5, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 3]) {
      const first = gzipSync(text(1_048_000), { level: 0 })
      const name = new Uint8Array(before - first.length - 1).fill(0x61)
      const named = join(first.subarray(0, 3), Uint8Array.of(8), first.subarray(4, 10), name, zeros(1), first.subarray(10))
      const second = gzip(text(100))
      expect(named.length).toBe(before)
      expect(await members(join(named, second))).toEqual({ ends: [before, before + second.length], padding: 0 })
    }
  })

  test('what only looks like a beginning, inside the packed bytes, is none', async () => {
    const inside = gzip(text(50))
    const stored = gzipSync(join(text(1000), inside, text(1000)), { level: 0 })
    expect(await members(stored)).toEqual({ ends: [stored.length], padding: 0 })
    const second = gzip(text(7))
    expect((await members(join(stored, second))).ends).toEqual([stored.length, stored.length + second.length])
  })

  test.each([1, 3, 4, 512, 2 ** 21 + 1])('%i zeros behind are padding, beyond those of the length itself', async (count) => {
    const packed = gzip(text(3000)) // 3000 = 0x0BB8: two zeros of its own
    const { ends, padding } = await members(join(packed, zeros(count)))
    // So few zeros cannot be told from a length by looking at the end alone; the browser then refuses the file.
    const seen = count + 2 > 3 ? count : 0
    expect({ ends, padding }).toEqual({ ends: [packed.length + count - seen], padding: seen })
  })

  test('damage keeps a member from ending, and a fault of whoever breathes ends the search', async () => {
    const [a, b] = [gzip(text(5000)), gzip(text(500))]
    const bad = join(a, b)
    bad[a.length - 6] ^= 1 // its checksum
    expect((await members(bad)).ends).toEqual([bad.length])
    await expect(gzipMembers(blob(bad), async () => { throw new RangeError('enough') })).rejects.toThrow('enough')
  })

  test('are unpacked one after another', async () => {
    const parts = blocks(map, 1000)
    expect(await unpacked(join(...parts, zeros(20)))).toEqual(map)
    expect((await members(join(...parts))).ends).toEqual(parts.map((_, i) => join(...parts.slice(0, i + 1)).length))
  })
})

describe('a map', () => {
  test('in many members and with padding is read, and every raw byte is seen once', async () => {
    const packed = join(...blocks(map, 777), zeros(1000))
    const seen: Uint8Array[] = []
    const file = await read(packed, { onBytes: (chunk) => void seen.push(chunk.slice()) })
    expect(join(...seen)).toEqual(packed)
    expect([...file.columns[0].values]).toEqual(ramp(32))
    expect(file).toMatchObject({ compressed: true, warnings: ['1,000 zero bytes after the gzip data were ignored.'] })
  })

  test('whose second member is cut, or damaged, is refused whole', async () => {
    const half = map.length >> 1
    const [a, b] = [gzip(map.subarray(0, half)), gzip(map.subarray(half))]
    for (const bad of [join(a, b.subarray(0, -30)), join(a, b).map((byte, i) => (i === a.length + 40 ? byte ^ 0x55 : byte))]) {
      expect(await refusal(bad, 'map.fits.gz')).toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(/damaged or cut short/) as string })
    }
  })
})
