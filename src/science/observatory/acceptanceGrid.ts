/** What a detector accepts from each cell of its own sky, on the ring grid of declination and hour angle that reconstruction works on. */
import { demand, Problem } from '../problem.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import type { ZenithAcceptance } from './fieldOfView.ts'

/** A wave in azimuth, amplitude · sin θ · cos m(φ − φ₀), with φ from north through east; sin θ keeps it single-valued in the zenith. */
export interface AzimuthWave {
  /** m ≥ 1 */
  readonly m: number
  readonly amplitude: number
  /** φ₀ */
  readonly azimuth: number
}

/** 𝒜 ∝ cosᵖθ · exp[−κ (sec θ − 1)] · (1 + Σ waves in azimuth) · (1 + tilt · sin δ) inside the zenith cut. */
export interface AcceptanceModel extends ZenithAcceptance {
  readonly azimuth?: readonly AzimuthWave[]
  readonly tilt?: number
}

/** A local cell belongs to the field of view if its centre has cos θ ≥ cos θ_max − 10⁻¹² (spec 4). */
const ON_THE_LIMIT = 1e-12

/**
 * Relative acceptance 𝒜(δ, h), solid angle included and all cells together 1 (R9), on Gauss–Legendre rings and cells of hour angle h = kΔ,
 * Δ = 2π/cells, k = 0 on the meridian, west 0 < h < π. Cells are in or out by their centres. Nothing comes from below the horizon unless p = κ = 0.
 *
 * @returns  [rings × cells]
 * @throws no-coverage where no cell is seen, invalid-argument where the acceptance is negative or no number in a cell that is seen
 */
export function acceptanceOnGrid(grid: { readonly rings: number; readonly cells: number }, model: AcceptanceModel): Float64Array {
  const { zenithPower, absorption } = model
  demand(zenithPower >= 0 && absorption >= 0, 'an acceptance falls towards the horizon', { zenithPower, absorption })
  const rings = ringsOf({ kind: 'gauss', rings: grid.rings, perRing: grid.cells })
  const out = new Float64Array(rings.pixels)
  let total = 0
  for (let ring = 0; ring < rings.count; ring++) total += acceptRing(rings, ring, model, out)
  if (!(total > 0)) {
    throw new Problem('no-coverage', 'This detector sees no cell of its grid, so it counts nothing', { remedy: 'Raise the zenith cut or the acceptance, or take a finer grid.' })
  }
  for (let i = 0; i < out.length; i++) out[i] /= total
  return out
}

/** Writes one ring, not yet normalised, and returns its sum. */
function acceptRing(rings: Rings, ring: number, model: AcceptanceModel, out: Float64Array): number {
  const { latitude, zenithMax, zenithPower, absorption, azimuth = [], tilt = 0 } = model
  const [s, c, cells] = [rings.sinDelta[ring], rings.cosDelta[ring], rings.first[1]]
  const [sinPhi, cosPhi] = [Math.sin(latitude), Math.cos(latitude)]
  const lowest = Math.cos(zenithMax) - ON_THE_LIMIT
  const bare = zenithPower === 0 && absorption === 0
  let sum = 0
  for (let k = 0; k < cells; k++) {
    const h = (2 * Math.PI * (2 * k <= cells ? k : k - cells)) / cells // so that east mirrors west to the last bit
    const up = sinPhi * s + cosPhi * c * Math.cos(h)
    if (up < lowest || (!bare && up <= ON_THE_LIMIT)) continue
    const waves = azimuth.length === 0 ? 1 : 1 + wavesAt(azimuth, cosPhi * s - sinPhi * c * Math.cos(h), -c * Math.sin(h))
    const value = up ** zenithPower * (absorption === 0 ? 1 : Math.exp(-absorption * (1 / up - 1))) * waves * (1 + tilt * s)
    if (!(value >= 0 && value < Infinity)) throw negative(value, Math.asin(s), h)
    out[ring * cells + k] = value * rings.pixelArea[ring]
    sum += out[ring * cells + k]
  }
  return sum
}

/** Σ amplitude · sin θ · cos m(φ − φ₀) in a direction with these components towards north and east. */
function wavesAt(azimuth: readonly AzimuthWave[], north: number, east: number): number {
  const phi = Math.atan2(east, north)
  let sum = 0
  for (const wave of azimuth) sum += wave.amplitude * Math.cos(wave.m * (phi - wave.azimuth))
  return sum * Math.hypot(east, north)
}

function negative(value: number, declination: number, hourAngle: number): Problem {
  return new Problem('invalid-argument', 'This acceptance is negative in some directions that the detector sees, and no detector counts fewer than no events', {
    remedy: 'Make the waves in azimuth or the tilt smaller.',
    facts: { value, declination, hourAngle },
  })
}
