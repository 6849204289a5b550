/** The read card of local maps: what was read, and what the counts on the sky will be compared with. */
import type { Fingerprint } from './describeFile.ts'
import type { LocalMapsFile } from './localMaps.ts'
import type { ColumnCard, ReadCard } from './readCard.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { degrees } from '../science/units.ts'
import { grouped } from './text.ts'

/** @param events  by local ring, counted from the zenith */
export function describeLocalMaps(file: LocalMapsFile, { name, bytes, sha256 }: Fingerprint, events: readonly number[], milliseconds: number): ReadCard {
  const total = events.reduce((sum, n) => sum + n, 0)
  const column = { unit: '', format: 'D', min: NaN, max: NaN, sum: total, integers: Number.isInteger(total), negative: 0, zero: 0, unseen: 0 }
  const columns: ColumnCard[] = [
    { ...column, index: 0, name: 'counts', guess: 'counts', because: `the events of ${file.bins} time bins, placed on the sky` },
    { ...column, index: 1, name: 'expectation', integers: false, guess: 'background', because: 'rate × acceptance of the same events' },
  ]
  return {
    ...{ name, bytes, sha256, columns, milliseconds },
    compressed: file.compressed,
    geometry: { kind: 'healpix', nside: file.nside },
    ordering: 'ring',
    orderingStated: true,
    frame: 'equatorial',
    frameStated: true,
    facts: [{ keyword: 'time bins', value: grouped(file.bins), usedAs: `${360 / file.bins}° of sidereal time each` }, ...file.facts],
    assumptions: [...file.assumptions, EXPECTATION],
    warnings: [...file.warnings, ...(file.site === undefined ? [UNSTATED] : [])],
    zerosLookUnseen: false,
    local: { bins: file.bins, events, seenToDeg: seenTo(events), sites: file.sites, site: file.site },
  }
}

/** Up to the lowest ring with events, in whole degrees. */
function seenTo(events: readonly number[]): number {
  const { sinDelta } = ringsOf({ kind: 'healpix', nside: (events.length + 1) / 4 })
  const last = events.findLastIndex((n) => n > 0)
  return Math.min(90, Math.ceil(degrees(Math.acos(sinDelta[Math.max(0, last)]))))
}

const UNSTATED = 'The files do not say where the detector stands: until you choose its site on this card, the map is a guess.'

const EXPECTATION =
  'Counts are compared with rate × acceptance of the same events, the first step of the likelihood: the dipole is underestimated, and what varies with declination alone is lost. The likelihood reconstruction, which is still to come in Observe, refines it.'
