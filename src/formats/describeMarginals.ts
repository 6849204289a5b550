/** The card of a marginals file: what was counted, where, and how it is kept. */
import type { Fingerprint } from './describeFile.ts'
import { eventsIn, recordsIn } from './marginalsArrays.ts'
import type { MarginalsFile } from './marginalsFile.ts'
import type { MarginalsCard } from './readCard.ts'
import { counted, grouped, short } from './text.ts'

export function describeMarginals({ site, clock, marginals, pieces, warnings }: MarginalsFile, { name, bytes, sha256 }: Fingerprint, milliseconds: number): MarginalsCard {
  const { grid } = marginals
  const events = eventsIn(marginals)
  const kept = Object.keys(recordsIn(marginals))
  return {
    ...{ kind: 'marginals', name, bytes, sha256, compressed: false, site, grid, clock, events, pieces: pieces.length },
    facts: [
      { keyword: 'site', value: `${site.name}: latitude ${site.latitudeDeg}°, longitude ${site.longitudeDeg}°, zenith up to ${site.zenithMaxDeg}°`, usedAs: 'the site' },
      { keyword: 'grid', value: `${grid.rings} × ${grid.cells}`, usedAs: 'rings of declination × cells of right ascension, of hour angle and of the clock' },
      { keyword: 'clock', value: clock, usedAs: 'the clock by which events were put in order' },
      { keyword: 'sky, local, rate', value: `${Number.isInteger(events) ? grouped(events) : short(events)} events`, usedAs: 'counts by place in the sky, by direction over the detector, by time' },
      ...(kept.length === 0 ? [] : [{ keyword: 'records', value: kept.join(', '), usedAs: 'kept for other methods and for tests of the fit' }]),
      { keyword: 'pieces', value: counted(pieces.length, 'piece'), usedAs: pieces.length === 1 ? 'put in as one' : 'added together, each once' },
    ],
    assumptions: [],
    warnings,
    milliseconds,
  }
}
