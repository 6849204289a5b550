/**
 * The Forward–Backward method, declination band by band (S14): events that lie ahead of the meridian, at α = τ + ξ, are compared with those that lie behind
 * it, at α = τ − ξ, at the same time. For I = 1 + Σ γ_n cos n(α − φ_n) on a ring
 *
 *     FB(τ) = (F − B)/(F + B) ≃ −Σ_n γ_n S_n sin n(τ − φ_n),   S_n = mean of sin n|h| over the cells counted ≃ sin nξ.
 *
 * Waves whose S_n is near 0 look alike ahead and behind: nothing is known of them.
 */
import { unitRoots } from '../math/fft.ts'
import { Problem, demand } from '../problem.ts'
import { ALONE, type DipoleEstimate, inverse, type Square, UNBIASED } from '../reconstruction/dipoleEstimate.ts'
import { geometryOf, type ForwardBackwardCounts, type Marginals } from '../reconstruction/marginals.ts'
import { ringsOf } from '../sphere/rings.ts'
import { fitDailyWaves, type Sampling } from './dailyWaves.ts'

/** Waves that keep less than this of themselves are blind: their errors would be ten times those of the best. */
const BLIND_BELOW = 0.1

export interface RingWaves {
  /** n ≤ order */
  readonly order: number
  /** [rings × order] γ_n cos nφ_n and γ_n sin nφ_n; 0 where nothing is known, which the errors tell apart */
  readonly cosine: Float64Array
  readonly sine: Float64Array
  /** [rings × order × 3] variances of cosine and sine, and their covariance; Infinity where nothing is known */
  readonly variance: Float64Array
}

/** ξ, the half-opening: the middle of the bands. */
export const halfOpening = ({ cells }: Marginals['grid'], { offset }: ForwardBackwardCounts): number => (2 * Math.PI * offset) / cells

/** The n ≤ order with |sin nξ| < 0.1, of which this opening says nothing. */
export function blindWaves(opening: number, order: number): readonly number[] {
  return Array.from({ length: order }, (_, i) => i + 1).filter((n) => Math.abs(Math.sin(n * opening)) < BLIND_BELOW)
}

/** FB(τ) of a ring with I = 1 + Σ γ_n cos n(α − φ_n), n = 1, 2 …, seen at ±ξ alone: exact, where (S14) is of first order. */
export function forwardBackwardOf(gammas: readonly number[], phis: readonly number[], opening: number, tau: number): number {
  const intensity = (alpha: number) => gammas.reduce((sum, gamma, i) => sum + gamma * Math.cos((i + 1) * (alpha - phis[i])), 1)
  const [ahead, behind] = [intensity(tau + opening), intensity(tau - opening)]
  return (ahead - behind) / (ahead + behind)
}

type Counts = Pick<Marginals, 'grid' | 'local' | 'forwardBackward'>

export function emptyRingWaves({ rings }: Marginals['grid'], order: number): RingWaves {
  return { order, cosine: new Float64Array(rings * order), sine: new Float64Array(rings * order), variance: new Float64Array(3 * rings * order).fill(Infinity) }
}

/**
 * The waves of the rings fromRing … toRing − 1, from weighted fits to FB beside a constant, which takes what makes the detector unlike ahead and behind.
 * A ring with data at too few times is left unknown.
 *
 * @param waves  written for those rings; its order must leave fewer waves than half the cells
 * @throws invalid-argument where forward and backward events were not kept
 */
export function forwardBackwardWaves(counts: Counts, sampling: Sampling, waves: RingWaves, fromRing = 0, toRing = counts.grid.rings): RingWaves {
  const { grid: { cells }, forwardBackward } = counts
  demand(forwardBackward !== undefined, 'Forward–Backward needs events ahead of the meridian and behind it', { kept: false })
  const { forward, backward } = forwardBackward
  const [curve, weights] = [new Float64Array(cells), new Float64Array(cells)]
  for (let ring = fromRing; ring < toRing; ring++) {
    for (let t = 0, i = ring * cells; t < cells; t++, i++) {
      weights[t] = forward[i] + backward[i]
      curve[t] = (forward[i] - backward[i]) / weights[t]
    }
    const fit = fitDailyWaves(curve, weights, cells, waves.order, sampling)
    if (fit === undefined) continue
    const size = 2 * waves.order + 1
    for (let n = 1; n <= waves.order; n++) {
      const seen = sideSine(counts.local, forwardBackward, cells, ring, n)
      if (Math.abs(seen) < BLIND_BELOW) continue
      const [i, at] = [2 * n - 1, ring * waves.order + n - 1]
      waves.cosine[at] = -fit.coefficients[i + 1] / seen
      waves.sine[at] = fit.coefficients[i] / seen
      waves.variance[3 * at] = fit.covariance[(i + 1) * size + i + 1] / seen ** 2
      waves.variance[3 * at + 1] = fit.covariance[i * size + i] / seen ** 2
      waves.variance[3 * at + 2] = -fit.covariance[i * size + i + 1] / seen ** 2
    }
  }
  return waves
}

/** S_n: the mean of sin n|h| over the cells of both bands on a ring, by the counts of the day. */
function sideSine(local: Float64Array, { offset, reach }: ForwardBackwardCounts, cells: number, ring: number, n: number): number {
  const roots = unitRoots(cells)
  let [sum, all] = [0, 0]
  for (let k = offset - reach; k <= offset + reach; k++) {
    const a = local[ring * cells + (k % cells)] + local[ring * cells + ((cells - (k % cells)) % cells)]
    all += a
    sum -= a * roots.im[(n * k) % cells]
  }
  return all > 0 ? sum / all : 0
}

/** δI(δ, α) = Σ_n γ_n cos n(α − φ_n) of the waves that are known, band by band. `out` [rings × cells], written for those rings; NaN on a ring of which nothing is known. */
export function forwardBackwardMap(grid: Marginals['grid'], { order, cosine, sine, variance }: RingWaves, out: Float64Array, fromRing = 0, toRing = grid.rings): Float64Array {
  const { cells } = grid
  const roots = unitRoots(2 * cells)
  for (let ring = fromRing; ring < toRing; ring++) {
    const row = ring * order
    let known = false
    for (let n = 1; n <= order; n++) known ||= variance[3 * (row + n - 1)] < Infinity
    out.fill(known ? 0 : NaN, ring * cells, (ring + 1) * cells)
    if (!known) continue
    for (let n = 1; n <= order; n++) {
      const [x, y] = [cosine[row + n - 1], sine[row + n - 1]]
      for (let a = 0; a < cells; a++) {
        const turned = (n * (2 * a + 1)) % (2 * cells)
        out[ring * cells + a] += x * roots.re[turned] - y * roots.im[turned]
      }
    }
  }
  return out
}

/**
 * The dipole that the first waves of all rings have in common, γ₁ = A₁ cos δ, by least squares with their errors.
 *
 * @throws no-coverage where the bands look too near to the meridian, or no ring has data
 */
export function forwardBackwardDipole(counts: Counts, waves: RingWaves): DipoleEstimate {
  const { cosDelta } = ringsOf(geometryOf(counts.grid))
  let normal: Square = [0, 0, 0, 0]
  let [x, y, events] = [0, 0, 0]
  for (let ring = 0; ring < counts.grid.rings; ring++) {
    const at = ring * waves.order
    const [xx, yy, xy] = waves.variance.subarray(3 * at, 3 * at + 3)
    if (!(xx < Infinity)) continue
    const weight = inverse([xx, xy, xy, yy])
    const c = cosDelta[ring]
    normal = [normal[0] + c * c * weight[0], normal[1] + c * c * weight[1], normal[2] + c * c * weight[2], normal[3] + c * c * weight[3]]
    x += c * (weight[0] * waves.cosine[at] + weight[1] * waves.sine[at])
    y += c * (weight[2] * waves.cosine[at] + weight[3] * waves.sine[at])
    events += bandEvents(counts, ring)
  }
  if (!(normal[0] > 0)) throw new Problem('no-coverage', 'No ring tells ahead from behind.', { remedy: 'Choose a larger opening, or more live time.' })
  const covariance = inverse(normal)
  return { method: 'forwardBackward', d0h: covariance[0] * x + covariance[1] * y, d6h: covariance[2] * x + covariance[3] * y, covariance, response: UNBIASED, blindTo: ALONE, events }
}

function bandEvents({ grid: { cells }, forwardBackward }: Counts, ring: number): number {
  let sum = 0
  for (let i = ring * cells; i < (ring + 1) * cells; i++) sum += forwardBackward!.forward[i] + forwardBackward!.backward[i]
  return sum
}
