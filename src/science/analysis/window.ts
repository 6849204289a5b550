/**
 * What averaging over a disc does to each degree: a_lm → W_l a_lm (S20).
 *
 *     W_l(r) = [P_{l−1}(cos r) − P_{l+1}(cos r)]/[(2l + 1)(1 − cos r)] = (1 + cos r) P′_l(cos r)/[l(l + 1)],   W_0 = 1.
 *
 * The second form has no difference of nearly equal numbers. Exact for a continuous disc; a disc of pixel centres
 * differs by the graininess of its edge. W_l changes sign, first near l ≃ 3.83/r − ½.
 *
 * @param lmax    ≥ 0
 * @param radius  0 … π
 * @param out     [lmax + 1], written
 */
export function topHatWindow(lmax: number, radius: number, out = new Float64Array(lmax + 1)): Float64Array {
  const x = Math.cos(radius)
  out[0] = 1
  let p = 1
  let below = 0
  let slope = 0
  for (let l = 1; l <= lmax; l++) {
    slope = x * slope + l * p // P′_l = x P′_{l−1} + l P_{l−1}
    const next = ((2 * l - 1) * x * p - (l - 1) * below) / l
    below = p
    p = next
    out[l] = ((1 + x) * slope) / (l * (l + 1))
  }
  return out
}
