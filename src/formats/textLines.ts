/** A text as lines, in blocks and with a bounded memory: UTF-8, or UTF-16 that says so; lines end in LF, CR LF or CR; a quoted field may hold line ends. */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { refuse } from './refusals.ts'
import { counted, grouped } from './text.ts'

export interface Line {
  readonly text: string
  /** Counted from 1, comments and empty lines too. */
  readonly number: number
}

/** What a dialect is told from; and no line may be longer. */
export const SAMPLE = 65_536

const SAVE = 'Save one pixel per line, as plain text in UTF-8.'

export class TextLines {
  readonly encoding: 'UTF-8' | 'UTF-16'
  /** True where a byte-order mark begins the file. */
  readonly marked: boolean
  readonly #stream: ByteStream
  readonly #decoder: TextDecoder
  #rest = ''
  #next = 1
  #ended = false
  #newline: '\n' | '\r' | undefined

  private constructor(stream: ByteStream, label: string, marked: boolean) {
    this.#stream = stream
    this.#decoder = new TextDecoder(label)
    this.encoding = label === 'utf-8' ? 'UTF-8' : 'UTF-16'
    this.marked = marked
  }

  static async open(stream: ByteStream): Promise<TextLines> {
    const [a, b, c] = await stream.peek(3)
    const label = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8'
    return new TextLines(stream, label, label !== 'utf-8' || (a === 0xef && b === 0xbb && c === 0xbf))
  }

  /** The lines of the first 64 kB, which are given by `block` once more. */
  async sample(): Promise<readonly Line[]> {
    while (this.#rest.length <= SAMPLE && !this.#ended) await this.#fill()
    this.#newline = this.#rest.includes('\n') ? '\n' : '\r'
    return this.#split(this.#rest).lines
  }

  /** The next lines; none at the end. Throws unsupported-file for a line of more than 64 kB, and for zero bytes. */
  async block(): Promise<readonly Line[]> {
    for (;;) {
      const { lines, rest, next } = this.#split(this.#rest)
      if (lines.length > 0 || this.#ended) {
        this.#rest = rest
        this.#next = next
        return lines
      }
      await this.#fill()
    }
  }

  async #fill(): Promise<void> {
    const bytes = await this.#stream.take(SAMPLE)
    this.#ended = bytes.length < SAMPLE
    this.#rest += this.#decoder.decode(bytes, { stream: !this.#ended })
    const zero = this.#rest.indexOf('\0')
    if (zero < 0) return
    const line = this.#next + (this.#rest.slice(0, zero).match(/\r\n?|\n/g)?.length ?? 0)
    throw refuse(`This text has zero bytes, the first in line ${grouped(line)}: it is no plain text, or UTF-16 that does not say so.`, SAVE)
  }

  #split(text: string): { lines: Line[]; rest: string; next: number } {
    const newline = this.#newline ?? '\n'
    const lines: Line[] = []
    let number = this.#next
    let from = 0
    let quote = text.indexOf('"')
    while (from < text.length) {
      if (quote >= 0 && quote < from) quote = text.indexOf('"', from)
      const end = endOf(text, from, newline, quote)
      if ((end < 0 ? text.length : end) - from > SAMPLE) throw tooLong(number, text.slice(from, from + SAMPLE))
      if (end < 0 && !this.#ended) break
      const raw = text.slice(from, end < 0 ? text.length : end)
      if (end < 0 && isOpen(raw)) throw unclosed(number)
      lines.push({ text: raw, number }) // a CR before the LF is a blank like any other
      number += quote >= 0 && raw.includes(newline) ? raw.split(newline).length : 1
      from = end < 0 ? text.length : end + 1
    }
    return { lines, rest: text.slice(from), next: number }
  }
}

/** Where the line that begins at `from` ends: behind the quotes that it opens; −1 where the text does not tell. @param quote  the first quote from there on, or −1 */
function endOf(text: string, from: number, newline: string, quote: number): number {
  let end = text.indexOf(newline, from)
  if (quote < 0 || quote >= end || isComment(text.slice(from, quote))) return end
  for (let open = quote; open >= 0 && open < end; ) {
    const close = text.indexOf('"', open + 1)
    if (close < 0) return -1
    if (close > end) end = text.indexOf(newline, close)
    open = text.indexOf('"', close + 1)
  }
  return end
}

const COMMENT = /^\s*#/
export const isComment = (text: string): boolean => COMMENT.test(text)

/** True where a quote is opened and not closed. */
function isOpen(line: string): boolean {
  if (!line.includes('"') || isComment(line)) return false
  return line.split('"').length % 2 === 0
}

function tooLong(number: number, text: string): Problem {
  if (isOpen(text)) return unclosed(number)
  return refuse(`This text table has more than ${counted(SAMPLE, 'character')} in line ${grouped(number)}, where one pixel has a line.`, SAVE)
}

const unclosed = (number: number): Problem =>
  new Problem('unreadable-file', `This text table opens a quote (") in line ${grouped(number)} that is never closed, so nobody knows where its fields end.`, { remedy: 'Close the quote, or take quotes out of the table.' })
