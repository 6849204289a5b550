/** Where a result comes from, as FITS HISTORY lines: enough to make it again. */
import type { Study } from '../study/document.ts'
import { refName, type Ref } from '../study/graph.ts'
import { version } from './version.ts'

/** What fits on one HISTORY card after its indent: these lines are cut here, never wrapped at a blank that would be lost. */
const LINE = 71

/**
 * Version, result, the files the study names, and the study itself as compact JSON broken into lines (to be joined again
 * without a separator). Pure ASCII, as FITS demands: other characters become \uXXXX, which JSON reads back.
 */
export function provenance(ref: Ref, study: Study): string[] {
  const files = Object.values(study.parts).flatMap((part) => (part.kind === 'data' ? [`file ${part.origin.name}`, `sha256:${part.origin.sha256}`] : []))
  return [`Anisky ${version}, ${refName(ref)}`, ...files, 'study, JSON in lines to be joined:', ...linesOf(JSON.stringify(study))].flatMap((line) => linesOf(line))
}

/** Lines of at most 71 characters that neither begin nor end with a blank: FITS readers drop trailing ones. */
function linesOf(text: string): string[] {
  let rest = text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const lines: string[] = []
  while (rest.length > LINE) {
    let cut = LINE
    while (cut > 1 && (rest[cut - 1] === ' ' || rest[cut] === ' ')) cut--
    lines.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...lines, rest]
}
