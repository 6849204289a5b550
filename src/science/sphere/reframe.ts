/** Maps carried from one frame to another, pixel by pixel. */
import { demand } from '../problem.ts'
import type { Matrix3 } from '../math/matrix3.ts'
import { equatorialToEcliptic, equatorialToGalactic, precession } from './frames.ts'
import { interpolatedAt } from './interpolation.ts'
import { pixelAt } from './pixelAt.ts'
import type { Rings } from './rings.ts'

/**
 * A map seen in another frame: out(n) = values(m n) at the centre n of every pixel. To bring a map from frame A to frame
 * B give m = `rotationBetween(B, A)`, which takes directions of the new map to directions of the old.
 *
 * 'nearest' copies the pixel that holds m n: no value is made up, each stands within a pixel's radius of its place.
 * 'bilinear' is for smooth maps: right to the order of (pixel size)², NaN as in `interpolated`, and noise of single
 * pixels is smoothed a little. Both keep the mean to their accuracy only, and counts no better than intensities.
 *
 * @param values  [rings.pixels]
 * @param out     [rings.pixels], written on the rings fromRing … toRing − 1; not `values`
 */
export function rotatedMap(
  rings: Rings, values: Float64Array, m: Matrix3, method: 'nearest' | 'bilinear',
  out: Float64Array = new Float64Array(rings.pixels), fromRing = 0, toRing = rings.count,
): Float64Array {
  demand(values.length === rings.pixels && out.length === rings.pixels, 'a map has one value for each pixel', { pixels: rings.pixels, values: values.length, out: out.length })
  demand(out !== values, 'a rotated map needs an array of its own')
  for (let r = fromRing; r < toRing; r++) {
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
      const across = Math.sqrt(u * u + v * v)
      const there = Math.atan2(v, u)
      out[rings.first[r] + j] = method === 'nearest' ? values[pixelAt(rings, w, across, there)] : interpolatedAt(rings, values, w, across, there)
    }
  }
  return out
}

/**
 * A map in Galactic or ecliptic coordinates, re-pixelised to equatorial ones (J2000): each pixel takes the value of
 * the source pixel that holds its centre. Intensities are right to a pixel; counts are copied, not shared out, so
 * totals change by the pixel noise of the rotation.
 *
 * @param values  [pixels] in `frame`
 * @param out     [pixels] in equatorial coordinates, written on the rings fromRing … toRing − 1; not `values`
 */
export function toEquatorial(
  rings: Rings, values: Float64Array, frame: 'galactic' | 'ecliptic', out: Float64Array = new Float64Array(rings.pixels), fromRing = 0, toRing = rings.count,
): Float64Array {
  return rotatedMap(rings, values, frame === 'galactic' ? equatorialToGalactic : equatorialToEcliptic, 'nearest', out, fromRing, toRing)
}

/**
 * Sine of the declination of date of every pixel centre of a J2000 map: what the exposure of an observatory depends
 * on (spec 2, equinox). Mean equator of the Julian year `epoch`, IAU 2006 precession.
 *
 * @returns  [pixels of the rings fromRing … toRing − 1]
 */
export function sinDeltaOfDate(rings: Rings, epoch: number, fromRing = 0, toRing = rings.count): Float64Array {
  const m = precession(epoch)
  const out = new Float64Array(rings.first[toRing] - rings.first[fromRing])
  for (let r = fromRing, to = 0; r < toRing; r++) {
    const size = rings.first[r + 1] - rings.first[r]
    for (let j = 0; j < size; j++) {
      const alpha = rings.alpha0[r] + (2 * Math.PI * j) / size
      out[to++] = rings.cosDelta[r] * (m[6] * Math.cos(alpha) + m[7] * Math.sin(alpha)) + m[8] * rings.sinDelta[r]
    }
  }
  return out
}
