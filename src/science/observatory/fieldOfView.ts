/** What a site sees: declinations, hour angles and exposure from its latitude and zenith cut (spec 3). */
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { demand } from '../problem.ts'

export interface FieldOfView {
  /** Φ, −π/2 … π/2 */
  readonly latitude: number
  /** θ_max, 0 … π */
  readonly zenithMax: number
}

/** Relative acceptance A(θ) ∝ cos^p θ · exp[−κ (sec θ − 1)] inside the cut; nothing comes from below the horizon unless p = κ = 0. */
export interface ZenithAcceptance extends FieldOfView {
  /** p ≥ 0 */
  readonly zenithPower: number
  /** κ ≥ 0, the thickness of the air above the site in attenuation lengths */
  readonly absorption: number
}

function demandView({ latitude, zenithMax }: FieldOfView): void {
  demand(Math.abs(latitude) <= Math.PI / 2 + 1e-12, 'a latitude lies between −π/2 and π/2', { latitude })
  demand(zenithMax >= 0 && zenithMax <= Math.PI + 1e-12, 'a zenith cut lies between 0 and π', { zenithMax })
}

/** Southernmost and northernmost declination seen in a day: max(−π/2, Φ − θ_max), min(π/2, Φ + θ_max). */
export function declinationLimits(view: FieldOfView): { south: number; north: number } {
  demandView(view)
  return { south: Math.max(-Math.PI / 2, view.latitude - view.zenithMax), north: Math.min(Math.PI / 2, view.latitude + view.zenithMax) }
}

/** Share of the whole sky seen in a day, (sin δ₂ − sin δ₁)/2. */
export function dailySkyFraction(view: FieldOfView): number {
  const { south, north } = declinationLimits(view)
  return (Math.sin(north) - Math.sin(south)) / 2
}

/** Share of the whole sky seen at one moment, (1 − cos θ_max)/2. */
export function instantSkyFraction(view: FieldOfView): number {
  demandView(view)
  return Math.sin(view.zenithMax / 2) ** 2
}

/** Declinations this close to a limit are on it: nobody states angles to the last digit. */
const ON_THE_EDGE = 1e-15

/**
 * Half-width in hour angle of the time a declination is inside the cut,
 * h₀ = arccos clip[(cos θ_max − sin Φ sin δ)/(cos Φ cos δ), −1, 1] (S3); 0 when it never is, π when it always is.
 * Evaluated as tan²(h₀/2) = (cos(Φ − δ) − cos θ_max)/(cos(Φ + δ) + cos θ_max) in products of sines and cosines, which
 * keeps the digits that the arccosine loses next to the limits.
 *
 * @param cosDelta  cos δ, given where it is known better than √(1 − sin²δ)
 */
export function hourAngleLimit({ latitude, zenithMax }: FieldOfView, sinDelta: number, cosDelta = Math.sqrt((1 - sinDelta) * (1 + sinDelta))): number {
  const delta = Math.atan2(sinDelta, cosDelta)
  const difference = latitude - delta
  const sum = latitude + delta
  if (zenithMax + Math.abs(sum) >= Math.PI - ON_THE_EDGE) return Math.PI
  if (zenithMax - Math.abs(difference) <= ON_THE_EDGE) return 0
  const inside = Math.sin((zenithMax + difference) / 2) * Math.sin((zenithMax - difference) / 2)
  const outside = Math.cos((sum + zenithMax) / 2) * Math.cos((sum - zenithMax) / 2)
  return 2 * Math.atan(Math.sqrt(inside / outside))
}

/** Share of the day a declination is inside the cut, h₀/π. */
export function visibleFraction(view: FieldOfView, sinDelta: number): number {
  return hourAngleLimit(view, sinDelta) / Math.PI
}

const NODES = 96
/** Substitution h = h₀ (1 − v⁴): A may vanish like any power of cos θ at the horizon, and there the nodes crowd. */
const CROWDING = 4

/**
 * Exposure at declinations, ∝ ∫_{−h₀}^{h₀} A(θ(h, δ)) dh with cos θ = sin Φ sin δ + cos Φ cos δ cos h (spec 3).
 * 2π where a source stands in the zenith all day. Relative accuracy 1e−8.
 *
 * @param sinDelta  [n]
 * @param out       [n], written
 */
export function exposureAtDeclination(sinDelta: Float64Array, acceptance: ZenithAcceptance, out: Float64Array = new Float64Array(sinDelta.length)): Float64Array {
  demandView(acceptance)
  const { latitude, zenithMax, zenithPower, absorption } = acceptance
  demand(zenithPower >= 0 && absorption >= 0, 'an acceptance falls towards the horizon', { zenithPower, absorption })
  const uniform = zenithPower === 0 && absorption === 0
  const view = uniform ? acceptance : { latitude, zenithMax: Math.min(zenithMax, Math.PI / 2) }
  const { nodes, weights } = gaussLegendre(NODES)
  for (let i = 0; i < sinDelta.length; i++) {
    const s = sinDelta[i]
    const c = Math.sqrt((1 - s) * (1 + s))
    const limit = hourAngleLimit(view, s, c)
    out[i] = uniform ? 2 * limit : 0
    if (uniform || limit === 0) continue
    const across = Math.cos(latitude) * c
    const edge = limit < Math.PI ? Math.cos(view.zenithMax) : Math.sin(latitude) * s - across
    let sum = 0
    for (let k = 0; k < NODES; k++) {
      const v = 0.5 * (1 + nodes[k])
      const nearEdge = limit * v ** CROWDING // limit − h
      // cos h − cos h₀ as a product keeps its digits next to the edge.
      const cosTheta = edge + 2 * across * Math.sin(limit - nearEdge / 2) * Math.sin(nearEdge / 2)
      if (cosTheta <= 0) continue
      const fall = absorption === 0 ? 1 : Math.exp(-absorption * (1 / cosTheta - 1))
      sum += weights[k] * v ** (CROWDING - 1) * cosTheta ** zenithPower * fall
    }
    out[i] = CROWDING * limit * sum // twice the half day, times dv = dx/2
  }
  return out
}
