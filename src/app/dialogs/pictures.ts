/** Which preview of a file shows which reading of it. */
import type { ReadCard } from '../../formats/readCard.ts'
import { mainColumn } from '../../formats/roles.ts'
import type { HealpixReading } from '../../study/document.ts'

type Ordering = HealpixReading['ordering']

const mainOf = ({ columns }: ReadCard): number => mainColumn(columns)?.index ?? -1
const unlessEmpty = (values: Float32Array | undefined): Float32Array | undefined => (values === undefined || values.length === 0 ? undefined : values)

/** The column that questions are about, its pixels read in this order. */
export const inOrder = (card: ReadCard, ordering: Ordering): Float32Array | undefined =>
  unlessEmpty(ordering === card.ordering ? card.previews?.columns[mainOf(card)] : card.previews?.otherOrder)

/** The same without exact zeros; made in the order of the file alone. */
export const withoutZeros = (card: ReadCard, ordering: Ordering): Float32Array | undefined => (ordering === card.ordering ? unlessEmpty(card.previews?.withoutZeros) : undefined)

/** Every column that has a picture in this order. */
export const columnsIn = (card: ReadCard, ordering: Ordering): readonly (Float32Array | undefined)[] =>
  card.columns.map(({ index }) => (index === mainOf(card) ? inOrder(card, ordering) : ordering === card.ordering ? unlessEmpty(card.previews?.columns[index]) : undefined))
