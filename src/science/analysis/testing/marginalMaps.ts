/** Direct integration and the iterated likelihood, from their definitions, on a small grid of declination × hour angle × sidereal time (spec 7, 8). */
import type { RingPhases } from '../../harmonics/ringPhases.ts'
import type { Rings } from '../../sphere/rings.ts'

/** Rings of equal width in sin δ, whose pixel centres, hour angles and sidereal times are the multiples of 2π/perRing. */
export function evenRings(count: number, perRing: number): Rings {
  const sinDelta = Float64Array.from({ length: count }, (_, i) => 1 - (2 * i + 1) / count)
  return {
    geometry: { kind: 'gauss', rings: count, perRing }, count, pixels: count * perRing, sinDelta,
    cosDelta: sinDelta.map((s) => Math.sqrt(1 - s * s)),
    pixelArea: new Float64Array(count).fill((4 * Math.PI) / (count * perRing)),
    first: Int32Array.from({ length: count + 1 }, (_, i) => i * perRing),
    alpha0: new Float64Array(count),
  }
}

/** Relative acceptance of each cell [rings × hours], Σ = 1: 𝒜 ∝ cos^p θ (1 + lean sin h) inside the cut. */
export function cellAcceptance(rings: Rings, latitudeDeg: number, zenithDeg: number, power = 1, lean = 0): Float64Array {
  const [latitude, cut] = [(latitudeDeg * Math.PI) / 180, Math.cos((zenithDeg * Math.PI) / 180)]
  const hours = rings.first[1]
  const out = Float64Array.from({ length: rings.pixels }, (_, i) => {
    const [ring, h] = [Math.floor(i / hours), ((i % hours) * 2 * Math.PI) / hours]
    const cosine = Math.sin(latitude) * rings.sinDelta[ring] + Math.cos(latitude) * rings.cosDelta[ring] * Math.cos(h)
    return cosine >= cut - 1e-12 ? cosine ** power * (1 + lean * Math.sin(h)) : 0
  })
  const total = out.reduce((a, b) => a + b, 0)
  return out.map((a) => a / total)
}

/** A_m(δ) = Σ_h 𝒜 e^{−imh} */
export function harmonicsOfCells(rings: Rings, acceptance: Float64Array, mmax: number): RingPhases {
  const hours = rings.first[1]
  const [re, im] = [new Float64Array(rings.count * (mmax + 1)), new Float64Array(rings.count * (mmax + 1))]
  acceptance.forEach((a, i) => {
    const at = Math.floor(i / hours) * (mmax + 1)
    for (let m = 0; m <= mmax; m++) {
      re[at + m] += a * Math.cos((2 * Math.PI * m * (i % hours)) / hours)
      im[at + m] -= a * Math.sin((2 * Math.PI * m * (i % hours)) / hours)
    }
  })
  return { mmax, re, im }
}

/**
 * δI after so many passes of (S9), started from direct integration (the map of pass 1), with every ring divided by its mean.
 *
 * @param counts  [rings × hours × times]
 * @returns       [rings × right ascensions]; NaN where nothing is ever seen
 */
export function reconstructedMap(counts: Float64Array, rings: number, hours: number, passes: number): Float64Array {
  const [seen, local, times] = marginals(counts, rings, hours)
  const total = times.reduce((a, b) => a + b, 0)
  const rate = times.slice()
  const acceptance = local.map((n) => n / total)
  const intensity = new Float64Array(rings * hours)
  for (let pass = 1; ; pass++) {
    const expected = new Float64Array(rings * hours)
    eachCell(rings, hours, acceptance, (i, tau, a) => (expected[a] += rate[tau] * acceptance[i]))
    for (let ring = 0; ring < rings; ring++) {
      let sum = 0
      for (let a = ring * hours; a < (ring + 1) * hours; a++) sum += intensity[a] = seen[a] / expected[a]
      for (let a = ring * hours; a < (ring + 1) * hours; a++) intensity[a] *= hours / sum
    }
    if (pass === passes) return intensity.map((x) => x - 1)
    const denominators = new Float64Array(hours)
    eachCell(rings, hours, acceptance, (i, tau, a) => (denominators[tau] += acceptance[i] * intensity[a]))
    for (let tau = 0; tau < hours; tau++) rate[tau] = times[tau] / denominators[tau]
    const weights = new Float64Array(rings * hours)
    eachCell(rings, hours, acceptance, (i, tau, a) => (weights[i] += rate[tau] * intensity[a]))
    for (let i = 0; i < acceptance.length; i++) if (acceptance[i] > 0) acceptance[i] = local[i] / weights[i]
  }
}

/** D(δ, α), L(δ, h), n(τ) with α = τ − h. */
function marginals(counts: Float64Array, rings: number, hours: number): [Float64Array, Float64Array, Float64Array] {
  const [seen, local, times] = [new Float64Array(rings * hours), new Float64Array(rings * hours), new Float64Array(hours)]
  eachCell(rings, hours, undefined, (i, tau, a) => {
    const n = counts[i * hours + tau]
    seen[a] += n
    local[i] += n
    times[tau] += n
  })
  return [seen, local, times]
}

/** Calls visit(local cell, time, map cell) for the cells that accept anything. */
function eachCell(rings: number, hours: number, acceptance: Float64Array | undefined, visit: (i: number, tau: number, a: number) => void): void {
  for (let i = 0; i < rings * hours; i++) {
    if (acceptance !== undefined && acceptance[i] === 0) continue
    const [ring, h] = [Math.floor(i / hours), i % hours]
    for (let tau = 0; tau < hours; tau++) visit(i, tau, ring * hours + ((tau - h + hours) % hours))
  }
}
