/** What is odd about the numbers of a column, in words. */
import type { Notes } from './statements.ts'
import { counted, grouped } from './text.ts'

/** What a reader has counted on its way. */
export interface Told {
  readonly field: { readonly number: number; readonly name: string }
  readonly infinite: number
  /** Whole numbers beyond 2⁵³. */
  readonly rounded: number
}

export function warnOfNumbers(columns: readonly Told[], { warnings }: Notes): void {
  for (const { field, infinite, rounded } of columns) {
    const column = `Column ${field.number} (${field.name})`
    if (infinite > 0) warnings.push(`${column} is infinite in ${counted(infinite, 'pixel')}, which ${infinite === 1 ? 'is' : 'are'} treated as unseen.`)
    if (rounded > 0) warnings.push(`${column} holds ${counted(rounded, 'whole number')} beyond ${grouped(2 ** 53)}: rounded to 16 digits.`)
  }
}
