import { describe, expect, test } from 'vitest'
import { isProblem } from '../science/problem.ts'
import { Crc32 } from './crc32.ts'
import { ascii, blob, join } from './testing/fixtures.ts'
import { type Packed, zip } from './testing/zips.ts'
import { memberBlob, memberStream, zipMembers } from './zipMembers.ts'

const LONG = Uint8Array.from({ length: 400_000 }, (_, i) => (i * 2654435761) >>> 24)
const TWO: readonly Packed[] = [{ name: 'maps/CR_64.fits', bytes: LONG }, { name: 'config.json', bytes: ascii('{}'), stored: true }]

const breathe = async () => {}
const unpacked = async (bytes: Uint8Array, index = 0): Promise<Uint8Array> => {
  const file = blob(bytes)
  return new Uint8Array(await (await memberBlob(file, (await zipMembers(file))[index]!, breathe)).arrayBuffer())
}
async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await work
  } catch (e) {
    if (isProblem(e) && e.remedy !== undefined) return { code: e.code, message: e.message }
    throw e
  }
  throw new Error('the archive was read, not refused')
}

test('the checksum of 123456789 is CBF43926, in one piece and in several', () => {
  for (const pieces of [['123456789'], ['1', '2345', '', '6789']]) {
    const sum = new Crc32()
    for (const piece of pieces) sum.update(ascii(piece))
    expect(sum.value).toBe(0xcbf43926)
  }
})

describe('an archive', () => {
  test('lists its files with their sizes, and gives each of them back', async () => {
    const file = blob(zip(TWO))
    expect((await zipMembers(file)).map(({ name, size }) => ({ name, size }))).toEqual([{ name: 'maps/CR_64.fits', size: 400_000 }, { name: 'config.json', size: 2 }])
    expect(Buffer.compare(await unpacked(zip(TWO)), LONG)).toBe(0)
    expect(await unpacked(zip(TWO), 1)).toEqual(ascii('{}'))
  })

  test('with a comment, with 64-bit numbers, or with nothing in it is read', async () => {
    expect(Buffer.compare(await unpacked(zip(TWO, 'made by hand PK\x05\x06 really')), LONG)).toBe(0)
    expect(Buffer.compare(await unpacked(zip([{ name: 'a', bytes: LONG, wide: true }])), LONG)).toBe(0)
    expect(await zipMembers(blob(zip([])))).toEqual([])
    expect(await unpacked(zip([{ name: 'none', bytes: ascii('') }]))).toEqual(ascii(''))
  })

  test('does not show folders and what file managers add', async () => {
    const names = ['maps/', '__MACOSX/._a.fits', '.DS_Store', 'maps/Thumbs.db', 'a.fits']
    expect((await zipMembers(blob(zip(names.map((name) => ({ name, bytes: ascii('x') })))))).map(({ name }) => name)).toEqual(['a.fits'])
  })

  test('comes in small pieces, whatever the size of its members', async () => {
    for (const stored of [true, false]) {
      const file = blob(zip([{ name: 'a', bytes: LONG, stored }]))
      const reader = (await memberStream(file, (await zipMembers(file))[0]!)).getReader()
      let pieces = 0
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        pieces++
        expect(step.value.length).toBeLessThanOrEqual(131_072)
      }
      expect(pieces).toBeGreaterThanOrEqual(4)
    }
  })
})

describe('refused', () => {
  const one = (change: Partial<Packed>) => zip([{ name: 'a.fits', bytes: LONG, ...change }])
  const whole = zip(TWO)
  test.each<[string, Uint8Array, string, RegExp]>([
    ['an archive cut short', whole.subarray(0, -30), 'unreadable-file', /list of contents, which stands at the end, is missing/],
    ['an archive without its beginning', whole.subarray(1000), 'unreadable-file', /lies outside of the file|ends too early|not where the list says|outside of its place/],
    ['another checksum', one({ crc: 1 }), 'unreadable-file', /a\.fits does not have its checksum/],
    ['more than is claimed', one({ size: 399_999 }), 'unreadable-file', /unpacks to more than the 399,999 bytes it claims/],
    ['less than is claimed', one({ size: 400_001 }), 'unreadable-file', /unpacks to 400,000 bytes instead of 400,001/],
    ['a claim beyond deflate', one({ size: 4e9 }), 'unreadable-file', /claims to unpack from [\d,]+ to 4,000,000,000 bytes/],
    ['a password', one({ encrypted: true }), 'unsupported-file', /keeps a\.fits behind a password/],
    ['another packing', one({ method: 93 }), 'unsupported-file', /method \(number 93\)/],
    ['packed bytes that are none', one({ stored: true, method: 8 }), 'unreadable-file', /a\.fits does not unpack to its end/],
  ])('%s', async (_, bytes, code, says) => {
    const problem = await refusal(unpacked(bytes))
    expect(problem).toMatchObject({ code })
    expect(problem.message).toMatch(says)
  })

  test('members that share their bytes', async () => {
    const bytes = zip([{ name: 'a', bytes: LONG }, { name: 'b', bytes: LONG }])
    const list = new DataView(bytes.buffer)
    const second = bytes.length - 22 - 47
    list.setUint32(second + 42, 0, true)
    expect(await refusal(zipMembers(blob(bytes)))).toEqual({ code: 'unreadable-file', message: 'This ZIP archive is damaged: b lies outside of its place.' })
  })

  test('more members than anybody looks through, and a count that is a lie', async () => {
    const bytes = zip([{ name: 'a', bytes: ascii('x') }])
    const end = new DataView(bytes.buffer, bytes.length - 22)
    end.setUint16(10, 5001, true)
    expect((await refusal(zipMembers(blob(bytes)))).message).toMatch(/has 5,001 members/)
    end.setUint16(10, 2, true)
    expect((await refusal(zipMembers(blob(bytes)))).message).toMatch(/list of contents ends too early/)
  })

  test('one piece of several', async () => {
    const bytes = zip(TWO)
    new DataView(bytes.buffer, bytes.length - 22).setUint16(4, 1, true)
    expect(await refusal(zipMembers(blob(bytes)))).toMatchObject({ code: 'unsupported-file', message: 'This ZIP archive is one piece of several.' })
  })

  test('names with control and direction characters are shown with visible codes', async () => {
    const problem = await refusal(unpacked(zip([{ name: 'a\u001bb', bytes: LONG, crc: 0 }])))
    expect(problem.message).toContain('a⟨1B⟩b')
  })

  test('a list before which nothing has room', async () => {
    expect(await refusal(zipMembers(blob(join(ascii('PK\x03\x04'), new Uint8Array(100)))))).toMatchObject({ code: 'unreadable-file' })
  })
})
