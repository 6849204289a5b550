/** A map that has been derived, as a FITS file that healpy reads, with its own story in the header. */
import { writeHealpix } from '../formats/writeHealpix.ts'
import { demand } from '../science/problem.ts'
import { geometryName } from '../science/sphere/rings.ts'
import type { Study } from '../study/document.ts'
import type { Ref } from '../study/graph.ts'
import type { Results } from '../study/results.ts'
import { provenance } from './provenance.ts'

type MapName = 'intensity' | 'residual' | 'smoothed'

/**
 * The relative intensity of a map and, where they exist, its error, counts and expectation, one column each.
 * Throws invalid-argument for maps that are not HEALPix.
 */
export function exportFits(map: Results[MapName], ref: Ref<MapName>, study: Study): Uint8Array<ArrayBuffer> {
  const { geometry } = map
  demand(geometry.kind === 'healpix', 'only HEALPix maps are written to FITS', { geometry: geometryName(geometry) })
  const error = 'sigma' in map ? map.sigma : 'error' in map ? map.error : undefined
  const columns = Object.entries({ RELATIVE_INTENSITY: map.value, ERROR: error, COUNTS: map.counts, BACKGROUND: map.background })
  return writeHealpix({
    nside: geometry.nside,
    columns: columns.flatMap(([name, values]) => (values === undefined ? [] : [{ name, unit: '', values }])),
    comments: provenance(ref, study),
  })
}
