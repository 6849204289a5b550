/**
 * What a first visit downloads as script: everything index.html asks for, what that imports, and the workers it names,
 * brotli-compressed. What is only asked for later (`import()`) is listed, not counted. Fails above the budget.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { importsOf } from './imports.ts'

export const BUDGET = 150_000

export interface FirstLoad {
  /** Bytes by path, brotli at its best. */
  readonly first: ReadonlyMap<string, number>
  readonly later: readonly string[]
}

const INLINE = 'index.html (inline)'

/**
 * @param read  the text of a file of the site, by its path from index.html; throws when there is none
 */
export function firstLoad(html: string, read: (path: string) => string): FirstLoad {
  const first = new Map<string, number>()
  const later = new Set<string>()
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g)].map((match) => match[1]!).join('\n')
  if (inline !== '') first.set(INLINE, compressed(inline))
  const queue = scriptsOf(html)
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (first.has(path)) continue
    const text = read(path)
    first.set(path, compressed(text))
    for (const { to, how } of importsOf(path, text)) {
      const next = posix.normalize(posix.join(posix.dirname(path), to))
      if (how === 'dynamic') later.add(next)
      else if (next.endsWith('.js')) queue.push(next)
    }
  }
  return { first, later: [...later].filter((path) => !first.has(path)) }
}

const compressed = (text: string) => brotliCompressSync(text).length

/** Scripts and modules to load early, in a built index.html. */
const scriptsOf = (html: string) =>
  [...html.matchAll(/<script[^>]*\bsrc="([^"]+)"|<link[^>]*rel="modulepreload"[^>]*href="([^"]+)"/g)].map((match) => posix.normalize(match[1] ?? match[2]!))

function main(folder: string): void {
  const index = join(folder, 'index.html')
  if (!existsSync(index)) throw new Error(`There is no ${index}. Run npm run build first.`)
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  const { first, later } = firstLoad(read('index.html'), read)
  const total = [...first.values()].reduce((sum, bytes) => sum + bytes, 0)
  const parts = [...first].sort((a, b) => b[1] - a[1]).map(([path, bytes]) => `${basename(path)} ${(bytes / 1000).toFixed(1)}`)
  console.log(`first load  ${(total / 1000).toFixed(1)} kB of script, brotli, of at most ${BUDGET / 1000}: ${parts.join(', ')}`)
  if (later.length > 0) console.log(`later       ${later.map((path) => basename(path)).join(', ')}`)
  if (total > BUDGET) throw new Error('The first load is over its budget.')
}

if (process.argv[1]?.endsWith('firstLoad.ts')) {
  try {
    main(process.argv[2] ?? 'dist')
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
