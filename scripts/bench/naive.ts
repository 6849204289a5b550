/** The obvious way to do each job: pixel by pixel from the definition, with unit vectors, without any law that saves work. */
import { choleskySolve, cholesky } from '../../src/science/analysis/cholesky.ts'
import type { Term } from '../../src/science/analysis/terms.ts'
import { almIndex, emptyAlm, type Alm } from '../../src/science/harmonics/alm.ts'
import type { Rings } from '../../src/science/sphere/rings.ts'

/** Direction of every pixel: sine and cosine of declination, right ascension. */
export interface Directions {
  readonly sinDelta: Float64Array
  readonly cosDelta: Float64Array
  readonly alpha: Float64Array
}

export function directions(rings: Rings): Directions {
  const out = { sinDelta: new Float64Array(rings.pixels), cosDelta: new Float64Array(rings.pixels), alpha: new Float64Array(rings.pixels) }
  for (let ring = 0; ring < rings.count; ring++) {
    const first = rings.first[ring]
    const n = rings.first[ring + 1] - first
    for (let k = 0; k < n; k++) {
      out.sinDelta[first + k] = rings.sinDelta[ring]
      out.cosDelta[first + k] = rings.cosDelta[ring]
      out.alpha[first + k] = rings.alpha0[ring] + (2 * Math.PI * k) / n
    }
  }
  return out
}

/** Sums over the disc around each of the given pixels: every pixel asks every other for its distance. */
export function discSums({ sinDelta, cosDelta, alpha }: Directions, layer: Float64Array, radius: number, pixels: Int32Array): Float64Array {
  const n = layer.length
  const [x, y, z] = [new Float64Array(n), new Float64Array(n), sinDelta]
  for (let p = 0; p < n; p++) {
    x[p] = cosDelta[p] * Math.cos(alpha[p])
    y[p] = cosDelta[p] * Math.sin(alpha[p])
  }
  const cut = Math.cos(radius) - 1e-12
  return Float64Array.from(pixels, (p) => {
    let sum = 0
    for (let q = 0; q < n; q++) if (x[p] * x[q] + y[p] * y[q] + z[p] * z[q] >= cut) sum += layer[q]
    return sum
  })
}

/** λ_lm(δ) for l = m … lmax by the standard recursion, Condon–Shortley phase, orthonormal. */
function legendre(lmax: number, m: number, s: number, c: number, out: Float64Array): void {
  let diagonal = 1 / (4 * Math.PI)
  for (let k = 1; k <= m; k++) diagonal *= (2 * k + 1) / (2 * k)
  out[m] = (m % 2 === 0 ? 1 : -1) * Math.sqrt(diagonal) * c ** m
  for (let l = m + 1; l <= lmax; l++) {
    const a = Math.sqrt((4 * l * l - 1) / (l * l - m * m))
    const b = l === m + 1 ? 0 : Math.sqrt(((2 * l + 1) * (l - 1 - m) * (l - 1 + m)) / ((2 * l - 3) * (l * l - m * m)))
    out[l] = a * s * out[l - 1] - (b === 0 ? 0 : b * out[l - 2])
  }
}

/** Σ a_lm Y_lm at the given pixels, harmonic by harmonic. */
export function directSynthesis({ sinDelta, cosDelta, alpha }: Directions, alm: Alm, pixels: Int32Array): Float64Array {
  const lambda = new Float64Array(alm.lmax + 1)
  return Float64Array.from(pixels, (p) => {
    let sum = 0
    for (let m = 0; m <= alm.lmax; m++) {
      legendre(alm.lmax, m, sinDelta[p], cosDelta[p], lambda)
      const cos = (m === 0 ? 1 : 2) * Math.cos(m * alpha[p])
      const sin = (m === 0 ? 0 : 2) * Math.sin(m * alpha[p])
      for (let l = m; l <= alm.lmax; l++) sum += lambda[l] * (alm.re[almIndex(alm.lmax, l, m)] * cos - alm.im[almIndex(alm.lmax, l, m)] * sin)
    }
    return sum
  })
}

/** The part of a_lm = Σ ΔΩ Y*_lm value that comes from the given pixels. */
export function directAnalysis({ sinDelta, cosDelta, alpha }: Directions, values: Float64Array, area: number, lmax: number, pixels: Int32Array): Alm {
  const alm = emptyAlm(lmax)
  const lambda = new Float64Array(lmax + 1)
  for (const p of pixels) {
    for (let m = 0; m <= lmax; m++) {
      legendre(lmax, m, sinDelta[p], cosDelta[p], lambda)
      const cos = Math.cos(m * alpha[p]) * values[p] * area
      const sin = Math.sin(m * alpha[p]) * values[p] * area
      for (let l = m; l <= lmax; l++) {
        alm.re[almIndex(lmax, l, m)] += lambda[l] * cos
        alm.im[almIndex(lmax, l, m)] -= lambda[l] * sin
      }
    }
  }
  return alm
}

/** Weighted least squares with the design matrix written out, pixels × terms. */
export function denseFit(sky: Directions, value: Float64Array, weight: Float64Array, terms: readonly Term[]): Float64Array {
  const columns = designMatrix(sky, terms)
  const n = columns.length
  const normal = new Float64Array(n * n)
  const right = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < value.length; p++) right[i] += weight[p] * columns[i]![p] * value[p]
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let p = 0; p < value.length; p++) sum += weight[p] * columns[i]![p] * columns[j]![p]
      normal[i * n + j] = normal[j * n + i] = sum
    }
  }
  return choleskySolve(cholesky(normal, n)!, n, right)
}

function designMatrix({ sinDelta, cosDelta, alpha }: Directions, terms: readonly Term[]): Float64Array[] {
  const lambda = new Float64Array(Math.max(...terms.map((term) => term.l)) + 1)
  return terms.map(({ l, m, part }) =>
    Float64Array.from(alpha, (a, p) => {
      legendre(l, m, sinDelta[p], cosDelta[p], lambda)
      const wave = part === 're' ? Math.cos(m * a) : -Math.sin(m * a)
      return (m === 0 ? 1 : 2) * lambda[l] * wave
    }),
  )
}
