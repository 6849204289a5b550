/** Text tables for tests. */
import { join } from './fixtures.ts'

export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'))
const swapped = (bytes: Uint8Array): Uint8Array => bytes.map((_, i) => bytes[i ^ 1])
export const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const little = join(Uint8Array.of(0xff, 0xfe), new Uint8Array(Buffer.from(text, 'utf16le')))
  return order === 'le' ? little : swapped(little)
}

/** Lines, each with its end. */
export const lines = (rows: readonly (string | number)[], end = '\n'): string => rows.map((row) => `${row}${end}`).join('')
