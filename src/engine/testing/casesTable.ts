/** What becomes of every case, as the tables of docs/files.md. */
import { isProblem } from '../../science/problem.ts'
import { isCurveCard, isMarginalsCard } from '../../study/curves.ts'
import { SECTIONS, type FileCase } from '../../formats/testing/cases.ts'
import { inspect } from '../inspect.ts'
import { ThreadJob } from '../job.ts'

export interface Outcome {
  readonly what: 'opens' | 'opens, with a word' | 'opens as a curve' | 'opens as a set of local maps' | 'opens as an observation' | 'refused'
  /** The sentences that the page says, and what it asks to do. */
  readonly words: readonly string[]
  readonly remedy: string | undefined
}

/** Opens a case as the page does. Throws whatever is neither a file that was read nor a Problem. */
export async function outcomeOf({ file, bytes }: FileCase): Promise<Outcome> {
  try {
    const card = await inspect(new Blob([bytes()]), file, new ThreadJob())
    if (isCurveCard(card)) return { what: 'opens as a curve', words: card.assumptions, remedy: undefined }
    if (isMarginalsCard(card)) return { what: 'opens as an observation', words: card.warnings, remedy: undefined }
    const { assumptions, warnings, columns } = card
    const asked = columns.flatMap(({ ambiguous }) => ambiguous ?? [])
    // What was taken for what is said of every file; here it would say the same again and again.
    const words = [...warnings, ...asked, ...assumptions.filter((sentence) => !/^Column \d|^There is no background column/.test(sentence))]
    if (card.local !== undefined) return { what: 'opens as a set of local maps', words, remedy: undefined }
    return { what: words.length === 0 ? 'opens' : 'opens, with a word', words, remedy: undefined }
  } catch (reason) {
    if (!isProblem(reason)) throw reason
    return { what: 'refused', words: [reason.message], remedy: reason.remedy }
  }
}

/** All tables, in Markdown. */
export async function casesTable(): Promise<string> {
  const parts: string[] = []
  for (const { title, cases } of SECTIONS) {
    const rows: string[] = []
    for (const one of cases) {
      const { what, words, remedy } = await outcomeOf(one)
      rows.push(`| ${one.name} | ${what} | ${words.map(cell).join(' ')}${remedy === undefined ? '' : ` *${cell(remedy).replaceAll('*', '\\*')}*`} |`)
    }
    parts.push(`### ${title}\n\n| case | what happens | the exact words, *and what to do* |\n|---|---|---|\n${rows.join('\n')}\n`)
  }
  return parts.join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
