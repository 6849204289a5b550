import type { Role } from '../../formats/readCard.ts'
import type { Id, MapSource } from '../../study/document.ts'

const ROLES = ['counts', 'background', 'intensity', 'error'] as const

/** What a source takes a column of a file for. */
export const roleOf = (source: MapSource, data: Id, column: number): Role => ROLES.find((role) => source[role]?.data === data && source[role].column === column) ?? 'unused'

/**
 * The source with one column taken for something else. A role belongs to one column: whoever had it is not used any more.
 * A background column becomes the reference; without it the reference falls back on the mean of each ring.
 */
export function withRole(source: MapSource, data: Id, column: number, role: Role): MapSource {
  const roles: { [R in (typeof ROLES)[number]]?: { data: Id; column: number } } = {}
  for (const other of ROLES) {
    const held = source[other]
    if (held !== undefined && !(held.data === data && held.column === column) && other !== role) roles[other] = held
  }
  if (role !== 'unused') roles[role] = { data, column }
  const { reference, backgroundMade, alpha, intensityIs, nside } = source
  const gained = roles.background !== undefined && source.background === undefined
  const usable = reference !== 'background' || roles.background !== undefined
  return { from: 'map', ...roles, reference: gained ? 'background' : usable ? reference : 'ringMean', backgroundMade, alpha, intensityIs, ...(nside === undefined ? {} : { nside }) }
}

/** Counts and background the other way round. Of a source that has both. */
export const swapped = (source: MapSource): MapSource =>
  source.counts === undefined || source.background === undefined ? source : { ...source, counts: source.background, background: source.counts }
