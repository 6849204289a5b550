/** Axes: from values to places on the page, and back. */

export interface Scale {
  (value: number): number
  /** The value at a place. */
  invert(at: number): number
}

type Pair = readonly [number, number]

/** Even steps of the value are even steps on the page. Beyond its ends a scale goes on. @param ends  values at the two places */
export function linearScale([a, b]: Pair, [from, to]: Pair): Scale {
  const slope = (to - from) / (b - a)
  return Object.assign((value: number) => from + slope * (value - a), { invert: (at: number) => a + (at - from) / slope })
}

/** Even factors of the value are even steps on the page. @param ends  positive values at the two places */
export function logScale([a, b]: Pair, places: Pair): Scale {
  const exponent = linearScale([Math.log(a), Math.log(b)], places)
  return Object.assign((value: number) => exponent(Math.log(value)), { invert: (at: number) => Math.exp(exponent.invert(at)) })
}
