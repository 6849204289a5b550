/** What the page must show of a study, as results, the most visible first. */
import { madeObservation } from './countsBehind.ts'
import { OBSERVED, placeOf, truthId } from './desks.ts'
import type { Id, Quantity, Study } from './document.ts'
import { of, refName, type Ref } from './graph.ts'
import { linesOver, mapsOf, pictureOf, shownMaps } from './shown.ts'

export function wanted(study: Study): readonly Ref[] {
  const shown = shownMaps(study).map(({ pane }) => pane)
  const refs: Ref[] = shown.map(pictureOf)
  // Without an outline unseen sky in white would be taken for zero.
  for (const pane of shown) if (study.view.unseen === 'white' || (study.view.compare.oneScale ? shown[0]! : pane).scale.zeroContour) refs.push(linesOver(pane))
  // The panels speak of the first map, also where its difference from another stands in its place.
  for (const { pane } of mapsOf(study).slice(0, 1)) refs.push(pictureOf(pane), of('dipole', pane.part))
  // The read-out names the significance of a place whatever the map shows; of many small maps it tells only what they show.
  for (const { part } of shown.slice(0, 2)) if (hasErrors(study, part)) refs.push(of('display', part, 'significance'))
  const rank = { map: 0, profile: 1, spectrum: 2 }
  for (const pane of [...study.view.panes].sort((a, b) => rank[a.kind] - rank[b.kind])) {
    if (pane.kind === 'profile') for (const sky of pane.shows) refs.push(of('profile', sky))
    else if (pane.kind === 'spectrum') for (const name of pane.shows) refs.push(...spectraOf(study, name))
  }
  if (placeOf(study) === 'observe') refs.push(...observedOf(study))
  return [...new Map(refs.map((ref) => [refName(ref), ref])).values()]
}

/** What the Observe place shows beside its maps: rates of each detector, how the sky was found, and both skies in multipoles. */
function observedOf(study: Study): readonly Ref[] {
  const found = study.parts[OBSERVED.found]
  if (found?.kind !== 'sky' || found.source.from !== 'observations') return []
  const { observations, bootstrap } = found.source
  const clocks = study.view.fourClocks === true ? observations.slice(0, 1).map((one) => of('clocks', madeObservation(study, one))) : []
  const multipoles = [truthId(study), OBSERVED.found].map((sky) => of('harmonics', sky, 'before'))
  return [...observations.map((one) => of('rates', one)), of('convergence', OBSERVED.found), of('dipoles', OBSERVED.found), ...multipoles, of('noise', OBSERVED.found), ...(bootstrap === undefined ? [] : [of('bootstrap', OBSERVED.found)]), ...clocks]
}

/** What a spectrum shows of a part: a sky's own spectra, or a curve from a file. */
const spectraOf = (study: Study, name: Id): readonly Ref[] =>
  study.parts[name]?.kind === 'data' ? [of('curve', name)] : [of('spectrum', name, 'before'), of('spectrum', name, 'after'), of('noise', name)]

/** Whether a sky has this quantity: counts need counts, significance needs counts or errors. */
export function hasQuantity(study: Study, sky: Id, quantity: Quantity): boolean {
  if (quantity !== 'counts') return quantity === 'relativeIntensity' || hasErrors(study, sky)
  const part = study.parts[sky]
  return part?.kind === 'sky' && (part.source.from === 'observations' || (part.source.from === 'map' && part.source.counts !== undefined))
}

/** Whether a sky knows how uncertain it is: from counts, or from errors that a file states. */
export function hasErrors(study: Study, sky: Id, above: readonly Id[] = []): boolean {
  const part = study.parts[sky]
  if (part?.kind !== 'sky' || above.includes(sky)) return false
  const { source } = part
  if (source.from === 'map') return source.counts !== undefined || source.error !== undefined
  if (source.from === 'difference') return source.of.every((one) => hasErrors(study, one, [...above, sky]))
  return source.from === 'observations'
}
