/**
 * The weights of the pixels that count: positive, finite, and with a finite value in every map; 0 elsewhere.
 *
 * @param weight  [n]
 * @param maps    each [n]
 * @param out     [n], written
 */
export function usedWeights(weight: Float64Array, maps: readonly Float64Array[], out = new Float64Array(weight.length)): Float64Array {
  for (let p = 0; p < weight.length; p++) {
    const w = weight[p]
    out[p] = w > 0 && w < Infinity ? w : 0
  }
  for (const map of maps) for (let p = 0; p < out.length; p++) if (map[p] - map[p] !== 0) out[p] = 0 // infinite or not a number
  return out
}
