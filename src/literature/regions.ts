/** The regions of excess that carry letters (review, Fig. 2): A, B and C, as different observatories quote them. */
import type { Sourced } from './source.ts'

export interface Region extends Sourced {
  readonly letter: 'A' | 'B' | 'C'
  readonly observatory: string
  readonly shape: Circle | Box
}

interface Circle {
  readonly kind: 'circle'
  readonly raDeg: number
  readonly decDeg: number
  readonly radiusDeg: number
}

/** Between two right ascensions and two declinations. */
interface Box {
  readonly kind: 'box'
  readonly raDeg: readonly [number, number]
  readonly decDeg: readonly [number, number]
}

const HAWC = 'peaks of HAWC 2014, ApJ 796, 108 (arXiv:1408.4805), with its smoothing radius of 10°'

/** The letters of the review's Fig. 2; as a box where only limits are quoted. Of GRAPES-3's region B no declinations are at hand. */
export const regions: readonly Region[] = [
  { letter: 'A', observatory: 'HAWC', shape: { kind: 'circle', raDeg: 60, decDeg: -7.1, radiusDeg: 10 }, source: HAWC, unverified: true },
  { letter: 'B', observatory: 'HAWC', shape: { kind: 'circle', raDeg: 122.1, decDeg: 43.8, radiusDeg: 10 }, source: HAWC, unverified: true },
  { letter: 'C', observatory: 'HAWC', shape: { kind: 'circle', raDeg: 208.1, decDeg: 23.9, radiusDeg: 10 }, source: HAWC, unverified: true },
  {
    letter: 'A',
    observatory: 'GRAPES-3',
    shape: { kind: 'box', raDeg: [50, 80], decDeg: [-15, 30] },
    source: 'GRAPES-3 2023 (arXiv:2310.15489), abstract: right ascension 50° to 80°, declination −15° to 30°',
  },
]
