/** Skies made up from numbers: for mock observations, demonstrations and tests. Always to be labelled synthetic. */
import { normal, type RandomStream } from '../math/philox.ts'
import type { Rings } from '../sphere/rings.ts'
import { almIndex, type Alm } from './alm.ts'
import { almOfDipole, type DipoleVector } from './dipoleVector.ts'

/** C_l = amplitude · l^slope for 2 ≤ l ≤ lmax: the dipole is given apart, and there is no monopole. */
export interface PowerLaw {
  readonly amplitude: number
  readonly slope: number
  readonly lmax: number
}

/** A Gaussian excess e^{−ϑ²/2w²} of given height. */
export interface Spot {
  readonly alpha: number
  readonly delta: number
  readonly width: number
  readonly height: number
}

/**
 * One realisation of a Gaussian random field with a power-law spectrum, plus a dipole. Coefficient (l, m) is always the
 * same draw of its stream, so raising lmax adds structure and changes none.
 */
export function randomAlm({ amplitude, slope, lmax }: PowerLaw, dipole: DipoleVector, stream: RandomStream): Alm {
  const alm = almOfDipole(dipole, Math.max(1, lmax))
  for (let l = 2; l <= lmax; l++) {
    const sigma = Math.sqrt(amplitude * l ** slope)
    for (let m = 0; m <= l; m++) {
      const at = almIndex(alm.lmax, l, m)
      const draw = 2 * ((l * (l + 1)) / 2 + m)
      alm.re[at] = (m === 0 ? sigma : sigma * Math.SQRT1_2) * normal(stream, draw)
      alm.im[at] = m === 0 ? 0 : sigma * Math.SQRT1_2 * normal(stream, draw + 1)
    }
  }
  return alm
}

/** Adds spots to a map. `map` [rings.pixels], changed on the rings fromRing … toRing − 1. */
export function addSpots(rings: Rings, spots: readonly Spot[], map: Float64Array, fromRing = 0, toRing = rings.count): void {
  for (const { alpha, delta, width, height } of spots) {
    for (let r = fromRing; r < toRing; r++) {
      const size = rings.first[r + 1] - rings.first[r]
      for (let j = 0; j < size; j++) {
        const difference = rings.alpha0[r] + (2 * Math.PI * j) / size - alpha
        const cosine = Math.sin(delta) * rings.sinDelta[r] + Math.cos(delta) * rings.cosDelta[r] * Math.cos(difference)
        const separation = Math.acos(Math.min(1, Math.max(-1, cosine)))
        map[rings.first[r] + j] += height * Math.exp(-0.5 * (separation / width) ** 2)
      }
    }
  }
}
