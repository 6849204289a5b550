import { almIndex, emptyAlm, type Alm } from './alm.ts'

/** (δ_0h, δ_6h, δ_N): towards right ascension 0 h, 6 h, and north (R17). */
export type DipoleVector = readonly [number, number, number]

/** The dipole of a sky, δ = √(3/2π) (−Re a_11, Im a_11, a_10/√2) (R18 with the 1/√2 that the printed form lacks). Needs lmax ≥ 1. */
export function dipoleOfAlm(alm: Alm): DipoleVector {
  const scale = Math.sqrt(3 / (2 * Math.PI))
  const i = almIndex(alm.lmax, 1, 1)
  return [-scale * alm.re[i], scale * alm.im[i], scale * Math.SQRT1_2 * alm.re[almIndex(alm.lmax, 1, 0)]]
}

/** The coefficients of 1 + δ·n less the 1: a_11 = −√(2π/3) (δ_0h − i δ_6h), a_10 = √(4π/3) δ_N (R18 corrected). */
export function almOfDipole([d0h, d6h, dN]: DipoleVector, lmax = 1): Alm {
  const alm = emptyAlm(lmax)
  const i = almIndex(lmax, 1, 1)
  const scale = Math.sqrt((2 * Math.PI) / 3)
  alm.re[i] = -scale * d0h
  alm.im[i] = scale * d6h
  alm.re[almIndex(lmax, 1, 0)] = Math.SQRT2 * scale * dN
  return alm
}
