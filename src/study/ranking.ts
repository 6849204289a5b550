/** How well the ways to read the azimuth of local maps suit the counts, and what may be concluded from that. */
import { AZIMUTH_NAMES, type Azimuth } from '../science/sphere/localAzimuth.ts'

export interface AzimuthRanking {
  /** Multipoles up to this degree were fitted, without m = 0. */
  readonly degree: number
  /** Coefficients fitted. */
  readonly terms: number
  /** The largest gain in ln L first. */
  readonly ranks: readonly AzimuthRank[]
}

export interface AzimuthRank {
  readonly azimuth: Azimuth
  /** ln L of the best smooth sky above that of an isotropic one. */
  readonly gain: number
}

export type Verdict =
  | { readonly kind: 'decided'; readonly best: Azimuth; /** ln L above the next. */ readonly lead: number }
  | { readonly kind: 'undecided'; /** Those within reach of the best. */ readonly among: readonly Azimuth[]; /** They differ by rounding at most: the data cannot tell them apart, however many there are. */ readonly equal: boolean }
  | { readonly kind: 'noise' }

/** One way is a thousand times likelier than the next: ln 1000. */
const DECISIVE = Math.log(1000)
/** What cannot be told apart in principle differs by rounding, or by the size of the pixels. */
const SAME = 0.05

/** χ² that isotropy exceeds once in a thousand times, by degrees of freedom 2, 6, 12. */
const CHANCE: Readonly<Record<number, number>> = { 2: 13.816, 6: 22.458, 12: 32.909 }

/** What a ranking says. Without structure beyond chance it says nothing. */
export function verdictOf({ ranks, terms }: AzimuthRanking): Verdict {
  const [best, next] = ranks
  if (best === undefined || 2 * best.gain < (CHANCE[terms] ?? Infinity)) return { kind: 'noise' }
  const lead = best.gain - (next?.gain ?? 0)
  if (lead >= DECISIVE) return { kind: 'decided', best: best.azimuth, lead }
  const among = ranks.filter(({ gain }) => best.gain - gain < DECISIVE)
  return { kind: 'undecided', among: among.map(({ azimuth }) => azimuth), equal: among.every(({ gain }) => best.gain - gain < SAME) }
}

/** A ranking of all ways, from their gains in the order of `AZIMUTH_NAMES`. */
export const rankingOf = (degree: number, terms: number, gains: readonly number[]): AzimuthRanking =>
  ({ degree, terms, ranks: AZIMUTH_NAMES.map((azimuth, i) => ({ azimuth, gain: gains[i]! })).sort((a, b) => b.gain - a.gain) })
