/** Counts n(δ, h, τ) of small detectors, cell by cell, and everything the ring grid does with them from the triple sum. */
import { poisson } from '../../math/poisson.ts'
import { ringsOf } from '../../sphere/rings.ts'
import { geometryOf, type CoarseCube, type Marginals, type RingGrid } from '../marginals.ts'

export interface CountCube {
  readonly grid: RingGrid
  /** [rings × cells of h × cells of τ] */
  readonly counts: Float64Array
}

/** Relative acceptance ∝ cos θ · exp[−κ(sec θ − 1)] · (1 + lean · sin h) inside the cut, times the solid angle of the cell; Σ = 1. */
export function acceptanceOf(grid: RingGrid, latitudeDeg: number, zenithDeg: number, absorption = 0, lean = 0): Float64Array {
  const { sinDelta, cosDelta, pixelArea } = ringsOf(geometryOf(grid))
  const [latitude, cut] = [(latitudeDeg * Math.PI) / 180, Math.cos((zenithDeg * Math.PI) / 180)]
  const out = Float64Array.from({ length: grid.rings * grid.cells }, (_, i) => {
    const [ring, h] = [Math.floor(i / grid.cells), ((i % grid.cells) * 2 * Math.PI) / grid.cells]
    const cosine = Math.sin(latitude) * sinDelta[ring] + Math.cos(latitude) * cosDelta[ring] * Math.cos(h)
    return cosine >= cut - 1e-12 ? pixelArea[ring] * cosine * Math.exp(-absorption * (1 / cosine - 1)) * (1 + lean * Math.sin(h)) : 0
  })
  const total = out.reduce((sum, a) => sum + a, 0)
  return out.map((a) => a / total)
}

/** Rates by sidereal angle τ = (t + ½)Δ, scaled to so many events. */
export function ratesOf({ cells }: RingGrid, events: number, shape: (tau: number) => number = () => 1): Float64Array {
  const out = Float64Array.from({ length: cells }, (_, t) => shape(((t + 0.5) * 2 * Math.PI) / cells))
  const total = out.reduce((sum, n) => sum + n, 0)
  return out.map((n) => (events * n) / total)
}

/** A live time with a dip, a gap of some hours and two waves. */
export const gappy = (tau: number): number => (tau > 3.5 && tau < 3.9 ? 0.1 : tau > 5 && tau < 5.4 ? 0 : 1 + 0.2 * Math.cos(tau - 1) + 0.05 * Math.cos(3 * tau))

/** δI at the centres of the cells. */
export function skyOf(grid: RingGrid, field: (alpha: number, sinDelta: number, cosDelta: number) => number): Float64Array {
  const { sinDelta, cosDelta } = ringsOf(geometryOf(grid))
  return Float64Array.from({ length: grid.rings * grid.cells }, (_, i) => {
    const ring = Math.floor(i / grid.cells)
    return field((((i % grid.cells) + 0.5) * 2 * Math.PI) / grid.cells, sinDelta[ring], cosDelta[ring])
  })
}

/** A dipole, a quadrupole and something of m = 3, of the sizes of real skies times `size`. */
export const mixed = (size = 1) => (alpha: number, s: number, c: number): number =>
  size * (1e-3 * c * Math.cos(alpha - 0.7) + 4e-4 * c * c * Math.cos(2 * alpha - 2) + 3e-4 * s * c * Math.sin(alpha) + 2e-4 * c ** 3 * Math.cos(3 * alpha + 1))

/** N(τ) A(δ, h) [1 + δI(δ, τ − h)], times a gain if there is one. */
export function expectedCube(
  grid: RingGrid, rate: Float64Array, acceptance: Float64Array, intensity: Float64Array, gain: (h: number, tau: number) => number = () => 1,
): CountCube {
  const counts = new Float64Array(grid.rings * grid.cells ** 2)
  eachCell(grid, acceptance, (i, t, a, at) => {
    const [h, tau] = [((i % grid.cells) * 2 * Math.PI) / grid.cells, ((t + 0.5) * 2 * Math.PI) / grid.cells]
    counts[at] = rate[t] * acceptance[i] * (1 + intensity[a]) * gain(h, tau)
  })
  return { grid, counts }
}

/** The same with the noise of counting. */
export function drawnCube({ grid, counts }: CountCube, seed: number): CountCube {
  const draws = { seed, stream: 3 }
  return { grid, counts: counts.map((mean, i) => (mean > 0 ? poisson(draws, i, mean) : 0)) }
}

export function marginalsOf({ grid, counts }: CountCube): Marginals & { readonly ringRate: Float64Array } {
  const size = grid.rings * grid.cells
  const out = { grid, sky: new Float64Array(size), local: new Float64Array(size), rate: new Float64Array(grid.cells), ringRate: new Float64Array(size) }
  eachCell(grid, undefined, (i, t, a, at) => {
    out.sky[a] += counts[at]
    out.local[i] += counts[at]
    out.rate[t] += counts[at]
    out.ringRate[Math.floor(i / grid.cells) * grid.cells + t] += counts[at]
  })
  return out
}

/** L of equal windows of the day. */
export function windowsOf({ grid, counts }: CountCube, count: number): NonNullable<Marginals['windows']> {
  const size = grid.rings * grid.cells
  const local = new Float64Array(count * size)
  eachCell(grid, undefined, (i, t, _, at) => (local[Math.floor((t * count) / grid.cells) * size + i] += counts[at]))
  return { count, local }
}

export function coarseOf({ grid, counts }: CountCube, rings: number, cells: number): CoarseCube {
  const out = new Float64Array(rings * cells * cells)
  eachCell(grid, undefined, (i, t, _, at) => {
    const [ring, k] = [Math.floor(i / grid.cells), i % grid.cells]
    const join = (x: number) => Math.floor((x * cells) / grid.cells)
    out[(Math.floor((ring * rings) / grid.rings) * cells + join(k)) * cells + join(t)] += counts[at]
  })
  return { rings, cells, counts: out }
}

/** Calls visit(local cell, time, map cell, number in the cube) for the cells that accept anything. */
export function eachCell({ rings, cells }: RingGrid, acceptance: Float64Array | undefined, visit: (i: number, t: number, a: number, at: number) => void): void {
  for (let i = 0; i < rings * cells; i++) {
    if (acceptance !== undefined && acceptance[i] === 0) continue
    const [ring, k] = [Math.floor(i / cells), i % cells]
    for (let t = 0; t < cells; t++) visit(i, t, ring * cells + ((t - k + cells) % cells), i * cells + t)
  }
}
