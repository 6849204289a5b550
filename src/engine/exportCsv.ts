/** A map that has been derived, as a table: one row a pixel, made block by block, so that it is never whole in memory. */
import { csvHead, csvRows, type CsvColumn } from '../formats/writeCsv.ts'
import { Problem } from '../science/problem.ts'
import { geometryName, pixelCount, ringsOf, type Rings } from '../science/sphere/rings.ts'
import { degrees } from '../science/units.ts'
import type { Study } from '../study/document.ts'
import { story } from '../study/story.ts'
import type { MapRef } from '../study/takenAway.ts'
import type { Work } from './job.ts'
import { mapColumns, type Make } from './mapColumns.ts'

/** A table of more rows is a file nobody opens: at most 3.1 million, HEALPix nside 512, some 300 MB. */
export const MOST_ROWS = 12 * 512 ** 2
/** Rows made between two breaths. */
const BLOCK = 4096

/** Pixel, right ascension and declination of its centre in degrees, then the columns of the map. Throws invalid-argument for maps that are too large. */
export async function exportCsv(make: Make, ref: MapRef, study: Study, work: Pick<Work, 'breathe' | 'report'>): Promise<Blob> {
  const { geometry, columns, notes } = await mapColumns(make, ref, work)
  const pixels = pixelCount(geometry)
  if (pixels > MOST_ROWS) {
    throw new Problem('invalid-argument', `This map has ${pixels.toLocaleString('en')} pixels, and a table of more than ${MOST_ROWS.toLocaleString('en')} rows is not written.`, {
      remedy: 'Take the map as FITS: it holds the same numbers in a tenth of the room.',
      facts: { pixels },
    })
  }
  const places = placesOf(ringsOf(geometry))
  const values: readonly CsvColumn[] = columns.map((column) => ({ name: column.name.toLowerCase(), values: column.values }))
  const head = [...story(study, ref), ...notes, `pixels: ${geometryName(geometry)}, RING order, counted from 0; an empty cell was not observed`]
  const meanings = columns.map(({ name, unit, meaning }) => `column: ${name.toLowerCase()}${unit === '' ? '' : ` [${unit}]`}, ${meaning}`)
  const parts: Blob[] = [new Blob([csvHead([...head, ...meanings], [...places(0, 0), ...values])])]
  for (let from = 0; from < pixels; from += BLOCK) {
    const to = Math.min(pixels, from + BLOCK)
    const window = values.map(({ name, values: all }) => ({ name, values: (all as Float64Array).subarray(from, to) }))
    parts.push(new Blob([csvRows([...places(from, to), ...window], 0, to - from)]))
    work.report(to / pixels, ref.result)
    await work.breathe()
  }
  return new Blob(parts, { type: 'text/csv' })
}

/** The first columns of a window of pixels: their numbers, and where they lie (degrees). */
function placesOf(rings: Rings): (from: number, to: number) => readonly CsvColumn[] {
  let ring = 0
  return (from, to) => {
    const [pixel, ra, dec] = [new Int32Array(to - from), new Float64Array(to - from), new Float64Array(to - from)]
    for (let i = from; i < to; i++) {
      while (rings.first[ring + 1] <= i) ring++
      const size = rings.first[ring + 1] - rings.first[ring]
      pixel[i - from] = i
      ra[i - from] = degrees(rings.alpha0[ring] + ((i - rings.first[ring]) * 2 * Math.PI) / size)
      dec[i - from] = degrees(Math.atan2(rings.sinDelta[ring], rings.cosDelta[ring]))
    }
    return [{ name: 'pixel', values: pixel }, { name: 'ra_deg', values: ra }, { name: 'dec_deg', values: dec }]
  }
}
