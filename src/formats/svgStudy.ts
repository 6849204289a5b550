/** The study inside a drawing that was taken away from here: the element `metadata` with the name `anisky` of an SVG. */
import { Problem } from '../science/problem.ts'
import { MAX_STUDY_TEXT, STUDY_KEYWORD } from './pngStudy.ts'

/** It stands before everything that is drawn: further on nobody looks for it. */
const REACH = 2 * MAX_STUDY_TEXT

/**
 * The JSON of the study in an SVG, or undefined where there is none. The text is looked through for one element without
 * children, not parsed: nothing in the file can act. Throws unreadable-file when that element cannot be understood.
 */
export async function studyInSvg(file: Blob): Promise<string | undefined> {
  const text = new TextDecoder().decode(await file.slice(0, REACH).arrayBuffer())
  const opening = new RegExp(`<metadata(?:\\s[^<>]*)?\\sid\\s*=\\s*["']${STUDY_KEYWORD}["'][^<>]*>`).exec(text)
  if (opening === null || !/<svg[\s>]/.test(text.slice(0, opening.index))) return undefined
  const from = opening.index + opening[0].length
  const to = text.indexOf('<', from)
  if (to < 0 || !text.startsWith('</metadata', to)) {
    throw new Problem('unreadable-file', 'This SVG drawing holds a study, but something else stands in its place.', { remedy: 'Use the drawing as it was saved, or the study file (.anisky.json).' })
  }
  return unescaped(text.slice(from, to))
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** XML's five names and its numbers; anything else after an ampersand stays as it is. */
const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (all, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name]! : all
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
