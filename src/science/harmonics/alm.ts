/**
 * Coefficients a_lm of a real field on the sphere, m ≥ 0 only: a_{l,−m} = (−1)^m a*_{lm}.
 * Condon–Shortley phase, orthonormal Y_lm (R14, R15). Stored by m, then l: the order of healpy's a_lm arrays.
 */
export interface Alm {
  readonly lmax: number
  readonly re: Float64Array
  readonly im: Float64Array
}

export const almSize = (lmax: number): number => ((lmax + 1) * (lmax + 2)) / 2

/** Where (l, m) is stored, 0 ≤ m ≤ l ≤ lmax. */
export const almIndex = (lmax: number, l: number, m: number): number => (m * (2 * lmax + 1 - m)) / 2 + l

export function emptyAlm(lmax: number): Alm {
  const size = almSize(lmax)
  return { lmax, re: new Float64Array(size), im: new Float64Array(size) }
}
