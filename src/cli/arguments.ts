/** The command line's grammar. */
import { parseArgs } from 'node:util'
import { Problem } from '../science/problem.ts'

export type Command =
  | { readonly command: 'inspect'; readonly files: readonly string[] }
  | { readonly command: 'run'; readonly study: string | undefined; readonly data: readonly string[]; readonly out: string }
  | { readonly command: 'help' }

export const USAGE = `anisky inspect FILE…                              what a file holds, or a set of local maps, as JSON
anisky run [STUDY] --data FILE… --out DIR         derive a study without a browser

  STUDY       a study saved by the page (.anisky.json); without one, the default recipe for what the file holds
  --data      the file or files the study names, found by their SHA-256; numbered local maps and their configuration count as one
  --out       folder for results.json, relative-intensity.fits, residual.fits, smoothed.fits

Exit codes: 0 done · 64 usage · 65 bad data · 70 our mistake · 74 cannot read or write`

/** Throws invalid-argument with a sentence about what is wrong with the call. */
export function parseCommand(words: readonly string[]): Command {
  const [command, ...rest] = words
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') return { command: 'help' }
  if (command === 'inspect') {
    if (rest.length === 0) throw misused('inspect takes a file, or the files of a set of local maps')
    return { command, files: rest }
  }
  if (command !== 'run') throw misused(`there is no command “${command}”`)
  // `--data a b c` takes every word up to the next option, as shells expand patterns.
  const spread = rest.flatMap((word, i) => (i > 0 && !word.startsWith('-') && belongsToData(rest, i) ? ['--data', word] : [word]))
  let parsed
  try {
    parsed = parseArgs({ args: dropDoubled(spread), options: { data: { type: 'string', multiple: true }, out: { type: 'string' } }, allowPositionals: true })
  } catch (cause) {
    throw misused((cause as Error).message)
  }
  const { values, positionals } = parsed
  if (positionals.length > 1) throw misused('run takes one study')
  if (values.out === undefined) throw misused('run needs --out DIR')
  if (positionals.length === 0 && values.data === undefined) throw misused('run needs a study, or --data FILE')
  return { command, study: positionals[0], data: values.data ?? [], out: values.out }
}

function belongsToData(words: readonly string[], i: number): boolean {
  for (let k = i - 1; k >= 0; k--) if (words[k]!.startsWith('-')) return words[k] === '--data'
  return false
}

/** `--data --data x` arises from the first word after `--data`. */
const dropDoubled = (words: readonly string[]): string[] => words.filter((word, i) => !(word === '--data' && words[i + 1] === '--data'))

const misused = (what: string) => new Problem('invalid-argument', `${what[0]!.toUpperCase()}${what.slice(1)}.`, { remedy: `\n${USAGE}` })
