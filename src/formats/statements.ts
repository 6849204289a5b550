/** What a file says of its NSIDE, of the order of its pixels and of its coordinates, in the words of many programs; what it leaves unsaid is assumed, and told. */
import { type CardValue } from './fitsHeader.ts'
import type { Fact } from './readCard.ts'
import { refuse } from './refusals.ts'

export type Ordering = 'ring' | 'nested'
export type Frame = 'equatorial' | 'galactic' | 'ecliptic'

/** Sentences and facts gathered while reading. */
export interface Notes {
  readonly facts: Fact[]
  readonly assumptions: string[]
  readonly warnings: string[]
}

export const noNotes = (): Notes => ({ facts: [], assumptions: [], warnings: [] })

/** A header, or the comments of a text: keywords in capitals with what they say. */
export interface Statements {
  readonly values: ReadonlyMap<string, CardValue>
  /** Behind a keyword on the read card: where it was found, if not in the usual place. */
  readonly suffix?: string
}

/** Who speaks: for sentences. */
export interface Speaker {
  /** "The file", "A NumPy array" */
  readonly subject: string
  /** "HEALPix table", to follow "This". */
  readonly kind: string
  /** "card", "comment": what a keyword stands in. */
  readonly place: string
}

const FITS: Speaker = { subject: 'The file', kind: 'HEALPix table', place: 'card' }

const wordOf = ({ values }: Statements, keyword: string): string => String(values.get(keyword) ?? '').trim().toUpperCase()

export function orderingOf(statements: Statements, { facts, assumptions }: Notes, { subject, kind, place } = FITS): { ordering: Ordering; orderingStated: boolean } {
  const word = wordOf(statements, 'ORDERING')
  if (word === '') {
    assumptions.push(`${subject} does not say how its pixels are ordered (no ORDERING ${place}): ring order was assumed.`)
    return { ordering: 'ring', orderingStated: false }
  }
  if (word === 'NUNIQ') {
    throw refuse('This is a multi-order HEALPix map (ORDERING = NUNIQ); only maps with one NSIDE are read.', 'Flatten it to one NSIDE first, for example with ligo-skymap-flatten.')
  }
  const ordering = word === 'RING' ? 'ring' : word === 'NESTED' || word === 'NEST' ? 'nested' : undefined
  if (ordering === undefined) throw refuse(`This ${kind} says ORDERING = '${word}', which is neither RING nor NESTED, so its pixels have no known place.`, `Correct the ORDERING ${place}.`)
  facts.push({ keyword: 'ORDERING', value: word, usedAs: `${ordering} order` })
  return { ordering, orderingStated: true }
}

const EQUATORIAL = ['C', 'Q', 'CEL', 'CELESTIAL', 'EQ', 'EQU', 'EQUATORIAL', 'RADEC', 'ICRS', 'GCRS', 'FK5', 'J2000']
const GALACTIC = ['G', 'GAL', 'GALACTIC']
const ECLIPTIC = ['E', 'ECL', 'ECLIPTIC', 'BARYCENTRICTRUEECLIPTIC', 'BARYCENTRICMEANECLIPTIC']
const FRAMES: ReadonlyMap<string, Frame> = new Map([...EQUATORIAL.map((word) => [word, 'equatorial'] as const), ...GALACTIC.map((word) => [word, 'galactic'] as const), ...ECLIPTIC.map((word) => [word, 'ecliptic'] as const)])

/** Frames that have a name, but are none of the three: [words, "in …", what to do]. */
const FOREIGN: readonly (readonly [RegExp, string, string])[] = [
  [/^(L|LOC|LOCAL|H|HOR|HORIZON|HORIZONTAL|ALTAZ|AZEL|DETECTOR)$/, 'in local (horizon) coordinates (§), which turn with the Earth; only maps of the sky are read', 'Open the map in equatorial coordinates.'],
  [/^(FK4|B1950)$/, 'in the coordinates of 1950 (§), which lie half a degree away from those of J2000', "Turn it to J2000 first; in Python: astropy's SkyCoord(…, frame='fk4').icrs."],
  [/^(SG|SUPERGAL|SUPERGALACTIC)$/, 'in supergalactic coordinates (§), which are not known here', 'Turn it to equatorial or Galactic coordinates first.'],
]

/** As healpy writes it, then as cra-ahlers-llh and others do. */
const KEYWORDS = ['COORDSYS', 'COORDS', 'SKYCOORD', 'COORD', 'FRAME', 'SKYFRAME', 'RADESYS', 'RADECSYS']

/**
 * The frame of a map: the first keyword with a known word, in the order of the places.
 *
 * @param places  where to look, the table before the first header
 */
export function frameOf(places: readonly Statements[], { facts, assumptions }: Notes, { subject, kind, place } = FITS): { frame: Frame; frameStated: boolean } {
  const unknown: string[] = []
  for (const statements of places) {
    for (const name of KEYWORDS) {
      const word = wordOf(statements, name)
      const keyword = name + (statements.suffix ?? '')
      const said = `${name} = '${word}'`
      const foreign = FOREIGN.find(([words]) => words.test(word))
      if (foreign !== undefined) throw refuse(`This ${kind === FITS.kind ? 'HEALPix map' : kind} is ${foreign[1].replace('§', said)}.`, foreign[2])
      const frame = FRAMES.get(word)
      if (frame !== undefined) {
        facts.push({ keyword, value: word, usedAs: `${frame} coordinates` })
        return { frame, frameStated: true }
      }
      if (word === '') continue
      facts.push({ keyword, value: word, usedAs: 'not understood' })
      unknown.push(said)
    }
  }
  assumptions.push(`${subject} does not say in which coordinates it is (${unknown[0] ?? `no COORDSYS ${place}`}): equatorial was assumed.`)
  return { frame: 'equatorial', frameStated: false }
}

/** What NSIDE is said to be, if anything is. */
export function statedNside({ values }: Statements, { kind, place } = FITS): number | undefined {
  const stated = values.get('NSIDE')
  if (stated === undefined) return undefined
  if (typeof stated === 'number' && Number.isInteger(stated) && stated >= 1 && stated <= 2 ** 29) return stated
  throw refuse(`This ${kind} says NSIDE = ${String(stated)}; NSIDE is a whole number from 1 up, so its pixels have no known place.`, `Correct the NSIDE ${place}.`)
}

/** Throws unless pixels can be ordered so: the nested order exists for powers of two only. */
export function demandOrder(nside: number, ordering: Ordering, { kind, place } = FITS): void {
  if (ordering === 'ring' || (nside & (nside - 1)) === 0) return
  throw refuse(
    `This ${kind} says ORDERING = NESTED with NSIDE = ${nside}, which is not a power of two; the nested order exists for powers of two only.`,
    `If the pixels are in ring order, correct the ORDERING ${place} to RING.`,
  )
}

/** nside of 12 nside² pixels; undefined for other numbers. */
export function nsideOf(pixels: number): number | undefined {
  const nside = Math.round(Math.sqrt(pixels / 12))
  return nside >= 1 && 12 * nside ** 2 === pixels ? nside : undefined
}
