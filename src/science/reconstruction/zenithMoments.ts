/** Averages over a field of view whose acceptance depends on the zenith angle alone: what a dipole is worth to a site follows from them (spec 7, 11, 19). */
import { gaussLegendre } from '../math/gaussLegendre.ts'
import type { ZenithAcceptance } from '../observatory/fieldOfView.ts'
import { demand } from '../problem.ts'

export interface ZenithMoments {
  /** ⟨cos θ⟩, ⟨sin θ⟩, ⟨sin θ cos θ⟩ and ⟨cos²θ⟩ over 𝒜 dΩ */
  readonly cos: number
  readonly sin: number
  readonly sinCos: number
  readonly cosSquare: number
}

const NODES = 96
/** θ = θ_max (1 − v⁴): nodes crowd at the horizon, where 𝒜 may vanish like any power. */
const CROWDING = 4

/**
 * For 𝒜 ∝ cosᵖθ exp[−κ (sec θ − 1)] inside the cut. Relative accuracy 1e−10.
 *
 * @throws invalid-argument where nothing is seen
 */
export function zenithMoments({ zenithMax, zenithPower, absorption }: Omit<ZenithAcceptance, 'latitude'>): ZenithMoments {
  demand(zenithMax > 0 && zenithMax <= Math.PI && zenithPower >= 0 && absorption >= 0, 'an acceptance has a zenith cut and falls towards the horizon', { zenithMax, zenithPower, absorption })
  const limit = zenithPower === 0 && absorption === 0 ? zenithMax : Math.min(zenithMax, Math.PI / 2)
  const { nodes, weights } = gaussLegendre(NODES)
  const sums = { all: 0, cos: 0, sin: 0, sinCos: 0, cosSquare: 0 }
  for (let k = 0; k < NODES; k++) {
    const v = 0.5 * (1 + nodes[k])
    const theta = limit * (1 - v ** CROWDING)
    const [cos, sin] = [Math.cos(theta), Math.sin(theta)]
    const share = weights[k] * v ** (CROWDING - 1) * sin * cos ** zenithPower * (absorption === 0 ? 1 : Math.exp(-absorption * (1 / cos - 1)))
    sums.all += share
    sums.cos += share * cos
    sums.sin += share * sin
    sums.sinCos += share * sin * cos
    sums.cosSquare += share * cos * cos
  }
  return { cos: sums.cos / sums.all, sin: sums.sin / sums.all, sinCos: sums.sinCos / sums.all, cosSquare: sums.cosSquare / sums.all }
}

/** Δα = (2/π)⟨sin θ⟩ of the East–West method (R23). */
export const eastWestOpening = ({ sin }: Pick<ZenithMoments, 'sin'>): number => (2 / Math.PI) * sin

/** ⟨cos²δ⟩ = 1 − sin²Φ ⟨cos²θ⟩ − ½ cos²Φ ⟨sin²θ⟩ (S7). */
export const meanCosSquareDelta = (latitude: number, { cosSquare }: Pick<ZenithMoments, 'cosSquare'>): number =>
  1 - Math.sin(latitude) ** 2 * cosSquare - 0.5 * Math.cos(latitude) ** 2 * (1 - cosSquare)

/** f = 1 − cos²Φ ⟨cos θ⟩²/⟨cos²δ⟩: the part of a dipole that direct integration keeps in a fit of it (S7). */
export const keptShare = (latitude: number, moments: Pick<ZenithMoments, 'cos' | 'cosSquare'>): number =>
  1 - (Math.cos(latitude) * moments.cos) ** 2 / meanCosSquareDelta(latitude, moments)

/** Standard deviations of δ_0h, and of δ_6h, from N events in live time that is even through the sidereal day (spec 19). */
export interface DipoleErrors {
  /** σ₀ = √(2/(N ⟨cos²δ⟩)) */
  readonly knownBackground: number
  /** σ₀/√f = √(2/(N [⟨cos²δ⟩ − cos²Φ ⟨cos θ⟩²])), with rate and acceptance profiled (S21) */
  readonly dipoleLikelihood: number
  /** σ₀√f about its own, smaller expectation */
  readonly directIntegration: number
  /** √(2/N)/Δα */
  readonly eastWest: number
}

export function dipoleErrors(acceptance: ZenithAcceptance, events: number): DipoleErrors {
  const moments = zenithMoments(acceptance)
  const knownBackground = Math.sqrt(2 / (events * meanCosSquareDelta(acceptance.latitude, moments)))
  const kept = Math.sqrt(keptShare(acceptance.latitude, moments))
  return { knownBackground, dipoleLikelihood: knownBackground / kept, directIntegration: knownBackground * kept, eastWest: Math.sqrt(2 / events) / eastWestOpening(moments) }
}
