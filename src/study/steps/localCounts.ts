/** local maps → marginals: every time bin and local pixel in one cell of the ring grid, from one pass over the file. */
import type { Handed } from '../../formats/handed.ts'
import { readLocalMaps } from '../../formats/localMaps.ts'
import { roomForRecords, type RecordsWanted } from '../../science/observatory/marginalRecords.ts'
import { addLocalCounts, binsOnCells, placePixels, type RingPlaces, roomForPlaces } from '../../science/reconstruction/localToRings.ts'
import type { Marginals, RingGrid } from '../../science/reconstruction/marginals.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { LocalMapsReading } from '../document.ts'
import type { Job } from '../graph.ts'
import { overPixels } from './blocks.ts'
import { aimedPixels, siderealOf } from './localTable.ts'

/** Cells placed between two breaths. */
const BLOCK = 131_072

/** Throws what `readLocalMaps` throws, invalid-argument for a number of bins that cells do not divide, and no-coverage where no event lies inside the zenith limit. */
export async function marginalsOfLocalMaps(handed: Handed, name: string, reading: LocalMapsReading, grid: RingGrid, records: RecordsWanted, job: Job): Promise<Marginals> {
  let made: { readonly places: RingPlaces; readonly cell: Int32Array; readonly marginals: Marginals } | undefined
  await readLocalMaps(handed, name, async (bin, counts) => {
    const { places, cell, marginals } = made!
    await overPixels(places.ring.length, job, (first, end) => addLocalCounts(marginals, places, counts, cell[bin]!, first, end), BLOCK)
  }, {
    breathe: () => job.breathe(),
    report: (done) => job.report(done),
    onShape: async ({ nside, bins }) => {
      const pixels = await aimedPixels(ringsOf({ kind: 'healpix', nside }), reading, job)
      const times = binsOnCells(bins, siderealOf(reading, bins)(0), grid)
      const places = roomForPlaces(pixels, grid)
      await overPixels(places.ring.length, job, (first, end) => void placePixels(places, pixels, times, first, end), BLOCK)
      made = { places, cell: times.cell, marginals: roomForRecords(grid, records) }
    },
  })
  const { marginals } = made!
  if (marginals.rate.every((n) => n === 0)) throw new Problem('no-coverage', 'No event lies inside the zenith limit, so there is nothing to see.', { remedy: 'Raise the zenith limit of the site.' })
  return marginals
}
