/** Small on purpose: the longest files and functions, always printed. */
import { expect, test } from 'vitest'
import { files, functions, type Sized } from '../scripts/shape.ts'
import { isTest, sourcesIn } from '../scripts/sources.ts'

const LONGEST_FILE = 300
const sources = new Map([...sourcesIn('src', 'workers', 'scripts', 'e2e')].filter(([path]) => !isTest(path)))

const table = (title: string, things: readonly Sized[]) =>
  [title, ...things.slice(0, 5).map(({ name, lines }) => `${String(lines).padStart(6)}  ${name}`)].join('\n')

test(`no file is longer than ${LONGEST_FILE} lines`, ({ task }) => {
  const says = `${table('longest files', files(sources))}\n${table('longest functions', functions(sources))}`
  Object.assign(task.meta, { says })
  console.log(says)
  expect(files(sources).filter(({ lines }) => lines > LONGEST_FILE)).toEqual([])
})

test('a file and its functions are as long as one counts them', () => {
  const text = 'export function a() {\n  return 1\n}\nconst b = () => {\n  const c = () =>\n    2\n  return c\n}\n'
  const one = new Map([['a.ts', text]])
  expect(files(one)).toEqual([{ name: 'a.ts', lines: 8 }])
  expect(functions(one)).toEqual([
    { name: 'a.ts b', lines: 5 },
    { name: 'a.ts a', lines: 3 },
    { name: 'a.ts c', lines: 2 },
  ])
})
