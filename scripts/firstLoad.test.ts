import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { firstLoad } from './firstLoad.ts'

const site: Record<string, string> = {
  'assets/main.js': 'import{a}from"./shared.js";new Worker(new URL(""+new URL("desk.js",import.meta.url).href,import.meta.url));import("./globe.js")',
  'assets/shared.js': 'export const a=1',
  'assets/desk.js': 'import{a}from"./shared.js";self.a=a',
  'assets/globe.js': 'export const big=1',
}
const html = '<script>theme()</script><script type="module" crossorigin src="./assets/main.js"></script><link rel="modulepreload" href="./assets/shared.js">'
const read = (path: string) => site[path] ?? expect.fail(`${path} is not part of the site`)

test('a first visit pays for the page, what it imports, its workers and inline script, each once', () => {
  const { first, later } = firstLoad(html, read)
  expect([...first.keys()].sort()).toEqual(['assets/desk.js', 'assets/main.js', 'assets/shared.js', 'index.html (inline)'])
  expect(later).toEqual(['assets/globe.js'])
  expect(first.get('assets/shared.js')).toBe(brotliCompressSync(site['assets/shared.js']!).length)
})
