/** Bringing a map from the frame of its file to the equatorial frame of the analysis. */
import { equatorialToEcliptic, equatorialToGalactic, precession } from './frames.ts'
import { pixelAt } from './pixelAt.ts'
import type { Rings } from './rings.ts'

/**
 * A map in Galactic or ecliptic coordinates, re-pixelised to equatorial ones (J2000): each pixel takes the value of
 * the source pixel that holds its centre. Intensities are right to a pixel; counts are copied, not shared out, so
 * totals change by the pixel noise of the rotation.
 *
 * @param values  [pixels] in `frame`
 * @returns       [pixels] in equatorial coordinates; the same array when the frame is equatorial already
 */
export function toEquatorial(rings: Rings, values: Float64Array, frame: 'equatorial' | 'galactic' | 'ecliptic'): Float64Array {
  if (frame === 'equatorial') return values
  const m = frame === 'galactic' ? equatorialToGalactic : equatorialToEcliptic
  const out = new Float64Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) {
    const s = rings.sinDelta[r]
    const c = rings.cosDelta[r]
    const size = rings.first[r + 1] - rings.first[r]
    for (let j = 0; j < size; j++) {
      const alpha = rings.alpha0[r] + (2 * Math.PI * j) / size
      const x = c * Math.cos(alpha)
      const y = c * Math.sin(alpha)
      const u = m[0] * x + m[1] * y + m[2] * s
      const v = m[3] * x + m[4] * y + m[5] * s
      const w = m[6] * x + m[7] * y + m[8] * s
      out[rings.first[r] + j] = values[pixelAt(rings, w, Math.hypot(u, v), Math.atan2(v, u))]
    }
  }
  return out
}

/**
 * Sine of the declination of date of every pixel centre of a J2000 map: what the exposure of an observatory depends
 * on (spec 2, equinox). Mean equator of the Julian year `epoch`, IAU 2006 precession.
 *
 * @returns  [pixels]
 */
export function sinDeltaOfDate(rings: Rings, epoch: number): Float64Array {
  const m = precession(epoch)
  const out = new Float64Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) {
    const size = rings.first[r + 1] - rings.first[r]
    for (let j = 0; j < size; j++) {
      const alpha = rings.alpha0[r] + (2 * Math.PI * j) / size
      out[rings.first[r] + j] = rings.cosDelta[r] * (m[6] * Math.cos(alpha) + m[7] * Math.sin(alpha)) + m[8] * rings.sinDelta[r]
    }
  }
  return out
}
