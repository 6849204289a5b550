import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildList, MOST_BYTES, writeList } from './serviceWorker.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anisky-list-'))
  mkdirSync(join(folder, 'assets'))
  for (const [path, text] of Object.entries({ 'index.html': '<p>', 'assets/a.js': '1', 'assets/a.js.map': '{}', _headers: '/*', 'sw.js': 'work()\n//# sourceMappingURL=sw.js.map\n' })) writeFileSync(join(folder, path), text)
})
afterEach(() => rmSync(folder, { recursive: true }))

const head = (): { version: string; files: [string, string][] } => JSON.parse(readFileSync(join(folder, 'sw.js'), 'utf8').split('\n')[0]!.slice('self.BUILD = '.length)) as never
const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

describe('the list of a build', () => {
  test('names every file that a visit may need, the page by its folder, each with its digest', () => {
    expect(buildList(folder, '')).toMatchObject({ files: [['assets/a.js', sha256('1')], ['', sha256('<p>')]], bytes: 4 })
  })

  test('has another version as soon as one byte of the site or of the worker differs, and no sooner', () => {
    const versions = [() => {}, () => {}, () => writeFileSync(join(folder, 'index.html'), '<p >'), () => writeFileSync(join(folder, 'sw.js'), 'work(1)\n')].map((change) => {
      change()
      writeList(folder)
      return head().version
    })
    expect(versions[1]).toBe(versions[0])
    expect(new Set(versions).size).toBe(3)
  })

  test('is written above the worker once, however often', () => {
    writeList(folder)
    writeList(folder)
    expect(readFileSync(join(folder, 'sw.js'), 'utf8').split('\n').slice(1)).toEqual(['work()', ''])
  })

  test('of more than a browser should be asked to keep is refused', () => {
    writeFileSync(join(folder, 'assets/big.bin'), '')
    truncateSync(join(folder, 'assets/big.bin'), MOST_BYTES)
    expect(() => writeList(folder)).toThrow(/at most 3000000/)
  })
})
