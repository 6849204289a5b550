/** The right-ascension harmonics of what a stationary detector sees in a day: all that reconstruction does to m ≠ 0 follows from them (spec 8). */
import { emptyPhases, type RingPhases } from '../harmonics/ringPhases.ts'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { hourAngleLimit, type ZenithAcceptance } from './fieldOfView.ts'

/** Enough for the average; each further wave around the ring needs a few more. */
const NODES = 96
const NODES_PER_WAVE = 4

/**
 * Exposure harmonics of each ring, A_m(δ) ∝ ∫ 𝒜(θ(h, δ)) e^{−imh} dh times the solid angle of the ring, with Σ_δ A_0 = 1, for
 * 𝒜 ∝ cos^p θ exp[−κ(sec θ − 1)] inside the zenith cut. Real, because that acceptance is the same east and west. The nodes of the
 * quadrature crowd at the horizon, h = h₀(1 − v⁴), where 𝒜 may vanish like any power. Relative accuracy 1e−8 of A_0.
 *
 * @throws invalid-argument where no ring is seen
 */
export function exposureHarmonics(rings: Rings, acceptance: ZenithAcceptance, mmax: number): RingPhases {
  const { zenithMax, zenithPower, absorption } = acceptance
  demand(zenithPower >= 0 && absorption >= 0, 'an acceptance falls towards the horizon', { zenithPower, absorption })
  const uniform = zenithPower === 0 && absorption === 0
  const view = uniform ? acceptance : { ...acceptance, zenithMax: Math.min(zenithMax, Math.PI / 2) }
  const quadrature = gaussLegendre(NODES + NODES_PER_WAVE * mmax)
  const out = emptyPhases(rings, mmax)
  let total = 0
  for (let ring = 0; ring < rings.count; ring++) {
    const limit = hourAngleLimit(view, rings.sinDelta[ring], rings.cosDelta[ring])
    if (limit === 0) continue
    const row = out.re.subarray(ring * (mmax + 1), (ring + 1) * (mmax + 1))
    if (uniform) for (let m = 0; m <= mmax; m++) row[m] = m === 0 ? 2 * limit : (2 * Math.sin(m * limit)) / m
    else addHours(view, rings.sinDelta[ring], rings.cosDelta[ring], limit, quadrature, row)
    const solidAngle = rings.pixelArea[ring] * (rings.first[ring + 1] - rings.first[ring])
    for (let m = 0; m <= mmax; m++) row[m] *= solidAngle
    total += row[0]
  }
  demand(total > 0, 'an exposure has harmonics where some ring is seen', { zenithMax, rings: rings.count })
  for (let i = 0; i < out.re.length; i++) out.re[i] /= total
  return out
}

/** Adds ∫_{−h₀}^{h₀} 𝒜 cos mh dh at one declination to row[m]. */
function addHours(
  { latitude, zenithMax, zenithPower, absorption }: ZenithAcceptance, s: number, c: number, limit: number,
  { nodes, weights }: { nodes: Float64Array; weights: Float64Array }, row: Float64Array,
): void {
  const across = Math.cos(latitude) * c
  const edge = limit < Math.PI ? Math.cos(zenithMax) : Math.sin(latitude) * s - across
  for (let k = 0; k < nodes.length; k++) {
    const v = 0.5 * (1 + nodes[k])
    const nearEdge = limit * v ** 4 // h₀ − h
    // cos h − cos h₀ as a product keeps its digits next to the edge.
    const cosTheta = edge + 2 * across * Math.sin(limit - nearEdge / 2) * Math.sin(nearEdge / 2)
    if (cosTheta <= 0) continue
    const share = 4 * limit * weights[k] * v ** 3 * cosTheta ** zenithPower * (absorption === 0 ? 1 : Math.exp(-absorption * (1 / cosTheta - 1)))
    for (let m = 0; m < row.length; m++) row[m] += share * Math.cos(m * (limit - nearEdge))
  }
}

/**
 * ρ_m = Σ_δ |A_m|²/A_0: the factor by which each iteration of the likelihood shrinks what is still missing of
 * right-ascension harmonic m (spec 8). 0 ≤ ρ_m ≤ 1; ρ_0 = 1.
 *
 * @param out  [mmax + 1], written
 */
export function contractions({ mmax, re, im }: RingPhases, out: Float64Array = new Float64Array(mmax + 1)): Float64Array {
  out.fill(0)
  for (let row = 0; row < re.length; row += mmax + 1) {
    if (!(re[row] > 0)) continue
    for (let m = 0; m <= mmax; m++) out[m] += (re[row + m] ** 2 + im[row + m] ** 2) / re[row]
  }
  return out
}
