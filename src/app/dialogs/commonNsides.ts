/** The coarsest grid that is worth a look, and how many are offered. */
const [COARSEST, MOST] = [4, 6]

/**
 * NSIDEs that pixels of all files can be joined to, the finest first, by halves; those of the files are left out where they agree.
 *
 * @param chosen  is among them in any case
 */
export function commonNsides(nsides: readonly number[], chosen: number | undefined): readonly number[] {
  if (nsides.length === 0) return []
  const shared = nsides.reduce(commonDivisor)
  const offered: number[] = []
  for (let nside = nsides.every((one) => one === shared) ? shared / 2 : shared; Number.isInteger(nside) && nside >= COARSEST && offered.length < MOST; nside /= 2) offered.push(nside)
  return chosen === undefined || offered.includes(chosen) ? offered : [...offered, chosen].sort((a, b) => b - a)
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))
