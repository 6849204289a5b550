/** Words and numbers as people read them. Text from files is made visible: nothing in it may act on the page or the terminal. */

/** 49152 → "49,152". */
export const grouped = (count: number): string => count.toLocaleString('en-US', { maximumFractionDigits: 0 })

/** "1 pixel", "2,479 pixels". */
export const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`

/** A number for a sentence: four significant digits, no more zeros than needed; whole numbers below a million in full. */
export function short(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return grouped(value)
  const rounded = Number(value.toPrecision(4))
  return Math.abs(rounded) >= 1e4 && Math.abs(rounded) < 1e15 ? grouped(rounded) : String(rounded)
}

/** Printable text stays; every control, bidirectional or other invisible character becomes a visible ⟨code⟩. */
export function visible(text: string, limit = 80): string {
  const cut = text.length > limit ? `${text.slice(0, limit - 1)}…` : text
  return cut.replace(/[^\P{C}]|[\p{Zl}\p{Zp}]/gu, (c) => `⟨${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}⟩`)
}

/** Bytes as characters, one to one (Latin-1), so that positions in text are positions in the file. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096))
  return text
}
