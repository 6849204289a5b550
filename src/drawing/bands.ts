/** The map as a table: what lies in each band of declination. */
import type { Rings } from '../science/sphere/rings.ts'

export interface Band {
  readonly southDeg: number
  readonly northDeg: number
  /** Seen pixels; the other numbers are NaN when there are none. */
  readonly pixels: number
  readonly mean: number
  readonly min: number
  readonly max: number
}

/** Bands of equal height in declination, north to south; a ring belongs to the band of its pixel centres. */
export function bandsOf(rings: Rings, values: Float32Array, heightDeg = 15): readonly Band[] {
  const bands = Array.from({ length: Math.round(180 / heightDeg) }, (_, i) => {
    const northDeg = 90 - i * heightDeg
    return { southDeg: northDeg - heightDeg, northDeg, pixels: 0, area: 0, sum: 0, min: Infinity, max: -Infinity }
  })
  for (let r = 0; r < rings.count; r++) {
    const delta = (Math.atan2(rings.sinDelta[r], rings.cosDelta[r]) * 180) / Math.PI
    const band = bands[Math.min(bands.length - 1, Math.floor((90 - delta) / heightDeg))]!
    for (let i = rings.first[r]; i < rings.first[r + 1]; i++) {
      const value = values[i]
      if (!Number.isFinite(value)) continue
      band.pixels++
      band.area += rings.pixelArea[r]
      band.sum += value * rings.pixelArea[r]
      if (value < band.min) band.min = value
      if (value > band.max) band.max = value
    }
  }
  return bands.map(({ southDeg, northDeg, pixels, area, sum, min, max }) =>
    pixels > 0 ? { southDeg, northDeg, pixels, mean: sum / area, min, max } : { southDeg, northDeg, pixels, mean: NaN, min: NaN, max: NaN },
  )
}
