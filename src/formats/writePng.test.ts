import { crc32 as crcOfNode } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32, pngChunk, textChunk } from './pngChunks.ts'
import { chunksOf, samplesOf } from './testing/png.ts'
import { pngWriter, type PngHead } from './writePng.ts'

const text = new TextEncoder()

async function written(head: PngHead, rgba: Uint8ClampedArray, cuts: readonly number[] = []): Promise<Uint8Array> {
  const writer = pngWriter(head)
  let row = 0
  for (const cut of [...cuts, head.height]) {
    await writer.rows(rgba.subarray(4 * head.width * row, 4 * head.width * cut))
    row = cut
  }
  return new Uint8Array(await (await writer.finish()).arrayBuffer())
}

test('the checksum is that of the specification', () => {
  expect(crc32(text.encode('123456789'))).toBe(0xcbf43926) // the check value of CRC-32/ISO-HDLC
  expect([...pngChunk('IEND', new Uint8Array(0))]).toEqual([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]) // as it ends every PNG
})

test('the smallest picture is signature, head, one row and an end', async () => {
  const file = await written({ width: 1, height: 1, transparent: true }, Uint8ClampedArray.of(1, 2, 3, 4))
  expect([...file.subarray(0, 33)]).toEqual([
    0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
  ])
  expect(chunksOf(file).map(({ name }) => name)).toEqual(['IHDR', 'IDAT', 'IEND'])
})

test('what a reader of PNG sees is what was written, however the rows were cut, with and without transparency', async () => {
  const picture = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }), transparent: fc.boolean(), fill: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 50 }), cuts: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }) })
  await fc.assert(
    fc.asyncProperty(picture, async ({ width, height, transparent, fill, cuts }) => {
      const rgba = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => fill[i % fill.length]!)
      const file = await written({ width, height, transparent }, rgba, cuts.map((cut) => Math.min(cut, height)).sort((a, b) => a - b))
      const seen = samplesOf(file)
      const channels = transparent ? 4 : 3
      expect(seen).toMatchObject({ width, height, channels })
      expect([...seen.samples]).toEqual([...rgba].filter((_, i) => i % 4 < channels))
      expect(file).toEqual(await written({ width, height, transparent }, rgba))
    }),
    { numRuns: 60 },
  )
})

test('every chunk has a checksum that is right, and none is longer than a quarter of a megabyte', async () => {
  const [width, height] = [700, 400]
  let state = 1
  const noise = Uint8ClampedArray.from({ length: 4 * width * height }, () => (state = Math.imul(state, 1103515245) + 12345) >>> 24)
  const file = Buffer.from(await written({ width, height, transparent: true }, noise, [100, 101]))
  let at = 8
  for (const { name, data } of chunksOf(file)) {
    expect(file.readUInt32BE(at + 8 + data.length), name).toBe(crcOfNode(file.subarray(at + 4, at + 8 + data.length)))
    expect(data.length).toBeLessThanOrEqual(2 ** 18)
    at += 12 + data.length
  }
  expect(chunksOf(file).filter(({ name }) => name === 'IDAT').length).toBeGreaterThan(3)
})

test('300 dots an inch are 11,811 a metre, and texts are UTF-8 behind their keyword', async () => {
  const file = await written({ width: 1, height: 1, transparent: false, dotsPerInch: 300, texts: [{ keyword: 'Title', text: 'δI — “sky”' }] }, new Uint8ClampedArray(4))
  const chunks = chunksOf(file)
  expect(chunks.map(({ name }) => name)).toEqual(['IHDR', 'iTXt', 'pHYs', 'IDAT', 'IEND'])
  expect(Buffer.from(chunks[1]!.data).toString('utf8')).toBe('Title\0\0\0\0\0δI — “sky”')
  expect([...chunks[2]!.data]).toEqual([0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1])
})

test.each([
  ['no width', () => pngWriter({ width: 0, height: 1, transparent: true })],
  ['half a row', () => pngWriter({ width: 1, height: 1.5, transparent: true })],
  ['a keyword PNG cannot hold', () => textChunk({ keyword: 'a\0b', text: '' })],
])('%s is refused', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
})

test('a picture with too few or too many rows is not finished', async () => {
  await expect(written({ width: 2, height: 2, transparent: true }, new Uint8ClampedArray(8))).rejects.toMatchObject({ code: 'invalid-argument' })
  await expect(written({ width: 2, height: 2, transparent: true }, new Uint8ClampedArray(32), [4])).rejects.toMatchObject({ code: 'invalid-argument' })
})
