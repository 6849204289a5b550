import { magnitude } from '../../drawing/format.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { MethodTableProps } from './MethodTable.tsx'
import { DipolePlane, type PlaneEntry } from './DipolePlane.tsx'

/** All dipoles as arrows in the plane of the equator: the true one, and the others numbered as in the table. */
export function MethodPlane({ truth, rows, clock = 'sidereal', chosen, size }: Pick<MethodTableProps, 'truth' | 'rows' | 'clock' | 'chosen'> & { readonly size: number }) {
  const found = rows.flatMap(({ id, found: dipole }, i): readonly PlaneEntry[] => (dipole === undefined ? [] : [{ ...dipole, id, kind: id === chosen ? 'chosen' : 'other', number: i + 1 }]))
  const entries: readonly PlaneEntry[] = truth === undefined ? found : [{ ...truth, id: 'true sky', kind: 'true', covariance: undefined }, ...found]
  const label = `Dipoles in the plane of the equator, ${clock === 'sidereal' ? 'right ascension' : CLOCKS[clock].time} 0 h on the right, 6 h at the top. ${truth === undefined ? '' : `True: ${magnitude(truth.a1)}; `}${rows.length} methods.`
  return <DipolePlane {...{ entries, size, label }} />
}
