import { geometryOf, type Marginals } from '../../science/reconstruction/marginals.ts'
import { ringMeanReference } from '../../science/reconstruction/ringMean.ts'
import { ringsOf } from '../../science/sphere/rings.ts'

/** [rings × cells] the mean of each ring that a detector looks at, and 0 elsewhere: its background where live time is the same all day. */
export function ringMeansOf({ grid, sky, local }: Pick<Marginals, 'grid' | 'sky' | 'local'>): Float64Array {
  const rings = ringsOf(geometryOf(grid))
  const own = sky.slice()
  for (let r = 0; r < rings.count; r++) if (!local.subarray(r * grid.cells, (r + 1) * grid.cells).some((n) => n > 0)) own.fill(NaN, rings.first[r], rings.first[r + 1])
  const means = new Float64Array(rings.pixels)
  ringMeanReference(rings, own, means, 0, rings.count)
  return means.map((mean, i) => (Number.isNaN(own[i]) ? 0 : mean))
}
