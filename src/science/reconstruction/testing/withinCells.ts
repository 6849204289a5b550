/** Expected marginals with everything varying inside the cells: directions, sidereal angles and sky are taken on a grid several times finer. */
import { legendreColumn, legendreValues } from '../../harmonics/legendre.ts'
import { almIndex, type Alm } from '../../harmonics/alm.ts'
import { realBackward } from '../../math/realFft.ts'
import { ringsOf } from '../../sphere/rings.ts'
import { geometryOf, type Marginals, type RingGrid } from '../marginals.ts'

/**
 * Each cell of (δ, h, τ) is cut into `parts`³, and its parts are binned as events are: t = ⌊τ/Δ⌋, k the nearest to h/Δ, a = t − k, although
 * α = τ − h itself lies within a cell of it.
 *
 * @param acceptance  of the direction, in (sin δ, cos δ, cos h); nothing where it is 0
 * @param rate        of the sidereal angle
 */
export function marginalsWithinCells(
  grid: RingGrid, sky: Alm, acceptance: (s: number, c: number, cosH: number) => number, rate: (tau: number) => number, events: number, parts: number,
): Marginals {
  const { rings, cells } = grid
  const { pixelArea } = ringsOf(geometryOf(grid))
  const step = (2 * Math.PI) / cells
  const fine = cells * parts
  const out = { grid, sky: new Float64Array(rings * cells), local: new Float64Array(rings * cells), rate: new Float64Array(cells) }
  const rates = Float64Array.from({ length: fine }, (_, j) => rate(((j + 0.5) * step) / parts))
  const row = new Float64Array(fine)
  // Edges of rings in sin δ lie a weight apart, from the north pole.
  for (let ring = 0, edge = 1; ring < rings; ring++) {
    const width = (pixelArea[ring]! * cells) / (2 * Math.PI)
    for (let part = 0; part < parts; part++) {
      const s = edge - ((part + 0.5) * width) / parts
      const c = Math.sqrt(1 - s * s)
      intensityRow(sky, s, c, step / 2, row)
      for (let k = 0; k < cells; k++) {
        for (let i = 0; i < parts; i++) {
          const inside = (i + 0.5) / parts - 0.5
          const a = width * acceptance(s, c, Math.cos((k + inside) * step))
          if (a === 0) continue
          for (let t = 0; t < cells; t++) {
            const cell = ring * cells + ((t - k + cells) % cells)
            for (let j = 0; j < parts; j++) {
              // α = (t + (j + ½)/parts − k − inside)Δ, a whole number of parts from ½Δ
              const at = ((t - k) * parts + j - i + fine + fine) % fine
              const n = a * rates[t * parts + j]! * (1 + row[at]!)
              out.sky[cell]! += n
              out.local[ring * cells + k]! += n
              out.rate[t]! += n
            }
          }
        }
      }
    }
    edge -= width
  }
  const scale = events / out.rate.reduce((sum, n) => sum + n, 0)
  for (const values of [out.sky, out.local, out.rate]) values.forEach((n, i) => (values[i] = n * scale))
  return out
}

/** δI at one declination, from right ascension `first` on, equally spaced. */
function intensityRow(alm: Alm, s: number, c: number, first: number, out: Float64Array): void {
  const [re, im, lambda] = [new Float64Array(alm.lmax + 1), new Float64Array(alm.lmax + 1), new Float64Array(alm.lmax + 1)]
  for (let m = 0; m <= alm.lmax; m++) {
    legendreValues(s, c, m, alm.lmax, lambda, legendreColumn(m, alm.lmax))
    let [x, y] = [0, 0]
    for (let l = m; l <= alm.lmax; l++) {
      x += lambda[l - m]! * alm.re[almIndex(alm.lmax, l, m)]!
      y += lambda[l - m]! * alm.im[almIndex(alm.lmax, l, m)]!
    }
    re[m] = x * Math.cos(m * first) - y * Math.sin(m * first)
    im[m] = x * Math.sin(m * first) + y * Math.cos(m * first)
  }
  realBackward(re, im, 0, alm.lmax, out, 0, out.length)
}
