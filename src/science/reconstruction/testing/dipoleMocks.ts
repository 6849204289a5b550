/** Small detectors under small skies, for tests of the ways to measure a dipole: exact expectations and Poisson draws on a coarse ring grid. */
import { recordRow, roomForRecords } from '../../observatory/marginalRecords.ts'
import { ringsOf } from '../../sphere/rings.ts'
import { radians } from '../../units.ts'
import { geometryOf, type Marginals, type RingGrid } from '../marginals.ts'
import type { Fitted } from '../resampling.ts'

export const COARSE: RingGrid = { rings: 16, cells: 24 }

/** Relative acceptance [rings × cells], Σ = 1: 𝒜 ∝ cos^p θ exp[−κ(sec θ − 1)] (1 + lean sin h) dΩ inside the cut (spec 3, 4). */
export function siteAcceptance(grid: RingGrid, latitudeDeg: number, zenithDeg: number, power = 1, lean = 0, absorption = 0): Float64Array {
  const rings = ringsOf(geometryOf(grid))
  const out = new Float64Array(grid.rings * grid.cells)
  for (let ring = 0; ring < grid.rings; ring++) {
    for (let k = 0; k < grid.cells; k++) {
      const h = (2 * Math.PI * k) / grid.cells
      const cosine = Math.sin(radians(latitudeDeg)) * rings.sinDelta[ring] + Math.cos(radians(latitudeDeg)) * rings.cosDelta[ring] * Math.cos(h)
      if (cosine >= Math.cos(radians(zenithDeg)) - 1e-12) out[ring * grid.cells + k] = rings.pixelArea[ring] * cosine ** power * Math.exp(-absorption * (1 / cosine - 1)) * (1 + lean * Math.sin(h))
    }
  }
  const total = out.reduce((a, b) => a + b, 0)
  return out.map((a) => a / total)
}

/** I of a function of (α, δ) at the middles of the cells. */
export function skyOf(grid: RingGrid, deviation: (alpha: number, sinDelta: number, cosDelta: number) => number): Float64Array {
  const rings = ringsOf(geometryOf(grid))
  return Float64Array.from({ length: grid.rings * grid.cells }, (_, i) => {
    const ring = Math.floor(i / grid.cells)
    return 1 + deviation((2 * Math.PI * ((i % grid.cells) + 0.5)) / grid.cells, rings.sinDelta[ring], rings.cosDelta[ring])
  })
}

export const dipoleSky = (grid: RingGrid, [d0h, d6h, dN]: readonly [number, number, number]): Float64Array =>
  skyOf(grid, (alpha, s, c) => c * (d0h * Math.cos(alpha) + d6h * Math.sin(alpha)) + dN * s)

/** Live time through the sidereal day [cells], `events` in all: even, or 1 + a cos(τ − φ) + b cos 2τ with a gap. */
export const evenRate = ({ cells }: RingGrid, events: number): Float64Array => new Float64Array(cells).fill(events / cells)
export function unevenRate({ cells }: RingGrid, events: number, gap = 0): Float64Array {
  const rate = Float64Array.from({ length: cells }, (_, t) => {
    const tau = (2 * Math.PI * (t + 0.5)) / cells
    return t < gap ? 0 : 1 + 0.4 * Math.cos(tau - 1) + 0.3 * Math.cos(2 * tau)
  })
  const total = rate.reduce((a, b) => a + b, 0)
  return rate.map((r) => (r * events) / total)
}

/** Every record that the methods ask for, empty. Forward and backward bands at ξ = offset cells. */
export const allRecords = (grid: RingGrid, offset = 3, reach = 1): Marginals => roomForRecords(grid, { eastWest: true, forwardBackward: { offset, reach } })

/** What is expected in every record. */
export function expectedMarginals({ grid, rate, acceptance, intensity }: Fitted, into: Marginals = allRecords(grid)): Marginals {
  for (let ring = 0; ring < grid.rings; ring++) {
    for (let k = 0; k < grid.cells; k++) {
      const a = acceptance[ring * grid.cells + k]
      if (a > 0) recordRow(into, ring, k, rate.map((r, t) => r * a * intensity[ring * grid.cells + ((t - k + grid.cells) % grid.cells)]))
    }
  }
  return into
}

/** B(δ, α) = Σ n(τ) L(δ, h)/N, from its definition (spec 7). */
export function integratedBackground({ grid: { rings, cells }, local, rate }: Pick<Marginals, 'grid' | 'local' | 'rate'>): Float64Array {
  const events = rate.reduce((a, b) => a + b, 0)
  const out = new Float64Array(rings * cells)
  for (let ring = 0; ring < rings; ring++) {
    for (let k = 0; k < cells; k++) {
      const share = local[ring * cells + k] / events
      if (share > 0) for (let t = 0; t < cells; t++) out[ring * cells + ((t - k + cells) % cells)] += rate[t] * share
    }
  }
  return out
}

/** The mean of each ring of the sky: a background that is known where live time is even. */
export function ringMeans({ grid: { rings, cells }, sky }: Pick<Marginals, 'grid' | 'sky'>): Float64Array {
  const out = new Float64Array(rings * cells)
  for (let ring = 0; ring < rings; ring++) {
    out.fill(sky.subarray(ring * cells, (ring + 1) * cells).reduce((a, b) => a + b, 0) / cells, ring * cells, (ring + 1) * cells)
  }
  return out
}
