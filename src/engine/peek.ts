/** What is known of one place, from results already made. Never computes: the read-out follows the pointer. */
import type { MapPane, Recipe, Study } from '../study/document.ts'
import { of, type Graph, type Name, type Ref } from '../study/graph.ts'
import type { Intensity, Reading, Results, Smoothed, Spot } from '../study/results.ts'
import { multipoleName } from '../study/multipoleName.ts'
import { shownMaps } from '../study/shown.ts'
import { smoothedSigma, smoothedValue } from '../study/smoothed.ts'
import { pixelAt } from '../science/sphere/pixelAt.ts'
import { ringOf, ringsOf } from '../science/sphere/rings.ts'
import { radians } from '../science/units.ts'
import { keysOf } from './keys.ts'
import type { Vault } from './vault.ts'

/** The stages of the chain that may be on screen, the last first. */
const STAGES = ['smoothed', 'residual', 'intensity'] as const
/** Counts are drawn as they are, before smoothing. */
const STAGES_OF_COUNTS = ['residual', 'smoothed', 'intensity'] as const

/** The values behind a place on each of the maps that are shown, as they are displayed; undefined while nothing has been made. */
export const peek = (graph: Graph, vault: Vault, study: Study, place: Spot): readonly (Reading | undefined)[] => shownMaps(study).map(({ pane }) => readingOf(graph, vault, study, pane, place))

function readingOf(graph: Graph, vault: Vault, study: Study, { part, quantity, multipole }: MapPane, { alpha, delta }: Spot): Reading | undefined {
  const held = <K extends Name>(result: K, at?: string): Results[K] | undefined => heldOf(graph, vault, study, of(result, part, at))
  const stages = quantity === 'counts' ? STAGES_OF_COUNTS : STAGES
  const map = stages.map((stage) => held(stage)).find((made) => made !== undefined)
  if (map === undefined) return undefined
  const pixel = pixelAt(ringsOf(map.geometry), Math.sin(delta), Math.cos(delta), alpha)
  const seen = held('mask')?.seen[pixel]
  if (multipole !== undefined) {
    const value = held('multipole', multipoleName('after', multipole))?.value[pixel]
    return value === undefined ? undefined : { pixel, seen: seen !== 0, intensity: value }
  }

  const smooth = map === held('smoothed') ? (map as Smoothed) : undefined
  const intensity = smooth === undefined ? (map.value?.[pixel] ?? NaN) : smoothedValue(smooth, pixel)
  const sigma = smooth === undefined ? ('error' in map ? map.error?.[pixel] : undefined) : smoothedSigma(smooth, pixel)
  return {
    pixel,
    seen: seen === undefined ? !Number.isNaN(intensity) : seen === 1,
    intensity,
    ...known('counts', map.counts?.[pixel]),
    ...known('background', map.background?.[pixel]),
    ...known('sigma', sigma),
    ...known('significance', held('significance')?.value[pixel]),
    ...(seen === 0 ? hiddenBy(held('intensity'), maskOf(study, part), pixel) : {}),
  }
}

function maskOf({ parts, recipes }: Study, name: string): Recipe['mask'] | undefined {
  const part = parts[name]
  return part?.kind === 'sky' ? recipes[part.recipe]?.mask : undefined
}

/** Why the mask does not show a pixel: as `mask` decides. */
function hiddenBy(intensity: Intensity | undefined, mask: Recipe['mask'] | undefined, pixel: number): Pick<Reading, 'hidden' | 'background'> {
  if (intensity === undefined) return {} // the vault has let go of it
  if (!Number.isFinite(intensity.value[pixel])) return { hidden: 'noValue' }
  if (mask === undefined || !mask.on) return {}
  const rings = ringsOf(intensity.geometry)
  const sinDelta = rings.sinDelta[ringOf(rings, pixel)]
  const [south, north] = mask.declinationDeg.map((deg) => Math.sin(radians(deg))) as [number, number]
  if (sinDelta < south - 1e-12 || sinDelta > north + 1e-12) return { hidden: 'declination' }
  return { hidden: 'fewCounts', ...known('background', intensity.background?.[pixel]) }
}

function heldOf<K extends Name>(graph: Graph, vault: Vault, study: Study, ref: Ref<K>): Results[K] | undefined {
  try {
    return vault.held(keysOf(graph, study)(ref)) as Results[K] | undefined
  } catch {
    return undefined // not a sky, or not a sound study: nothing is known of it, and the request for it has said why
  }
}

const known = (name: string, value: number | undefined) => (value === undefined || Number.isNaN(value) ? {} : { [name]: value })
