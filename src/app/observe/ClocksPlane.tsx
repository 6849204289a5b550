import type { ClockDipole } from '../../study/results.ts'
import { DipolePlane, type PlaneEntry } from './DipolePlane.tsx'

/** The dial of every clock laid on one another: what stands there, and what was found. */
export function ClocksPlane({ rows, size }: { readonly rows: readonly ClockDipole[]; readonly size: number }) {
  const standing = rows.flatMap(({ clock, standing: pair }): readonly PlaneEntry[] => (pair === undefined ? [] : [{ id: `standing ${clock}`, kind: 'true', d0h: pair[0], d6h: pair[1] }]))
  const found = rows.flatMap(({ clock, found: dipole }, i): readonly PlaneEntry[] => (dipole === undefined ? [] : [{ id: clock, kind: 'other', number: i + 1, d0h: dipole.d0h, d6h: dipole.d6h, covariance: dipole.covariance }]))
  return <DipolePlane entries={[...standing, ...found]} size={size} label={`Dipoles by the hours of each clock, 0 h on the right, 6 h at the top. ${found.length} found, ${standing.length} as they stand there.`} />
}
