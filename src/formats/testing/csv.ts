/** A strict reader of CSV for tests: comment lines first, then RFC 4180 with CRLF, every row as long as the first. Throws on anything else. */
export interface ParsedCsv {
  readonly comments: readonly string[]
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function parseCsv(text: string): ParsedCsv {
  const comments: string[] = []
  let at = 0
  while (text.startsWith('#', at)) {
    const end = text.indexOf('\r\n', at)
    if (end < 0) throw new Error('a comment without an end')
    comments.push(text.slice(at + 2, end))
    at = end + 2
  }
  const rows = records(text.slice(at))
  const [names, ...rest] = rows
  if (names === undefined) throw new Error('no row of names')
  for (const row of rest) if (row.length !== names.length) throw new Error(`a row of ${row.length} cells under ${names.length} names`)
  return { comments, names, rows: rest }
}

function records(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const row: string[] = []
    for (;;) {
      let cell = ''
      if (text[at] === '"') {
        for (at++; ; at++) {
          if (at >= text.length) throw new Error('a quote without an end')
          if (text[at] !== '"') cell += text[at]
          else if (text[at + 1] === '"') cell += text[at++]
          else break
        }
        at++
      } else {
        const end = text.slice(at).search(/[,\r\n"]/)
        if (end < 0) throw new Error('the last row has no end')
        cell = text.slice(at, at + end)
        at += end
      }
      row.push(cell)
      if (text[at] === ',') at++
      else if (text.startsWith('\r\n', at)) break
      else throw new Error(`${JSON.stringify(text.slice(at, at + 4))} after a cell`)
    }
    at += 2
    rows.push(row)
  }
  return rows
}

/** A column as numbers; an empty cell is NaN. The grammar is that of JSON, and the words JavaScript prints for what JSON cannot hold. */
export function numbersOf({ names, rows }: ParsedCsv, name: string): number[] {
  const c = names.indexOf(name)
  if (c < 0) throw new Error(`no column ${name}`)
  return rows.map((row) => {
    const cell = row[c]!
    if (cell === '') return NaN
    if (!/^(-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?|-?Infinity)$/.test(cell)) throw new Error(`${cell} is not a number`)
    return Number(cell)
  })
}
