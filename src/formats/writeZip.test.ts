import { unzipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { zipOf } from './writeZip.ts'

const files = [
  { name: 'spectrum.csv', bytes: new TextEncoder().encode('l,cl\r\n1,2\r\n') },
  { name: 'empty.csv', bytes: new Uint8Array(0) },
]

test('an archive holds its files', () => {
  const out = unzipSync(zipOf(files))
  expect(Object.keys(out)).toEqual(['spectrum.csv', 'empty.csv'])
  for (const { name, bytes } of files) expect([...out[name]!]).toEqual([...bytes])
})

test('the same files are the same archive on every day', () => {
  vi.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z') })
  const later = zipOf(files)
  vi.useRealTimers()
  expect(zipOf(files)).toEqual(later)
})

test.each(['../up.csv', 'a/b.csv', '', 'x'.repeat(81), 'α.csv'])('a file named %j is refused', (name) => {
  expect(() => zipOf([{ name, bytes: new Uint8Array(1) }])).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
})

test('two files of one name are refused', () => {
  expect(() => zipOf([files[0]!, files[0]!])).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
})
