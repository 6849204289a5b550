import type { ReadCard } from '../../formats/readCard.ts'
import { geometryName, pixelCount } from '../../science/sphere/rings.ts'
import { degrees } from '../../science/units.ts'
import type { MapSource, MethodName, Observation, Study } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { declinationRange, scientific } from '../numbers.ts'
import { dataOf, recipeOf, skyOf } from '../seen.ts'
import type { Row } from '../widgets/Rows.tsx'

export interface DataSummary {
  /** The grid of pixels, once known. */
  readonly grid: string | undefined
  /** One line: what this is. */
  readonly made: string
  readonly rows: readonly Row[]
  /** What the values are compared with, and what that takes for granted. */
  readonly reference: string
}

const RING_MEAN =
  'Each declination ring is compared with its own mean. This assumes that over the whole exposure every right ascension of a ring was watched alike; whatever varies with declination alone is lost.'

const RATE_TIMES_ACCEPTANCE =
  'Counts are compared with rate × acceptance of the same events, the first step of the likelihood. Away from the Poles the dipole is underestimated, and what varies with declination alone is lost.'

/** What counts of observations are compared with, by each method. */
const FOUND_BY: { readonly [M in MethodName]: string } = {
  ringMean: RING_MEAN,
  directIntegration: 'Rate × acceptance, both averages of the same counts (direct integration). It keeps m ≠ 0 only in part: of a dipole a mid-latitude detector keeps 10 to 40 %.',
  scrambling: 'The mean of skies whose events were given each other’s times. Its expectation is that of direct integration.',
  likelihood: 'Rate × acceptance, found together with the sky as what makes the counts most probable. What varies with declination alone goes to the acceptance: a_l0 = 0.',
  forwardBackward: 'Nothing: counts ahead of the meridian are compared with those behind it, band by band.',
  absolute: 'What a detector without flaws would count of a sky without structure.',
}

/** What the first card says of the sky that is shown. */
export function dataSummary(study: Study, display: Display | undefined, card: ReadCard | undefined): DataSummary {
  const { made, events, reference } = origin(study, card, display?.ringMeanRemoved)
  const rows: Row[] = []
  if (events !== undefined) rows.push({ name: 'events', value: scientific(events) })
  if (skyOf(study) !== undefined) rows.push({ name: recipeOf(study)?.mask.on ? 'inside the mask' : 'field of view', value: display === undefined ? '…' : fieldOfView(display) })
  if (isRegraded(study) && display !== undefined) rows.push({ name: 'pixels used', value: pixelsUsed(display) })
  return { grid: display && geometryName(display.geometry), made, rows, reference }
}

/** Whether the pixels of the shown map are others than those of its files: then it is said how many of them all files see. */
function isRegraded(study: Study): boolean {
  const source = skyOf(study)?.source
  return source?.from === 'map' && source.nside !== undefined
}

/** Of HEALPix pixels, which are all of one size. */
function pixelsUsed({ geometry, skyFraction }: Display): string {
  const pixels = pixelCount(geometry)
  return `${Math.round(skyFraction * pixels).toLocaleString('en')} of ${pixels.toLocaleString('en')}`
}

function fieldOfView({ declination: [south, north], skyFraction }: Display): string {
  return `${declinationRange([degrees(south), degrees(north)])} (${Math.round(100 * skyFraction)} %)`
}

/** The files a map is made of. */
const namesOf = ({ parts }: Study, { counts, intensity, background, error }: MapSource): readonly string[] =>
  [...new Set([counts, intensity, background, error].flatMap((column) => column?.data ?? []))].flatMap((id) => (parts[id]?.kind === 'data' ? [parts[id].origin.name] : []))

interface Origin {
  readonly made: string
  readonly events?: number | undefined
  readonly reference: string
}

function origin(study: Study, card: ReadCard | undefined, ringMeanRemoved?: boolean): Origin {
  const source = skyOf(study)?.source
  switch (source?.from) {
    case 'map':
      return {
        made: namesOf(study, source).join(' and ') || 'a file',
        events: source.counts === undefined ? undefined : card?.columns[source.counts.column]?.sum,
        reference: (dataOf(study)?.data.reading.as === 'localMaps' && source.reference === 'background' ? RATE_TIMES_ACCEPTANCE : referenceOf(source, ringMeanRemoved)) + gradingOf(source),
      }
    case 'observations': {
      const observed = source.observations.map((id) => study.parts[id]).filter((part): part is Observation => part?.kind === 'observation')
      const names = observed.map(({ site, counts }) => (counts.from === 'file' ? site.name : `${site.name}, seed ${counts.seed}`))
      const synthetic = observed.every(({ counts }) => counts.from !== 'file')
      const events = observed.reduce((sum, { counts }) => sum + (counts.from === 'mock' ? counts.events : NaN), 0)
      return { made: `${synthetic ? 'synthetic: ' : ''}${names.join('; ')}`, events: Number.isNaN(events) ? undefined : events, reference: FOUND_BY[source.method] }
    }
    case 'harmonics':
      return { made: `synthetic sky, seed ${source.power.seed}`, reference: 'The true relative intensity, without an observatory.' }
    case 'difference':
      return { made: `difference of ${source.of.join(' and ')}`, reference: 'One relative intensity minus another.' }
    case undefined:
      return { made: 'nothing yet', reference: '' }
  }
}

/** What became of pixels that were joined, and which of them are left out. */
const gradingOf = ({ nside, counts }: MapSource): string =>
  nside === undefined ? ''
  : counts === undefined ? ` Finer pixels were averaged to NSIDE ${nside}.`
  : ` Counts of finer pixels were summed to NSIDE ${nside}; a pixel is used where all of it was seen in every file.`

/** @param ringMeanRemoved  as the map says, once it is made */
export function referenceOf(source: MapSource, ringMeanRemoved = source.reference === 'ringMean'): string {
  if (source.counts === undefined) return 'The file gives the relative intensity itself; how its reference was made is not known here.'
  switch (source.reference) {
    case 'background':
      return source.backgroundMade === 'sameData'
        ? `Counts are compared with the background column, made from the same data${ringMeanRemoved ? ': what varies with declination alone is lost' : ''}.`
        : `Counts are compared with an independent background, exposed ${scientific(1 / source.alpha)} times as long.`
    case 'ringMean':
      return RING_MEAN
    case 'mapMean':
      return 'Counts are compared with the mean of the whole map. This assumes an exposure that is the same in every direction.'
  }
}
