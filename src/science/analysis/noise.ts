/** The noise level of a pseudo spectrum (spec 15): what counting statistics alone put into each C_l. */
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import type { Rings } from '../sphere/rings.ts'

/**
 * Noise level of the spectrum of the seen sky, weight one inside and zero outside.
 *
 *     zonal:  N = (1/4π) Σ_i ΔΩ² σ_i²                                            (R31), the same for every l
 *     else:   N_l = 1/(2l+1) Σ_i ΔΩ² σ_i² [(2l+1)/4π − λ_l0²(sin δ_i)]          (S18), m = 0 taken away
 *
 * Without m = 0 nothing is left of l = 0: N_0 is exactly 0. Holds for a known background, or one counted independently. After
 * direct integration the noise at l ≲ 3 is smaller, after a converged likelihood larger: `reconstructionNoise` is the difference
 * (S18′) for a detector with equal live time at every sidereal hour; for others it must come from simulated maps.
 *
 * @param variance  [pixels] σ² of δI: V/B² with V = n (Σω² for weighted events; 1 + α times that for an independent background)
 *                  and B the expectation, never 1/n, which makes sparse maps 23 % noisier than they are at 3 counts per pixel;
 *                  or the square of stated errors. NaN counts as 0
 * @param seen      [pixels] 1 inside the mask
 * @param zonal     whether m = 0 is counted in the spectrum
 * @param out       [lmax + 1], written
 */
export function noiseLevel(
  rings: Rings, variance: Float64Array, seen: Uint8Array, lmax: number, zonal: boolean, out = new Float64Array(lmax + 1),
): Float64Array {
  const ringNoise = new Float64Array(rings.count)
  addRingNoise(rings, variance, seen, 0, rings.count, ringNoise)
  return noiseOfRings(rings, ringNoise, lmax, zonal, out)
}

/**
 * Σ_i ΔΩ² σ_i² of each of the rings fromRing … toRing − 1, for `noiseOfRings`: a driver may go block by block.
 *
 * @param variance  [pixels of these rings]
 * @param seen      [pixels of these rings]
 * @param ringNoise [rings.count], written for these rings
 */
export function addRingNoise(rings: Rings, variance: Float64Array, seen: Uint8Array, fromRing: number, toRing: number, ringNoise: Float64Array): void {
  const start = rings.first[fromRing]
  for (let ring = fromRing; ring < toRing; ring++) {
    let sum = 0
    for (let p = rings.first[ring] - start; p < rings.first[ring + 1] - start; p++) if (seen[p] !== 0 && variance[p] === variance[p]) sum += variance[p]
    ringNoise[ring] = sum * rings.pixelArea[ring] ** 2
  }
}

/** The noise level of `noiseLevel` from what `addRingNoise` found. `out` [lmax + 1], written. */
export function noiseOfRings(rings: Rings, ringNoise: Float64Array, lmax: number, zonal: boolean, out = new Float64Array(lmax + 1)): Float64Array {
  let level = 0
  for (let ring = 0; ring < rings.count; ring++) level += ringNoise[ring] / (4 * Math.PI)
  out.fill(level, 0, lmax + 1)
  if (zonal) return out
  out[0] = 0
  const lambda = new Float64Array(lmax + 1)
  const column = legendreColumn(0, lmax)
  for (let ring = 0; ring < rings.count; ring++) {
    if (ringNoise[ring] === 0) continue
    legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], 0, lmax, lambda, column)
    for (let l = 1; l <= lmax; l++) out[l] -= (ringNoise[ring] * lambda[l] ** 2) / (2 * l + 1)
  }
  return out
}

/** Noise of a uniformly exposed sky, N = 4π f_sky²/N_tot (R32). Too low where the exposure varies. */
export function uniformNoise(skyFraction: number, events: number): number {
  return (4 * Math.PI * skyFraction ** 2) / events
}

/** What is left of a full sky's uniform noise when m = 0 is taken away: N · 2l/(2l + 1) (S18). */
export function uniformNoiseWithoutZonal(l: number, events: number): number {
  return (uniformNoise(1, events) * 2 * l) / (2 * l + 1)
}
