/** What noise that waves share does to fits and to spectra (spec 15, 18). */
import { almIndex, almSize } from '../harmonics/alm.ts'
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import { emptyPhases, ringPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { addRingProducts, columnFactors, harmonicColumns, type HarmonicColumns } from './harmonicColumns.ts'
import type { RateNoise } from './rateNoise.ts'
import { bandOf } from './ringBand.ts'
import type { Term } from './terms.ts'

/** How the columns of a fit see the waves, in the making. */
export interface RateCoupling {
  readonly rings: Rings
  readonly columns: HarmonicColumns
  /** 2 cos mα and −2 sin mα of each wave, m = 1 … that of the columns. */
  readonly around: HarmonicColumns
  readonly noise: RateNoise
  /** [columns × m × 2 detectors] Re and −Im of g = 2 Σ w X v e^{imα} */
  readonly seen: Float64Array
  /** [columns²] Σ w² X X/B below and on the diagonal: how the columns see the noise of pixels by themselves, where windows take of it */
  readonly plain: Float64Array
}

/** Of the terms of a fit. Waves beyond the largest m fitted do not reach it through weights that are even in right ascension. */
export function beginRateCoupling(rings: Rings, terms: readonly Term[], noise: RateNoise): RateCoupling {
  const columns = harmonicColumns(terms)
  const mmax = Math.min(columns.mmax, noise.mmax)
  const around = harmonicColumns(Array.from({ length: mmax }, (_, i) => (['re', 'im'] as const).map((part): Term => ({ l: i + 1, m: i + 1, part }))).flat())
  return { rings, columns, around, noise, seen: new Float64Array(terms.length * mmax * 2 * noise.waves.length), plain: new Float64Array(noise.taken === undefined ? 0 : terms.length ** 2) }
}

/**
 * Adds the rings fromRing … toRing − 1, each once.
 *
 * @param weight  [pixels of these rings] as in the fit, and 0 where the fit had no value
 */
export function addCoupledRates(coupling: RateCoupling, fromRing: number, toRing: number, weight: Float64Array): void {
  const { rings, columns, around, noise: { mmax, waves }, seen } = coupling
  const band = bandOf(rings, fromRing, toRing)
  demand(weight.length === band.pixels, 'a block has one weight for each pixel of its rings', { pixels: band.pixels, weight: weight.length })
  addPixels(coupling, fromRing, toRing, weight)
  const top = columns.mmax + around.mmax
  const weights = ringPhases(band, weight, top, emptyPhases(band, top))
  const factors = new Float64Array(columns.terms.length)
  const turning = Float64Array.from(around.terms, ({ part }) => (part === 're' ? 2 : -2))
  const products = new Float64Array(factors.length * turning.length)
  const detectors = waves.length
  for (let ring = 0; ring < band.count; ring++) {
    columnFactors(columns, band.sinDelta[ring], band.cosDelta[ring], factors)
    addRingProducts(columns, factors, around, turning, weights, ring, false, products.fill(0), turning.length)
    for (let j = 0; j < factors.length; j++) {
      for (let m = 1; m <= around.mmax; m++) {
        const [p, q] = [products[j * turning.length + 2 * m - 2], products[j * turning.length + 2 * m - 1]] // 2 Σ w X e^{imα} = p − iq
        for (let s = 0; s < detectors; s++) {
          const [a, b] = [waves[s].re[(fromRing + ring) * (mmax + 1) + m], waves[s].im[(fromRing + ring) * (mmax + 1) + m]]
          const at = ((j * around.mmax + m - 1) * detectors + s) * 2
          seen[at] += a * p + b * q
          seen[at + 1] += a * q - b * p
        }
      }
    }
  }
}

function addPixels({ rings, columns, noise: { taken }, plain }: RateCoupling, fromRing: number, toRing: number, weight: Float64Array): void {
  if (taken === undefined) return
  const band = bandOf(rings, fromRing, toRing)
  const squares = new Float64Array(weight.length)
  for (let ring = 0; ring < band.count; ring++) {
    const expected = taken.weight[fromRing + ring] / (band.first[ring + 1] - band.first[ring])
    if (expected > 0) for (let p = band.first[ring]; p < band.first[ring + 1]; p++) squares[p] = weight[p] ** 2 / expected
  }
  const phases = ringPhases(band, squares, 2 * columns.mmax, emptyPhases(band, 2 * columns.mmax))
  const factors = new Float64Array(columns.terms.length)
  for (let ring = 0; ring < band.count; ring++) {
    columnFactors(columns, band.sinDelta[ring], band.cosDelta[ring], factors)
    addRingProducts(columns, factors, columns, factors, phases, ring, true, plain, factors.length)
  }
}

/**
 * Covariance of the fitted coefficients: H⁻¹ + H⁻¹ (½ Σ_m Re g C g†) H⁻¹, H⁻¹ being that of a fit whose weights are inverse variances. Of whole rings and one
 * m this is H⁻¹ ± c_m H⁻¹uu†H⁻¹ of spec 18. Windows take p_m of what pixels do by themselves.
 *
 * @param couplings  one for each noise that is independent of the others
 * @returns          [columns²]
 */
export function covarianceWithRates(inverse: Float64Array, couplings: readonly RateCoupling[]): Float64Array {
  const n = Math.sqrt(inverse.length)
  const added = new Float64Array(n * n)
  for (const { columns, around, noise: { waves, amount, taken }, seen, plain } of couplings) {
    demand(columns.terms.length === n, 'a fit without templates has a column for each term', { terms: columns.terms.length, columns: n })
    if (taken !== undefined) {
      const { terms } = columns
      for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) if (terms[j].m === terms[k].m) added[j * n + k] -= taken.share[terms[j].m] * plain[Math.max(j, k) * n + Math.min(j, k)]
    }
    const size = 2 * waves.length
    const of = (j: number, m: number) => seen.subarray((j * around.mmax + m - 1) * size, (j * around.mmax + m) * size)
    for (let m = 1; m <= around.mmax; m++) {
      const c = amount.subarray(m * size * size, (m + 1) * size * size)
      for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) added[j * n + k] += 0.5 * sandwiched(of(j, m), c, of(k, m))
    }
  }
  const half = product(inverse, added, n)
  return product(half, inverse, n).map((x, i) => inverse[i] + x)
}

/**
 * What the shared noise adds to the noise level of a spectrum without m = 0 (S18′), to be added to `noiseLevel`:
 *
 *     1/(2l+1) Σ_{m≠0} S C S†,   S_s = Σ_δ ΔΩ_δ λ_lm w v_s,
 *
 * less, where windows take of it, Σ_{m≠0} p_m Σ_δ (ΔΩ_δ λ_lm w)²/W.
 *
 * @param share  [rings] how much of each ring the spectrum looks at, 0 … 1
 * @param out    [lmax + 1], added to; degrees beyond mmax get the waves up to it
 */
export function addRateNoiseLevel(rings: Rings, noise: RateNoise, share: Float64Array, lmax: number, out: Float64Array): Float64Array {
  demand(out.length === lmax + 1, 'a noise level has a number for each degree', { lmax })
  eachSharedNoise(rings, noise, share, lmax, (l, _, power) => (out[l] += (2 * power) / (2 * l + 1))) // m and −m
  return out
}

/** S C S† of every a_lm, 1 ≤ m ≤ l, up to the waves that are known: what the shared noise adds to E|a_lm|². */
function eachSharedNoise(rings: Rings, { mmax, waves, amount, taken }: RateNoise, share: Float64Array, lmax: number, add: (l: number, m: number, power: number) => void): void {
  demand(share.length === rings.count, 'there is a share of each ring', { rings: rings.count })
  const size = 2 * waves.length
  const lambda = new Float64Array(lmax + 1)
  const sums = new Float64Array((lmax + 1) * size)
  for (let m = 1; m <= Math.min(lmax, mmax); m++) {
    const column = legendreColumn(m, lmax)
    sums.fill(0)
    for (let ring = 0; ring < rings.count; ring++) {
      if (share[ring] === 0) continue
      legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, lmax, lambda, column)
      const scale = share[ring] * rings.pixelArea[ring] * (rings.first[ring + 1] - rings.first[ring])
      for (let l = m; l <= lmax; l++) {
        for (let s = 0; s < waves.length; s++) {
          sums[l * size + 2 * s] += scale * lambda[l - m] * waves[s].re[ring * (mmax + 1) + m]
          sums[l * size + 2 * s + 1] -= scale * lambda[l - m] * waves[s].im[ring * (mmax + 1) + m]
        }
      }
    }
    const c = amount.subarray(m * size * size, (m + 1) * size * size)
    for (let l = m; l <= lmax; l++) {
      const of = sums.subarray(l * size, (l + 1) * size)
      add(l, m, sandwiched(of, c, of))
    }
  }
  if (taken !== undefined) eachTakenNoise(rings, taken, share, lmax, add)
}

/**
 * E|a_lm|² of the noise of a map without ring means, 0 for m = 0: Σ_i ΔΩ² σ_i² λ_lm²(sin δ_i) and what waves share. Half of it lies in the real part, half in the
 * imaginary one, to first order in the unevenness of a ring.
 *
 * @param ringNoise  Σ_i ΔΩ² σ_i² of each ring, as `addRingNoise` finds it
 * @param share      [rings] as in `addRateNoiseLevel`
 * @returns          [almSize(lmax)] by `almIndex`
 */
export function coefficientNoise(rings: Rings, ringNoise: Float64Array, shared: readonly RateNoise[], share: Float64Array, lmax: number): Float64Array {
  const out = new Float64Array(almSize(lmax))
  const lambda = new Float64Array(lmax + 1)
  for (let m = 1; m <= lmax; m++) {
    const column = legendreColumn(m, lmax)
    for (let ring = 0; ring < rings.count; ring++) {
      if (ringNoise[ring] === 0) continue
      legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, lmax, lambda, column)
      for (let l = m; l <= lmax; l++) out[almIndex(lmax, l, m)] += ringNoise[ring] * lambda[l - m] ** 2
    }
  }
  for (const noise of shared) eachSharedNoise(rings, noise, share, lmax, (l, m, power) => (out[almIndex(lmax, l, m)] += power))
  return out
}

/** What windows take of every a_lm: −p_m Σ_δ (ΔΩ_δ λ_lm w)²/W. */
function eachTakenNoise(rings: Rings, { share: shares, weight }: NonNullable<RateNoise['taken']>, share: Float64Array, lmax: number, add: (l: number, m: number, power: number) => void): void {
  const lambda = new Float64Array(lmax + 1)
  for (let m = 1; m <= Math.min(lmax, shares.length - 1); m++) {
    const column = legendreColumn(m, lmax)
    for (let ring = 0; ring < rings.count; ring++) {
      if (share[ring] === 0 || !(weight[ring] > 0)) continue
      legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, lmax, lambda, column)
      const scale = share[ring] * rings.pixelArea[ring] * (rings.first[ring + 1] - rings.first[ring])
      for (let l = m; l <= lmax; l++) add(l, m, -(shares[m] * (scale * lambda[l - m]) ** 2) / weight[ring])
    }
  }
}

const product = (a: Float64Array, b: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, at) => a.subarray(at - (at % n), at - (at % n) + n).reduce((sum, x, k) => sum + x * b[k * n + (at % n)], 0))

/** xᵀ C y */
function sandwiched(x: Float64Array, c: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) sum += x[i] * c[i * y.length + j] * y[j]
  return sum
}
