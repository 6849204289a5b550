/** Where a result comes from, in words: what its sky was made from, every step that was taken, and the conventions its numbers follow. */
import { CLOCKS, clockOf } from './clockName.ts'
import type { Data, Id, Observation, ObservationsSource, Part, Reading, Recipe, Sky, Study } from './document.ts'
import { countsBehind } from './countsBehind.ts'
import { METHOD_DEFAULTS } from './methodDefaults.ts'
import { refName, type Name, type Ref } from './graph.ts'
import { hasErrors } from './wanted.ts'
import { version } from './version.ts'

/** Lines for the head of a file: title, version, inputs, recipe, conventions. Text from files is as it was: whoever writes it makes it visible. */
export function story(study: Study, ref: Ref): readonly string[] {
  const { part } = ref
  return [
    ...[`title: ${study.title}`, `made by: Anisky ${version}`, `result: ${refName(ref)}`],
    ...inputsOf(study, part).map((line) => `input: ${line}`),
    ...stepsInWords(study, ref).map((line) => `step: ${line}`),
    ...conventions(study, part).map((line) => `convention: ${line}`),
  ]
}

/** Every part a sky is made from, itself first. */
export function partsBehind(study: Study, sky: Id, seen: ReadonlySet<Id> = new Set()): readonly Part[] {
  const part = Object.hasOwn(study.parts, sky) ? study.parts[sky] : undefined
  if (part === undefined || seen.has(sky)) return []
  const before = new Set([...seen, sky])
  return [...new Set([part, ...namesIn(part).flatMap((name) => partsBehind(study, name, before))])]
}

function namesIn(part: Part): readonly Id[] {
  if (part.kind === 'data') return []
  if (part.kind === 'observation') return [countsBehind(part).id]
  const { source } = part
  switch (source.from) {
    case 'map':
      return [source.counts, source.background, source.intensity, source.error].flatMap((column) => (column === undefined ? [] : [column.data]))
    case 'observations':
      return source.observations
    case 'difference':
      return source.of
    default:
      return []
  }
}

function inputsOf(study: Study, sky: Id): readonly string[] {
  return partsBehind(study, sky).flatMap((part) => (part.kind === 'data' ? [fileInWords(part)] : part.kind === 'observation' ? [observationInWords(part)] : skyInWords(part)))
}

const fileInWords = ({ origin, reading }: Data): string =>
  `file ${origin.name}, ${origin.bytes} bytes, SHA-256 ${origin.sha256}; read as ${readingInWords(reading)}`

function readingInWords(reading: Reading): string {
  switch (reading.as) {
    case 'healpix':
      return [reading.ordering.toUpperCase(), reading.frame, ...(reading.zeroIsUnseen ? ['zeros unseen'] : [])].join(', ')
    case 'localMaps': {
      const { site, azimuth, binTime, firstBinDeg } = reading
      return `local maps of ${site.name}, latitude ${site.latitudeDeg} and longitude ${site.longitudeDeg} degrees, zenith angles to ${site.zenithMaxDeg}, azimuth ${azimuth}, time of a bin its ${binTime}, first bin at ${firstBinDeg}`
    }
    case 'curve':
      return 'a table of C_l'
    case 'marginals':
      return 'an observation'
  }
}

function observationInWords({ site, counts }: Observation): string {
  switch (counts.from) {
    case 'mock':
      return `mock counts of ${site.name}, ${counts.events} events expected, ${counts.expectation === true ? 'without chance' : `seed ${counts.seed}`}: not data`
    case 'file':
      return `counts of ${site.name}`
    case 'redrawn':
      return `counts of ${site.name} drawn anew (${counts.how}), seed ${counts.seed}: not data`
  }
}

function skyInWords({ source }: Sky): readonly string[] {
  if (source.from === 'harmonics') return [`synthetic sky, power spectrum drawn with seed ${source.power.seed}: not data`]
  if (source.from !== 'map' || source.nside === undefined) return []
  const joined = source.counts === undefined ? 'intensities averaged over the known pixels, errors as those of the mean' : 'counts and expectations summed, pixels that are seen in part left out'
  return [`columns brought to NSIDE ${source.nside}: ${joined}`]
}

type Card = 'mask' | 'subtract' | 'smooth'

/** The cards of the recipe that a result has behind it. */
function cardsBehind({ result, at }: Ref): readonly Card[] {
  const counts: readonly Card[] = ['mask', 'subtract']
  const cards: { readonly [K in Name]?: readonly Card[] } = {
    ...{ mask: ['mask'], fit: ['mask'], dipole: ['mask'], noise: ['mask'], residual: counts, profile: counts },
    ...{ harmonics: at === 'before' ? ['mask'] : counts, spectrum: at === 'before' ? ['mask'] : counts },
    ...{ smoothed: [...counts, 'smooth'], significance: [...counts, 'smooth'], display: at === 'relativeIntensity' || at === 'significance' ? [...counts, 'smooth'] : counts },
  }
  return cards[result] ?? []
}

/** What the recipe did on the way to a result. */
function stepsInWords(study: Study, ref: Ref): readonly string[] {
  const part = study.parts[ref.part]
  const recipe = part?.kind === 'sky' ? study.recipes[part.recipe] : undefined
  if (recipe === undefined) return []
  const words = { mask: () => maskInWords(recipe), subtract: () => subtractionInWords(recipe, study, ref.part), smooth: () => smoothingInWords(recipe) }
  return cardsBehind(ref).flatMap((card) => (recipe[card].on ? [words[card]()] : []))
}

const maskInWords = ({ mask: { declinationDeg: [south, north], minimumCounts } }: Recipe): string =>
  `masked: only declination ${south} to ${north} degrees${minimumCounts > 0 ? `, and at least ${minimumCounts} counts in a pixel,` : ''} is looked at`

const smoothingInWords = ({ smooth: { radiusDeg } }: Recipe): string => `smoothed with a top-hat of ${radiusDeg} degrees radius, counts and expectation apart where there are any`

const subtractionInWords = ({ subtract: { degrees, zonal } }: Recipe, study: Study, sky: Id): string =>
  `subtracted: l = ${degrees.join(', ')}, ${zonal ? 'm = 0 too' : 'm not 0'}, of one fit with ${WEIGHTS[weightsOf(study, sky)]}`

const WEIGHTS = { counts: 'pixels weighted by their expected counts', errors: 'pixels weighted by their errors', equal: 'all pixels weighted alike' } as const

/** What a fit to a sky weights its pixels by. */
export function weightsOf(study: Study, sky: Id): keyof typeof WEIGHTS {
  const part = study.parts[sky]
  const source = part?.kind === 'sky' ? part.source : undefined
  if (source?.from === 'observations' || (source?.from === 'map' && source.counts !== undefined)) return 'counts'
  return hasErrors(study, sky) ? 'errors' : 'equal'
}

const RING_MEAN = 'counts compared with the mean of their ring of declination'
const ZONAL = 'what depends on declination alone (m = 0 of every l) is not measured'

/** How a sky was found of counts, and what that hides. */
function methodInWords({ method, passes, ...own }: ObservationsSource): string {
  const { windows, draws, seed, halfOpeningDeg } = { ...METHOD_DEFAULTS, ...own }
  const inWindows = windows === 1 ? '' : `, ${windows} windows a day`
  switch (method) {
    case 'likelihood':
      return `sky, rates and acceptance found together by maximum likelihood, ${passes === undefined ? 'to convergence' : `${passes} passes of the plain iteration`}: ${ZONAL}`
    case 'directIntegration':
      return `counts compared with rate times acceptance by direct integration${inWindows}: ${ZONAL}, and of long waves only a part`
    case 'scrambling':
      return `counts compared with the mean of ${draws} skies of exchanged times${inWindows}, seed ${seed}: ${ZONAL}, and of long waves only a part`
    case 'forwardBackward':
      return `counts ahead of the meridian compared with those behind it, ${halfOpeningDeg} degrees on either side, band by band: ${ZONAL}`
    case 'absolute':
      return 'counts compared with a rate and an acceptance that are taken for known'
    case 'ringMean':
      return `${RING_MEAN}: ${ZONAL}`
  }
}

/** How the numbers are meant: what counts were compared with, what is not measured, which way angles run. */
function conventions(study: Study, sky: Id): readonly string[] {
  const part = study.parts[sky]
  const source = part?.kind === 'sky' ? part.source : undefined
  const ringMean = `${RING_MEAN}: ${ZONAL}`
  const reference = {
    background: source?.from === 'map' && source.backgroundMade === 'independent' ? `counts compared with an independent background, exposure on / off ${source.alpha}` : 'counts compared with a background made from the same data: it contains the on-region',
    ringMean,
    mapMean: 'counts compared with the mean of the map',
  }
  const clock = clockOf(study, sky)
  return [
    ...(clock === 'sidereal' ? [] : [`events are in order by ${CLOCKS[clock].time}: what stands for right ascension is its hours, 15 degrees each, by which the stars turn in a year`]),
    ...(source?.from === 'observations' ? [methodInWords(source)] : source?.from === 'map' && source.counts !== undefined ? [reference[source.reference]] : []),
    'relative intensity is I / <I> - 1, dimensionless; right ascension and declination equatorial (ICRS / J2000), degrees where a name says deg',
  ]
}
