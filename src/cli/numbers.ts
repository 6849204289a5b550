/** Numbers as `results.json` has them: those that do not exist are null, never zero; angles are degrees. */
import { degrees } from '../science/units.ts'

export const orNull = (x: number | undefined): number | null => (x === undefined || !Number.isFinite(x) ? null : x)
export const list = (values: ArrayLike<number>): (number | null)[] => Array.from(values, orNull)
export const degreesOrNull = (angle: number | undefined): number | null => orNull(angle === undefined ? undefined : degrees(angle))

/** [2 × 2] of (δ_0h, δ_6h) as two rows. */
export const rows = (square: readonly number[] | undefined): (number | null)[][] | null => (square === undefined ? null : [list(square.slice(0, 2)), list(square.slice(2))])
