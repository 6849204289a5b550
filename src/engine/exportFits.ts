/** A map that has been derived, as a FITS file that healpy reads, with its own story in the header. */
import { writeHealpix } from '../formats/writeHealpix.ts'
import { demand } from '../science/problem.ts'
import { geometryName, pixelCount } from '../science/sphere/rings.ts'
import type { Study } from '../study/document.ts'
import type { Ref } from '../study/graph.ts'
import type { Results, Smoothed } from '../study/results.ts'
import { hasSigma, smoothedSigma, smoothedValue } from '../study/smoothed.ts'
import { provenance } from './provenance.ts'

type MapName = 'intensity' | 'residual' | 'smoothed'

/**
 * The relative intensity of a map and, where they exist, its error, counts and expectation, one column each.
 * Throws invalid-argument for maps that are not HEALPix.
 */
export function exportFits(map: Results[MapName], ref: Ref<MapName>, study: Study): Uint8Array<ArrayBuffer> {
  const { geometry } = map
  demand(geometry.kind === 'healpix', 'only HEALPix maps are written to FITS', { geometry: geometryName(geometry) })
  const columns = Object.entries({ ...('ringMeanRemoved' in map ? { RELATIVE_INTENSITY: map.value, ERROR: map.error } : columnsOf(map)), COUNTS: map.counts, BACKGROUND: map.background })
  return writeHealpix({
    nside: geometry.nside,
    columns: columns.flatMap(([name, values]) => (values === undefined ? [] : [{ name, unit: '', values }])),
    comments: provenance(ref, study),
  })
}

function columnsOf(map: Smoothed): { RELATIVE_INTENSITY: Float64Array; ERROR: Float64Array | undefined } {
  const pixels = pixelCount(map.geometry)
  return {
    RELATIVE_INTENSITY: map.value ?? Float64Array.from({ length: pixels }, (_, p) => smoothedValue(map, p)),
    ERROR: map.sigma ?? (hasSigma(map) ? Float64Array.from({ length: pixels }, (_, p) => smoothedSigma(map, p)) : undefined),
  }
}
