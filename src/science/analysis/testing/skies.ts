/** Skies and brute force for the tests of this folder: slow, plain, and written without the code they judge. */
import type { Alm } from '../../harmonics/alm.ts'
import { almIndex, emptyAlm } from '../../harmonics/alm.ts'
import type { Rings } from '../../sphere/rings.ts'
import { DEGREE } from '../../units.ts'

/** Unit vectors of all pixel centres, [pixels × 3]. */
export function centres(rings: Rings): Float64Array {
  const xyz = new Float64Array(3 * rings.pixels)
  forPixels(rings, (p, ring, alpha) => {
    xyz[3 * p] = Math.cos(alpha) * rings.cosDelta[ring]
    xyz[3 * p + 1] = Math.sin(alpha) * rings.cosDelta[ring]
    xyz[3 * p + 2] = rings.sinDelta[ring]
  })
  return xyz
}

export function forPixels(rings: Rings, visit: (pixel: number, ring: number, alpha: number) => void): void {
  for (let ring = 0; ring < rings.count; ring++) {
    const n = rings.first[ring + 1] - rings.first[ring]
    for (let k = 0; k < n; k++) visit(rings.first[ring] + k, ring, rings.alpha0[ring] + (2 * Math.PI * k) / n)
  }
}

/** 1 where south < δ < north (degrees, strict), at pixel centres. */
export function band(rings: Rings, southDeg: number, northDeg: number): Uint8Array {
  const seen = new Uint8Array(rings.pixels)
  forPixels(rings, (p, ring) => {
    const s = rings.sinDelta[ring]
    seen[p] = s > Math.sin(southDeg * DEGREE) && s < Math.sin(northDeg * DEGREE) ? 1 : 0
  })
  return seen
}

/** Reads rows [l, m, re, im]. */
export function almFromRows(rows: readonly (readonly number[])[]): Alm {
  const alm = emptyAlm(Math.max(...rows.map((row) => row[0])))
  for (const [l, m, re, im] of rows) {
    alm.re[almIndex(alm.lmax, l, m)] = re
    alm.im[almIndex(alm.lmax, l, m)] = im
  }
  return alm
}

/** Replaces the seen part of each ring by its deviation from the ring's seen mean; NaN elsewhere. */
export function ringFiltered(rings: Rings, values: Float64Array, seen: Uint8Array): Float64Array {
  const out = new Float64Array(rings.pixels).fill(NaN)
  for (let ring = 0; ring < rings.count; ring++) {
    let sum = 0
    let n = 0
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) if (seen[p]) [sum, n] = [sum + values[p], n + 1]
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) if (seen[p]) out[p] = values[p] - sum / n
  }
  return out
}

/** A repeatable number in [0, 1) for a place and a seed; not good enough for statistics, and not used for them. */
export function scatter(i: number, seed = 0): number {
  const x = Math.sin(12.9898 * (i + 1) + 78.233 * (seed + 1)) * 43758.5453
  return x - Math.floor(x)
}
