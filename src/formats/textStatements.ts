/** What the comments of a text table state: `# nside 64`, `# ordering = NESTED, coordsys: G`, and the same inside the YAML of an ECSV header. */
import type { CardValue } from './fitsHeader.ts'
import type { Statements } from './statements.ts'

const WORDS = 'NSIDE|ORDERING|COORDSYS|COORDS|COORD|SKYCOORD|FRAME|RADESYS'
/** With a sign of equality anywhere in a comment, or with blanks alone at its beginning. */
const STATED = new RegExp(`(?:^|[\\s{,;"'])(${WORDS})["']?\\s*[:=]\\s*["']?([\\w+.-]+)`, 'gi')
const LED = new RegExp(`^[#\\s]*(${WORDS})\\s+["']?([\\w+.-]+)["']?\\s*$`, 'i')
/** Nobody states anything after so many comments. */
const MOST = 10_000

/** Gathers statements, the first of each keyword. */
export class TextStatements implements Statements {
  readonly values = new Map<string, CardValue>()
  comments = 0

  add(comment: string): void {
    if (this.comments++ >= MOST) return
    const led = LED.exec(comment)
    for (const [, keyword, value] of led === null ? comment.matchAll(STATED) : [led]) {
      const known = keyword.toUpperCase()
      if (!this.values.has(known)) this.values.set(known, /^\d+(\.\d*)?$/.test(value) ? Number(value) : value)
    }
  }
}
