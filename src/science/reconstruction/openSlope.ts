/**
 * Whether counts leave a slope of the sky in right ascension open. Where no cell of a ring is seen from both ends of the live time – a short one – rates N e^{cτ},
 * acceptances A e^{−ch} and a sky I e^{−cα} expect the same counts for any c, because α = τ − h never goes round; the map then depends on where the iteration began.
 */
import { ringsOf } from '../sphere/rings.ts'
import { conjugateGradients, ended } from './conjugateGradients.ts'
import { geometryOf } from './marginals.ts'
import type { RingLikelihood } from './ringLikelihood.ts'
import { informationOf } from './ringInformation.ts'

/** A detector with no less than this share of its mean rate at any time sees its rings around and over. */
const GAP = 0.25
const PROBE = { tolerance: 1e-6, most: 300 }

/** Whether the rate of any detector is hardly more than nothing at some time. */
export const hasGap = ({ detectors }: Pick<RingLikelihood, 'detectors'>): boolean => detectors.some(({ times }) => isGappy(times))

const isGappy = (times: Float64Array): boolean =>
  times.reduce((least, n) => Math.min(least, n), Infinity) * times.length < GAP * times.reduce((sum, n) => sum + n, 0)

/**
 * Takes nothing where a detector has no gap, else as long as a Newton step: what counts know of a wave cos δ (cos α + sin 2α), which no slope is at right angles to
 * wherever its ends are, is then found or not.
 */
export function isSlopeOpen({ grid, seen, rows, detectors, intensity }: Pick<RingLikelihood, 'grid' | 'seen' | 'rows' | 'detectors' | 'intensity'>): boolean {
  const { cells } = grid
  if (rows.every((ring) => seen.subarray(ring * cells, (ring + 1) * cells).includes(0))) return true
  if (!detectors.every(({ times }) => isGappy(times))) return false
  const information = informationOf(grid, detectors, intensity)
  const { cosDelta } = ringsOf(geometryOf(grid))
  const first = detectors.length * cells
  const wave = information.diagonal.map((counts, i) => {
    const alpha = (2 * Math.PI * ((i % cells) + 0.5)) / cells
    return i < first ? 0 : counts * cosDelta[Math.floor((i - first) / cells)] * (Math.cos(alpha) + Math.sin(2 * alpha))
  })
  return !ended(conjugateGradients(information, wave, PROBE)).reached
}
