/** A map that has been derived, as a FITS file that healpy reads, with its own story in the header. */
import { healpixParts } from '../formats/writeHealpix.ts'
import { demand } from '../science/problem.ts'
import { geometryName } from '../science/sphere/rings.ts'
import type { Study } from '../study/document.ts'
import type { MapRef } from '../study/takenAway.ts'
import type { Work } from './job.ts'
import { mapColumns, type Make } from './mapColumns.ts'
import { provenance } from './provenance.ts'

/** Pixels written between two breaths. */
const BLOCK = 1 << 17

/**
 * All columns of a map: the same bytes for the same study, data, version and engine.
 * Throws invalid-argument for maps that are not HEALPix.
 */
export async function exportFits(make: Make, ref: MapRef, study: Study, work: Pick<Work, 'breathe' | 'report'>): Promise<Blob> {
  const { geometry, columns, notes } = await mapColumns(make, ref, work)
  demand(geometry.kind === 'healpix', 'only HEALPix maps are written to FITS', { geometry: geometryName(geometry) })
  const { header, rows, perRow, write, padding } = healpixParts({ nside: geometry.nside, columns, comments: provenance(ref, study, notes) })
  const parts: BlobPart[] = [header]
  const block = Math.max(1, Math.floor(BLOCK / perRow / columns.length))
  for (let row = 0; row < rows; row += block) {
    parts.push(write(row, Math.min(rows, row + block)))
    work.report(row / rows, ref.result)
    await work.breathe()
  }
  return new Blob([...parts, padding], { type: 'application/fits' })
}
