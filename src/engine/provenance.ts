/** Where a result comes from, as FITS HISTORY lines: enough to read it by, and enough to make it again. */
import type { Study } from '../study/document.ts'
import type { Ref } from '../study/graph.ts'
import { story } from '../study/story.ts'
import { ascii, studyJson } from '../study/studyText.ts'

/** What fits on one HISTORY card after its indent. */
const LINE = 71

/**
 * The story in words, and the study itself as compact JSON broken into lines (to be joined again
 * without a separator). Pure ASCII, as FITS demands: other characters become \uXXXX, which JSON reads back.
 *
 * @param more  what the result says of itself
 */
export function provenance(ref: Ref, study: Study, more: readonly string[] = []): string[] {
  const words = [...story(study, ref), ...more]
  return [...words.flatMap((line) => wrapped(ascii(line))), 'study, JSON in lines to be joined:', ...linesOf(studyJson(study))]
}

/** Lines of words, broken at blanks; those that go on are indented. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  let rest = text.trimEnd()
  while (rest.length > LINE) {
    const blank = rest.lastIndexOf(' ', LINE)
    const cut = blank > 2 ? blank : LINE
    lines.push(rest.slice(0, cut).trimEnd())
    rest = `  ${rest.slice(cut).trimStart()}`
  }
  return [...lines, rest]
}

/** Lines of at most 71 characters that neither begin nor end with a blank: FITS readers drop trailing ones. */
function linesOf(text: string): string[] {
  let rest = text
  const lines: string[] = []
  while (rest.length > LINE) {
    let cut = LINE
    while (cut > 1 && (rest[cut - 1] === ' ' || rest[cut] === ' ')) cut--
    lines.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...lines, rest]
}
