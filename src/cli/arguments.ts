/** The command line's grammar. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../science/problem.ts'

export type Command =
  | { readonly command: 'inspect'; readonly files: readonly string[] }
  | { readonly command: 'run'; readonly study: string | undefined; readonly data: readonly string[]; readonly out: string }
  | { readonly command: 'observe'; readonly study: string; readonly part: string | undefined; readonly data: readonly string[]; readonly out: string }
  | { readonly command: 'merge'; readonly out: string; readonly files: readonly string[] }
  | { readonly command: 'help' }

export const USAGE = `anisky inspect FILE…                              what a file holds, or a set of local maps, as JSON
anisky run [STUDY] --data FILE… --out DIR         derive the skies of a study without a browser
anisky observe STUDY [--part ID] --out FILE       what an observation of a study counts, as a marginals file (.marginals.npz)
anisky merge OUT FILE…                            marginals files of one detector, added: the same bytes in any order

  STUDY       a study saved by the page (.anisky.json); run without one: the default recipe for what the file holds;
              of marginals, the sky of maximum likelihood
  --data      the file or files the study names, found by their SHA-256; numbered local maps and their configuration count as one
  --out       run: folder for results.json, which tells and names every sky of the study's maps, true skies last, and for the maps
              relative-intensity, residual, smoothed of the first (.fits; .csv on a ring grid); observe: the file
  --part      which observation, where the study has several

Exit codes: 0 done · 64 usage · 65 bad data · 70 our mistake · 74 cannot read or write`

/** Throws invalid-argument with a sentence about what is wrong with the call. */
export function parseCommand(words: readonly string[]): Command {
  const [command, ...rest] = words
  if (command === undefined || command === 'help' || words.includes('--help') || words.includes('-h')) return { command: 'help' }
  if (command === 'inspect') {
    if (rest.length === 0) throw misused('inspect takes a file, or the files of a set of local maps')
    return { command, files: rest }
  }
  if (command === 'merge') {
    const [out, ...files] = rest
    if (out === undefined || files.length === 0 || rest.some((word) => word.startsWith('-'))) throw misused('merge takes the file to write, and one or more to add')
    if (files.some((file) => resolve(file) === resolve(out))) throw misused(`merge would write over ${out}, which is one of the files to add`)
    return { command, out, files }
  }
  if (command !== 'run' && command !== 'observe') throw misused(`there is no command “${command}”`)
  // `--data a b c` takes every word up to the next option, as shells expand patterns.
  const spread = rest.flatMap((word, i) => (i > 0 && !word.startsWith('-') && belongsToData(rest, i) ? ['--data', word] : [word]))
  let parsed
  try {
    parsed = parseArgs({ args: dropDoubled(spread), options: { data: { type: 'string', multiple: true }, out: { type: 'string' }, part: { type: 'string' } }, allowPositionals: true })
  } catch (cause) {
    throw misused((cause as Error).message)
  }
  const { values, positionals } = parsed
  const [study, ...others] = positionals
  const { data = [], out, part } = values
  if (others.length > 0) throw misused(`${command} takes one study`)
  if (out === undefined) throw misused(`${command} needs --out ${command === 'run' ? 'DIR' : 'FILE'}`)
  if (command === 'observe') {
    if (study === undefined) throw misused('observe needs a study')
    return { command, study, part, data, out }
  }
  if (part !== undefined) throw misused('--part is for observe')
  if (study === undefined && values.data === undefined) throw misused('run needs a study, or --data FILE')
  return { command, study, data, out }
}

function belongsToData(words: readonly string[], i: number): boolean {
  for (let k = i - 1; k >= 0; k--) if (words[k]!.startsWith('-')) return words[k] === '--data'
  return false
}

/** `--data --data x` arises from the first word after `--data`. */
const dropDoubled = (words: readonly string[]): string[] => words.filter((word, i) => !(word === '--data' && words[i + 1] === '--data'))

const misused = (what: string) => new Problem('invalid-argument', `${what[0]!.toUpperCase()}${what.slice(1)}.`, { remedy: `\n${USAGE}` })
