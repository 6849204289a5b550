/** The headless command: one JSON line or card on stdout, what happens on stderr. */
import { isProblem } from '../science/problem.ts'
import { parseCommand, USAGE } from './arguments.ts'
import { merge } from './merge.ts'
import { observe } from './observe.ts'
import { inspectFiles, run } from './run.ts'

const EXIT = { done: 0, usage: 64, badData: 65, mistake: 70, io: 74 } as const

/** Previews are for the page. */
const withoutPictures = (key: string, value: unknown): unknown => (key === 'previews' ? undefined : value)

async function main(words: readonly string[]): Promise<number> {
  const log = (line: string): void => console.error(line)
  try {
    const command = parseCommand(words)
    if (command.command === 'help') console.log(USAGE)
    else if (command.command === 'inspect') console.log(JSON.stringify(await inspectFiles(command.files), withoutPictures, 2))
    else if (command.command === 'observe') console.log(JSON.stringify({ written: await observe({ ...command, log }) }))
    else if (command.command === 'merge') console.log(JSON.stringify({ written: await merge({ ...command, log }) }))
    else console.log(JSON.stringify({ written: await run({ ...command, log }) }))
    return EXIT.done
  } catch (e) {
    if (!isProblem(e)) {
      console.error(e)
      return EXIT.mistake
    }
    console.error(e.remedy === undefined ? e.message : `${e.message} ${e.remedy}`)
    if (e.remedy?.includes(USAGE) === true) return EXIT.usage
    return e.code === 'file-missing' ? EXIT.io : EXIT.badData
  }
}

process.exitCode = await main(process.argv.slice(2))
