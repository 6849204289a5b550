/**
 * What direct integration within windows of the day makes of a sky, in closed form: (S6) for windows of less than a day. Rate and acceptance of each window take their share of
 * the waves; the acceptance takes what means over windows P hold of a wave in time, the rate what the acceptance has left of it. For equal live time at every sidereal hour and to first order in
 * δI, harmonic n of the map is
 *
 *     x′_n = x_n − Σ_m { p_nm (Ā_(n−m)/A_0) x_m + v_n (δ_nm − p_nm) ⟨A_m, x⟩ },   P e^{imτ} = Σ_n p_nm e^{inτ},
 *
 * with A, v, ⟨·,·⟩ of `transfer.ts` and m of either sign. Windows mix waves that differ by a multiple of their number; of wave m itself 1 − p_mm is left of what the whole day would
 * leave. The noise of the map is the same operator on that of its pixels, because rate and acceptance are taken away by a projection.
 */
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import { windowMeans, windowProduct } from './windows.ts'

type Complex = readonly [number, number]
const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]

/** Harmonic m of a real field, of either sign. */
const waveOf = ({ mmax, re, im }: RingPhases, ring: number, m: number): Complex => {
  const at = ring * (mmax + 1) + Math.abs(m)
  return [re[at], Math.sign(m) * im[at]]
}

/**
 * The map to expect of a true sky. Rings that are not seen, and m = 0, become 0.
 *
 * @param exposure  A_m, of the same rings, mmax at least twice that of the sky
 * @param sky       F_m of δI, with nothing beyond its mmax: windows fold higher waves down
 * @param cells     of the sidereal day
 */
export function afterWindows(exposure: RingPhases, sky: RingPhases, windows: number, cells: number): RingPhases {
  const { mmax } = sky
  const rings = sky.re.length / (mmax + 1)
  demand(exposure.mmax >= 2 * mmax && exposure.re.length === rings * (exposure.mmax + 1), 'a sky goes through an exposure on the same rings, known of twice its waves', { mmax, known: exposure.mmax })
  const means = windowMeans(windows, cells, mmax)
  const out = { mmax, re: sky.re.map((x, i) => (i % (mmax + 1) === 0 ? 0 : x)), im: sky.im.map((x, i) => (i % (mmax + 1) === 0 ? 0 : x)) }
  for (let m = -mmax; m <= mmax; m++) {
    if (m === 0) continue
    const rate = projected(exposure, sky, m)
    for (let n = 1; n <= mmax; n++) {
      const p = windowProduct(means, n, m)
      const free: Complex = [(n === m ? 1 : 0) - p[0], -p[1]]
      for (let ring = 0; ring < rings; ring++) {
        const whole = exposure.re[ring * (exposure.mmax + 1)]
        if (!(whole > 0)) continue
        const local = times(times(p, waveOf(exposure, ring, m - n)), waveOf(sky, ring, m)) // Ā_(n−m) = A_(m−n)
        const shared = times(times(free, waveOf(exposure, ring, -n)), rate)
        out.re[ring * (mmax + 1) + n] -= (local[0] + shared[0]) / whole
        out.im[ring * (mmax + 1) + n] -= (local[1] + shared[1]) / whole
      }
    }
  }
  for (let ring = 0; ring < rings; ring++) if (!(exposure.re[ring * (exposure.mmax + 1)] > 0)) for (const part of [out.re, out.im]) part.fill(0, ring * (mmax + 1), (ring + 1) * (mmax + 1))
  return out
}

/** ⟨A_m, x⟩ */
function projected(exposure: RingPhases, sky: RingPhases, m: number): Complex {
  let [re, im] = [0, 0]
  for (let ring = 0; ring * (sky.mmax + 1) < sky.re.length; ring++) {
    const [x, y] = times(waveOf(exposure, ring, m), waveOf(sky, ring, m))
    re += x
    im += y
  }
  return [re, im]
}
