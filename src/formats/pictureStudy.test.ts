import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProblem } from '../science/problem.ts'
import { studyInPicture } from './pictureStudy.ts'
import { pngChunk, textChunk } from './pngChunks.ts'
import { pngWriter } from './writePng.ts'

const blob = (...parts: (Uint8Array | string)[]): Blob => new Blob(parts as BlobPart[])

async function png(texts: { keyword: string; text: string }[]): Promise<Uint8Array<ArrayBuffer>> {
  const writer = pngWriter({ width: 2, height: 1, transparent: false, texts })
  await writer.rows(new Uint8ClampedArray(8))
  return new Uint8Array(await (await writer.finish()).arrayBuffer())
}

const json = '{"title":"A & B <script> δ \\u202e"}'

test('the study of a picture is found among other texts, before and behind the picture itself', async () => {
  expect(await studyInPicture(blob(await png([{ keyword: 'Title', text: 'x' }, { keyword: 'anisky', text: json }])))).toBe(json)
  const plain = await png([])
  const behind = blob(plain.subarray(0, -12), textChunk({ keyword: 'anisky', text: json }), plain.subarray(-12))
  expect(await studyInPicture(behind)).toBe(json)
})

test.each([
  ['a picture without a study', () => png([{ keyword: 'Title', text: 'anisky' }])],
  ['a keyword that only begins like ours', () => png([{ keyword: 'aniskyx', text: json }])],
  ['a signature and nothing else', async () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
  ['no bytes at all', async () => new Uint8Array(0)],
  ['a chunk that is longer than the file', async () => (await png([])).subarray(0, 40)],
])('%s holds none', async (_, bytes) => {
  expect(await studyInPicture(blob(await bytes()))).toBeUndefined()
})

test('a study whose bytes have changed is refused, and so is one that is cut short, packed, not UTF-8 or far too long', async () => {
  const file = await png([{ keyword: 'anisky', text: json }])
  const start = Buffer.from(file).indexOf('iTXt') + 4
  for (let at = start + 7; at < start + 12 + json.length; at += 5) {
    const broken = file.slice()
    broken[at]! ^= 1
    await expect(studyInPicture(blob(broken))).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringContaining('checksum') })
  }
  await expect(studyInPicture(blob(file.subarray(0, start + 20)))).rejects.toMatchObject({ message: expect.stringContaining('ends within it') })
  const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
  const withChunk = (data: Uint8Array) => blob(file.subarray(0, 33), pngChunk('iTXt', data), file.subarray(-12))
  await expect(studyInPicture(withChunk(bytes('anisky\0\x01\0\0\0{}')))).rejects.toMatchObject({ message: expect.stringContaining('does not write') })
  await expect(studyInPicture(withChunk(bytes('anisky\0\0\0\0\0\xff')))).rejects.toMatchObject({ message: expect.stringContaining('UTF-8') })
  await expect(studyInPicture(withChunk(bytes(`anisky\0\0\0\0\0${' '.repeat(1_000_001)}`)))).rejects.toMatchObject({ message: expect.stringContaining('too long') })
})

test('whatever bytes follow a signature, the answer is a text, none, or a Problem', async () => {
  const file = await png([{ keyword: 'anisky', text: json }])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 8, max: file.length - 1 }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }), fc.integer({ min: 8, max: file.length }), async (changes, end) => {
      const broken = file.slice(0, end)
      for (const [at, byte] of changes) if (at < end) broken[at] = byte
      const answer = await studyInPicture(blob(broken)).catch((reason: unknown) => {
        expect(isProblem(reason)).toBe(true)
        return undefined
      })
      if (answer !== undefined) expect(answer).toBe(json)
    }),
    { numRuns: 400 },
  )
})

test('a drawing’s study is read back whatever its text, named or numbered, and from a file an editor has rearranged', async () => {
  const escaped = json.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  expect(await studyInPicture(blob(`<svg xmlns="http://www.w3.org/2000/svg"><metadata id="anisky">${escaped}</metadata></svg>`))).toBe(json)
  expect(await studyInPicture(blob(`<?xml version="1.0"?>\n<!-- made elsewhere -->\n<svg\n width="1"><title>x</title><metadata\n     class="a"   id='anisky'>{&#34;a&#x22;:&quot;&apos;&lt;&quot;}</metadata\n></svg>`))).toBe('{"a":"\'<"}')
})

test.each([
  ['a drawing without a study', '<svg><metadata>{}</metadata></svg>'],
  ['metadata of another name', '<svg><metadata id="aniskyx">{}</metadata></svg>'],
  ['metadata outside a drawing', '<html><metadata id="anisky">{}</metadata></html>'],
  ['a text', 'metadata id="anisky"'],
])('%s holds none', async (_, text) => {
  expect(await studyInPicture(blob(text))).toBeUndefined()
})

test.each([
  ['another element in the place of the study', '<svg><metadata id="anisky"><script>1</script></metadata></svg>'],
  ['metadata without an end', '<svg><metadata id="anisky">{}'],
])('%s is refused', async (_, text) => {
  await expect(studyInPicture(blob(text))).rejects.toMatchObject({ code: 'unreadable-file' })
})
