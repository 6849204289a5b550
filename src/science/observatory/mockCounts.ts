import type { Rings } from '../sphere/rings.ts'
import { exposureAtDeclination, type ZenithAcceptance } from './fieldOfView.ts'

/**
 * Counts a detector expects of a sky in whole sidereal days of uniform live time: exposure of the declination times I
 * (R8 integrated over t), scaled so that an isotropic sky would give `events` in all.
 *
 * @param intensity  [pixels] δI of the true sky
 * @returns          [pixels]; 0 outside the field of view
 */
export function expectedCounts(rings: Rings, acceptance: ZenithAcceptance, intensity: Float64Array, events: number): Float64Array {
  const exposure = exposureAtDeclination(rings.sinDelta, acceptance)
  let total = 0
  for (let r = 0; r < rings.count; r++) total += exposure[r] * rings.pixelArea[r] * (rings.first[r + 1] - rings.first[r])
  const expected = new Float64Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) {
    const isotropic = (events * exposure[r] * rings.pixelArea[r]) / total
    for (let i = rings.first[r]; i < rings.first[r + 1]; i++) expected[i] = isotropic * (1 + intensity[i])
  }
  return expected
}
