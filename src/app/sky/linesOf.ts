/** What is to be drawn over a map: what the view asks for, of the sky that is shown. */
import { observedRange } from '../../drawing/observedRange.ts'
import type { OverlayOptions, Site } from '../../drawing/overlays.ts'
import { clockOf } from '../../study/clockName.ts'
import type { Id, Overlay, Study, View } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'

export function linesOf({ overlays, marks }: Pick<View, 'overlays' | 'marks'>, sites: readonly Site[], display: Display | undefined): OverlayOptions {
  const { geometry, declination, min, places } = display ?? {}
  const seen = geometry === undefined || declination === undefined ? {} : { observed: observedRange(geometry, declination) }
  return { overlays, marks, sites, ...seen, ...(places === undefined || !Number.isFinite(min) ? {} : { extremes: places }) }
}

/** By another clock than the stars’ a map has no directions of the sky: over it lies only what is its own. */
export const overlaysOver = (overlays: View['overlays'], parts: Study['parts'], sky: Id): View['overlays'] => (clockOf({ parts }, sky) === 'sidereal' ? overlays : overlays.filter((one) => ITS_OWN.includes(one)))

const ITS_OWN: readonly Overlay[] = ['fieldOfView', 'extremes']

/** The detectors whose counts a sky is made of. */
export function sitesOf(parts: Study['parts'], sky: Id, above: readonly Id[] = []): readonly Site[] {
  const part = parts[sky]
  if (part?.kind !== 'sky' || above.includes(sky)) return []
  const { source } = part
  if (source.from === 'difference') return [...new Set(source.of.flatMap((one) => sitesOf(parts, one, [...above, sky])))]
  if (source.from !== 'observations') return []
  return source.observations.map((name) => parts[name]).flatMap((observation) => (observation?.kind === 'observation' ? [observation.site] : []))
}
