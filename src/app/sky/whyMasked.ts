/** Why a place of the sky is not shown, in words: from the study and from what is known of the pixel. */
import { degreesText, quantity as countText, signedDegreesText } from '../../drawing/format.ts'
import { degrees, radians } from '../../science/units.ts'
import type { Data, Id, MapSource, Site, Study } from '../../study/document.ts'
import type { Reading } from '../../study/results.ts'

type Known = Pick<Reading, 'seen' | 'hidden' | 'background'>

/**
 * One sentence without its full stop; undefined of a place that is seen, and where nothing is known of it yet.
 *
 * @param delta  declination of the place
 */
export function whyMasked(study: Study, sky: Id, delta: number, { seen, hidden, background }: Known): string | undefined {
  if (seen || hidden === undefined) return undefined
  const part = own(study.parts, sky)
  const mask = part?.kind === 'sky' ? own(study.recipes, part.recipe)?.mask : undefined
  if (hidden === 'declination' && mask !== undefined) {
    const [south, north] = mask.declinationDeg
    return `masked by the recipe: only declinations from ${signedDegreesText(radians(south), 0)} to ${signedDegreesText(radians(north), 0)} are kept`
  }
  if (hidden === 'fewCounts' && mask !== undefined) {
    return `masked by the recipe: ${background === undefined ? 'fewer' : `${countText(background)} counts are expected, fewer`} than ${countText(mask.minimumCounts)}`
  }
  return whyNoValue(study, sky, delta)
}

/** Why a sky has no value somewhere, by where it comes from. */
function whyNoValue(study: Study, name: Id, delta: number, above: readonly Id[] = []): string {
  const part = own(study.parts, name)
  if (part?.kind !== 'sky' || above.includes(name)) return 'there is no value here'
  const { source } = part
  if (source.from === 'observations') return outOfView(source.observations.flatMap((o) => siteOf(study, o)), delta)
  if (source.from === 'map') return notInFile(study, source, delta)
  if (source.from === 'harmonics') return 'there is no value here'
  const reasons = [...new Set(source.of.map((one) => whyNoValue(study, one, delta, [...above, name])))]
  return `one of the two maps has no value here: ${reasons.join('; or ')}`
}

function siteOf(study: Study, name: Id): readonly Site[] {
  const part = own(study.parts, name)
  return part?.kind === 'observation' ? [part.site] : []
}

/** At its highest a place stands |δ − Φ| from the zenith: beyond the cut of every site nobody sees it. */
function outOfView(sites: readonly Site[], delta: number): string {
  const visible = sites.some(({ latitudeDeg, zenithMaxDeg }) => zenithAtBest(latitudeDeg, delta) <= zenithMaxDeg)
  if (sites.length === 0 || visible) return 'no counts are expected here'
  const who = sites.length === 1 ? 'outside the field of view' : 'outside all fields of view'
  const each = sites.map(({ latitudeDeg, zenithMaxDeg }, i) => {
    const [away, latitude] = [degreesText(radians(zenithAtBest(latitudeDeg, delta)), 0), signedDegreesText(radians(latitudeDeg), 0)]
    return `${away} ${i === 0 ? 'from the zenith at latitude' : 'at'} ${latitude} (${i === 0 ? 'cut ' : ''}${Number(zenithMaxDeg.toPrecision(3))}°)`
  })
  return `${who}: δ = ${signedDegreesText(delta, 0)} stays ${each.join(', ')}`
}

const zenithAtBest = (latitudeDeg: number, delta: number): number => Math.abs(degrees(delta) - latitudeDeg)

function notInFile(study: Study, source: MapSource, delta: number): string {
  const files = (['counts', 'background', 'intensity', 'error'] as const).flatMap((role) => source[role]?.data ?? []).map((id) => own(study.parts, id)).filter((part): part is Data => part?.kind === 'data')
  // Local maps become a sky by the zenith cut of their site.
  const sites = files.flatMap(({ reading }) => (reading.as === 'localMaps' ? [reading.site] : []))
  if (sites.length > 0) return outOfView(sites.slice(0, 1), delta)
  const zero = files.some(({ reading }) => reading.as === 'healpix' && reading.zeroIsUnseen) ? ', or a zero, which the read card takes as unobserved' : ''
  const expected = source.counts === undefined ? '' : source.reference === 'background' ? ', or expects no counts here' : source.reference === 'ringMean' ? ', or counted nothing on the whole ring' : ''
  return `the file has no value here${zero}${expected}`
}

const own = <T>(table: { readonly [id: Id]: T }, name: Id): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined)
