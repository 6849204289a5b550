/** From a read card to what its columns are used for. */
import type { ColumnCard, ReadCard, Role } from './readCard.ts'

/** The column that questions about a whole file are about, by its role: the first that has one. */
export const mainColumn = (columns: readonly ColumnCard[]): ColumnCard | undefined =>
  (['counts', 'intensity', 'background', 'error'] as const).flatMap((role) => columns.find(({ guess }) => guess === role) ?? [])[0]

/** The default roles of a read card, by column index. Counts are compared with a background column, or with the mean of their ring. */
export interface RoleColumns {
  readonly counts?: number
  readonly background?: number
  readonly intensity?: number
  readonly error?: number
  readonly intensityIs: 'deviation' | 'ratio'
  readonly reference: 'background' | 'ringMean'
}

export function mapSourceOf(card: Pick<ReadCard, 'columns'>): RoleColumns {
  const roles: { -readonly [R in Exclude<Role, 'unused'>]?: number } = {}
  for (const { index, guess } of card.columns) if (guess !== 'unused') roles[guess] ??= index
  const intensityIs = roles.intensity !== undefined && card.columns[roles.intensity]?.aboutOne === true ? 'ratio' : 'deviation'
  return { ...roles, intensityIs, reference: roles.background === undefined ? 'ringMean' : 'background' }
}
