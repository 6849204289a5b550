/** The harmonic columns of a fit: which real numbers are unknown. */
import { demand } from '../problem.ts'

/** One fitted number: the real or the imaginary part of a_lm, m ≥ 0. */
export interface Term {
  readonly l: number
  readonly m: number
  readonly part: 're' | 'im'
}

/** Re and Im of one a_lm; only Re where m = 0, because a_l0 of a real field is real. */
export function termsOfMultipole(l: number, m: number): readonly Term[] {
  return m === 0 ? [{ l, m, part: 're' }] : [{ l, m, part: 're' }, { l, m, part: 'im' }]
}

/**
 * All terms of whole degrees: the monopole and a_l0 first (if asked for), then by degree Re, Im of m = 1 … l.
 *
 * @param degrees  each ≥ 1, without repeats, in any order
 * @param zonal    with a_00 and the a_l0 of these degrees
 * @throws invalid-argument
 */
export function termsOfDegrees(degrees: readonly number[], zonal: boolean): readonly Term[] {
  demand(
    degrees.length > 0 && new Set(degrees).size === degrees.length && degrees.every((l) => Number.isInteger(l) && l >= 1),
    'a fit needs different whole degrees l ≥ 1', { degrees: degrees.join(', ') },
  )
  const ascending = [...degrees].sort((a, b) => a - b)
  const waves = ascending.flatMap((l) => Array.from({ length: l }, (_, i) => termsOfMultipole(l, i + 1)).flat())
  return zonal ? [...[0, ...ascending].flatMap((l) => termsOfMultipole(l, 0)), ...waves] : waves
}

/** Throws invalid-argument unless every term exists (0 ≤ m ≤ l, no imaginary part at m = 0) and none comes twice. */
export function demandTerms(terms: readonly Term[]): void {
  const names = new Set<string>()
  for (const { l, m, part } of terms) {
    const exists = Number.isInteger(l) && Number.isInteger(m) && m >= 0 && m <= l && (m > 0 || part === 're')
    demand(exists, 'a term is Re or Im of a_lm with 0 ≤ m ≤ l; a_l0 is real', { l, m, part })
    const name = `${part} a(${l}, ${m})`
    demand(!names.has(name), 'a fit has each term once', { twice: name })
    names.add(name)
  }
}
