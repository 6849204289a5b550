/**
 * The weights of the pixels that count: positive, finite, and with a finite value in every map; 0 elsewhere.
 *
 * @param weight  [n]
 * @param maps    each [n]
 * @param out     [n], written
 */
export function usedWeights(weight: Float64Array, maps: readonly Float64Array[], out = new Float64Array(weight.length)): Float64Array {
  for (let p = 0; p < weight.length; p++) out[p] = weight[p] > 0 && weight[p] < Infinity ? weight[p] : 0
  for (const map of maps) for (let p = 0; p < out.length; p++) if (!Number.isFinite(map[p])) out[p] = 0
  return out
}
