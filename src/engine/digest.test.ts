import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { digest, ready } from './digest.ts'
import { fingerprintOf, openFingerprint } from './fingerprint.ts'

beforeAll(ready)

test('a digest is the first half of the SHA-256 that Node computes', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => digest(text) === createHash('sha256').update(text).digest('hex').slice(0, 32)))
})

test('a digest of one text does not remember the text before', () => {
  const first = digest('dipole')
  digest('quadrupole')
  expect(digest('dipole')).toBe(first)
})

test('the fingerprint of a file is its SHA-256, whatever the size of the bites', async () => {
  const bytes = new Uint8Array(300_000).map((_, i) => i * i)
  const truth = createHash('sha256').update(bytes).digest('hex')
  expect(await fingerprintOf(new Blob([bytes]))).toBe(truth)
  for (const bite of [63, 64, 65_537]) {
    const fingerprint = await openFingerprint()
    for (let i = 0; i < bytes.length; i += bite) fingerprint.update(bytes.subarray(i, i + bite))
    expect(fingerprint.digest()).toBe(truth)
  }
})

test('two fingerprints and a digest may be under way at once', async () => {
  const [a, b] = await Promise.all([openFingerprint(), openFingerprint()])
  a.update(Uint8Array.of(1))
  b.update(Uint8Array.of(9))
  digest('between')
  a.update(Uint8Array.of(2))
  expect(a.digest()).toBe(createHash('sha256').update(Uint8Array.of(1, 2)).digest('hex'))
  expect(b.digest()).toBe(createHash('sha256').update(Uint8Array.of(9)).digest('hex'))
})
