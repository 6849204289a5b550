/** Files on their way out: plain names, and the browser's downloads. */
import type { Study } from '../../study/document.ts'

const LONGEST = 80

/**
 * A name that every system takes: letters, digits, `_`, `.` and `-`, at most 80 of them, from the study's title.
 *
 * @param what  what of the study it is; nothing for the whole
 */
export function fileName({ title }: Pick<Study, 'title'>, what: string, extension: string): string {
  const end = `${what === '' ? '' : `-${what}`}.${extension}`
  // Letters lose their accents rather than themselves.
  const plain = title.normalize('NFKD').replace(/\p{M}+/gu, '').replace(/\.(fits?|gz|fz|npy|json|png|svg)\b/gi, '')
  const stem = plain.replace(/[^A-Za-z0-9]+/g, '-').slice(0, LONGEST - end.length).replace(/^-|-$/g, '')
  return `${stem || 'anisky'}${end}`
}

/** Hands a file to the browser's downloads. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
