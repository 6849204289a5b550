/** docs/files.md tells what becomes of every kind of file: it is held to what happens. `ANISKY_WRITE=1` writes it anew. */
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { SECTIONS } from '../formats/testing/cases.ts'
import { casesTable, outcomeOf } from './testing/casesTable.ts'

const DOCUMENT = 'docs/files.md'
const MARK = '<!-- From here on written by src/engine/files.test.ts: ANISKY_WRITE=1 npx vitest run src/engine/files.test.ts -->\n'

test('docs/files.md says of every case what happens, in the very words', async () => {
  const text = await readFile(DOCUMENT, 'utf8')
  const [before, after] = text.split(MARK)
  const table = `\n${await casesTable()}`
  if (process.env['ANISKY_WRITE'] !== undefined) await writeFile(DOCUMENT, before + MARK + table)
  else expect(after).toBe(table)
}, 60_000)

describe('a refusal', () => {
  test.each(SECTIONS.flatMap(({ title, cases }) => cases.map((one) => ({ title: `${title}: ${one.name}`, one }))))('$title: says what it is, why it stops and what to do, or opens', async ({ one }) => {
    const { what, words, remedy } = await outcomeOf(one)
    if (what !== 'refused') return
    expect(words[0]).toMatch(/^[A-Z].{30,700}\.$/s)
    expect(words[0]).not.toMatch(/undefined|NaN|\[object|Infinity/)
    expect(remedy).toMatch(/^[A-Z].{10,400}[.)]$/s)
  }, 30_000)
})

test('no sentence carries a control, bidirectional or escape character', async () => {
  for (const { cases } of SECTIONS) {
    for (const one of cases.filter(({ name }) => /script|terminal|names/.test(name))) {
      const { words } = await outcomeOf(one)
      expect(words.join('')).not.toMatch(/\p{Cc}|\p{Cf}/u)
    }
  }
})
