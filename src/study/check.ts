/** Is this a study? Every number clamped to what makes sense, unknown keys dropped, every complaint in plain words. */
import * as v from 'valibot'
import { AZIMUTH_NAMES } from '../science/sphere/localAzimuth.ts'
import { BOUNDS } from './bounds.ts'
import { countsBehind } from './countsBehind.ts'
import type { Part, Study } from './document.ts'
import { defaultCamera, defaultCompare, defaultOverlays, defaultRecipe, defaultScale, seededStudy } from './seeded.ts'

export interface Checked {
  /** The study, repaired where a setting could be replaced by its default; undefined where it could not. */
  readonly study: Study | undefined
  /** What was not understood, one sentence each. */
  readonly complaints: readonly string[]
}

const between = (low: number, high: number) => v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high))
const whole = (low: number, high: number) => v.pipe(between(low, high), v.integer())
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const id = v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]{0,39}$/))
const ascending = (low: number, high: number) => v.pipe(v.tuple([between(low, high), between(low, high)]), v.check(([a, b]) => a < b, 'the first must be below the second'))
const seed = whole(0, 4294967295)
const nside = v.picklist([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
const column = v.object({ data: id, column: whole(0, 999) })

const site = v.object({ name: text(80), latitudeDeg: between(...BOUNDS.latitudeDeg), longitudeDeg: between(...BOUNDS.longitudeDeg), zenithMaxDeg: between(...BOUNDS.zenithMaxDeg) })

const data = v.object({
  kind: v.literal('data'),
  origin: v.object({ name: text(255), bytes: whole(0, Number.MAX_SAFE_INTEGER), sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  reading: v.variant('as', [
    v.object({
      as: v.literal('healpix'),
      ordering: v.picklist(['ring', 'nested']),
      frame: v.picklist(['equatorial', 'galactic', 'ecliptic']),
      epoch: v.union([v.literal('ofDate'), between(...BOUNDS.epoch)]),
      zeroIsUnseen: v.boolean(),
    }),
    v.object({ as: v.literal('localMaps'), site, azimuth: v.picklist(AZIMUTH_NAMES), binTime: v.picklist(['lowerEdge', 'centre']), firstBinDeg: between(...BOUNDS.firstBinDeg) }),
    v.object({ as: v.literal('curve') }),
    v.object({ as: v.literal('marginals') }),
  ]),
})

const grid = v.object({ rings: whole(4, 720), cells: v.pipe(whole(8, 720), v.multipleOf(2)) })

const wave = { amplitude: between(0, 1) }
const liveTime = v.object({
  daysOfYear: v.exactOptional(ascending(0, 366)),
  daily: v.exactOptional(v.object({ ...wave, hour: between(0, 24) })),
  seasonal: v.exactOptional(v.object({ ...wave, day: between(0, 366) })),
  gapHours: v.exactOptional(ascending(0, 24)),
})

const observation = v.pipe(
  v.object({
    kind: v.literal('observation'),
    site,
    nside: v.exactOptional(nside),
    grid: v.exactOptional(grid),
    clock: v.exactOptional(v.picklist(['sidereal', 'solar', 'antiSidereal', 'extendedSidereal'])),
    counts: v.variant('from', [
      v.object({
        from: v.literal('mock'),
        sky: id,
        acceptance: v.object({
          zenithPower: between(0, 20),
          absorption: between(0, 50),
          azimuth: v.exactOptional(v.pipe(v.array(v.object({ m: whole(1, 8), amplitude: between(-0.9, 0.9), azimuthDeg: between(-360, 360) })), v.maxLength(8))),
          tilt: v.exactOptional(between(-0.9, 0.9)),
        }),
        liveTime: v.exactOptional(liveTime),
        events: between(1, 1e15),
        seed,
        expectation: v.exactOptional(v.boolean()),
        solarDipole: v.exactOptional(between(-0.1, 0.1)),
      }),
      v.object({ from: v.literal('file'), data: id }),
      v.object({ from: v.literal('redrawn'), observation: id, how: v.picklist(['scrambled', 'isotropic', 'resampled']), seed }),
    ]),
  }),
  v.check(({ nside: pixels, grid: ofRings }) => (pixels === undefined) !== (ofRings === undefined), 'counts are kept in HEALPix pixels or on a ring grid: one of the two'),
)

const source = v.variant('from', [
  v.object({
    from: v.literal('map'),
    counts: v.exactOptional(column),
    background: v.exactOptional(column),
    intensity: v.exactOptional(column),
    intensityIs: v.picklist(['deviation', 'ratio']),
    error: v.exactOptional(column),
    reference: v.picklist(['background', 'ringMean', 'mapMean']),
    backgroundMade: v.picklist(['sameData', 'independent']),
    alpha: between(1e-9, 1e3),
    nside: v.exactOptional(whole(1, 8192)),
  }),
  v.object({
    from: v.literal('observations'),
    observations: v.pipe(v.array(id), v.minLength(1), v.maxLength(20)),
    method: v.picklist(['ringMean', 'directIntegration', 'scrambling', 'likelihood', 'forwardBackward', 'absolute']),
    passes: v.exactOptional(whole(1, 500)),
    windows: v.exactOptional(whole(1, 360)),
    draws: v.exactOptional(whole(1, 1000)),
    seed: v.exactOptional(seed),
    halfOpeningDeg: v.exactOptional(between(1, 90)),
    bootstrap: v.exactOptional(whole(2, 1000)),
  }),
  v.object({
    from: v.literal('harmonics'),
    nside: v.exactOptional(nside),
    grid: v.exactOptional(grid),
    dipole: v.tuple([between(-1, 1), between(-1, 1), between(-1, 1)]),
    power: v.object({ amplitude: between(0, 1), slope: between(-10, 2), lmax: whole(1, 256), seed }),
    spots: v.pipe(v.array(v.object({ raDeg: between(-360, 360), decDeg: between(-90, 90), widthDeg: between(0.1, 90), height: between(-1, 1) })), v.maxLength(20)),
  }),
  v.object({ from: v.literal('difference'), of: v.tuple([id, id]) }),
])

const sky = v.object({ kind: v.literal('sky'), source, recipe: id })

const recipe = v.object({
  mask: v.object({ on: v.boolean(), declinationDeg: ascending(-90, 90), minimumCounts: between(...BOUNDS.minimumCounts) }),
  subtract: v.object({ on: v.boolean(), degrees: v.pipe(v.array(whole(1, 12)), v.maxLength(12), v.check((l) => new Set(l).size === l.length, 'no multipole twice')), zonal: v.boolean() }),
  smooth: v.object({ on: v.boolean(), radiusDeg: between(...BOUNDS.radiusDeg) }),
  spectrum: v.object({ lmax: whole(...BOUNDS.lmax), zonal: v.boolean() }),
  profile: v.object({ declinationDeg: ascending(-90, 90), bins: whole(...BOUNDS.bins), harmonics: whole(1, 6) }),
})

const scale = v.pipe(
  v.object({
    limit: v.union([v.literal('auto'), between(...BOUNDS.scale)]),
    low: v.exactOptional(between(...BOUNDS.scale)),
    colours: v.picklist(['blueRed', 'vik', 'purpleOrange', 'tealBrown', 'counts', 'blueYellow', 'violetYellow', 'grey', 'jet']),
    power: v.exactOptional(whole(...BOUNDS.power)),
    threshold: v.exactOptional(between(0, BOUNDS.scale[1])),
    zeroContour: v.optional(v.boolean(), defaultScale.zeroContour),
    hatchNegative: v.optional(v.boolean(), defaultScale.hatchNegative),
  }),
  v.check(({ limit, low }) => limit === 'auto' || limit - (low ?? 0) >= BOUNDS.scaleWidth, 'the lower end must be below the upper end'),
)

const multipole = v.pipe(
  v.object({ l: whole(0, BOUNDS.lmax[1]), m: v.exactOptional(whole(0, BOUNDS.lmax[1])) }),
  v.check(({ l, m }) => m === undefined || m <= l, 'm is at most l'),
)

const pane = v.variant('kind', [
  v.object({ kind: v.literal('map'), part: id, quantity: v.picklist(['relativeIntensity', 'significance', 'counts']), scale, multipole: v.exactOptional(multipole) }),
  v.object({ kind: v.literal('spectrum'), shows: v.pipe(v.array(id), v.maxLength(8)) }),
  v.object({ kind: v.literal('profile'), shows: v.pipe(v.array(id), v.maxLength(8)) }),
])

const frame = v.picklist(['equatorial', 'galactic', 'ecliptic', 'magnetic'])
const place = v.tuple([between(0, 360), between(-90, 90)])

const camera = v.object({
  projection: v.picklist(['mollweide', 'hammer', 'equirectangular', 'equalArea', 'polar', 'globe']),
  frame,
  graticule: v.union([frame, v.literal('none')]),
  longitude: v.picklist(['leftward', 'rightward']),
  unit: v.picklist(['degrees', 'hours']),
  centreDeg: place,
  zoom: between(...BOUNDS.zoom),
  magneticPoleDeg: place,
})

const mark = v.object({ name: text(60), raDeg: between(-360, 360), decDeg: between(-90, 90), radiusDeg: v.exactOptional(between(0, 180)) })

const overlay = v.picklist(['galacticPlane', 'ecliptic', 'regions', 'magneticAxis', 'magneticEquator', 'interstellarFlow', 'lsrApex', 'fieldOfView', 'marks', 'extremes'])

const desk = {
  panes: v.pipe(v.array(pane), v.minLength(1), v.maxLength(16)),
  compare: v.optional(v.object({ how: v.picklist(['off', 'beside', 'swipe', 'fade', 'blink', 'difference']), share: between(0, 1), oneScale: v.boolean() }), defaultCompare),
}

const view = v.object({
  ...desk,
  place: v.exactOptional(v.picklist(['explore', 'observe'])),
  elsewhere: v.exactOptional(v.object({ explore: v.exactOptional(v.object(desk)), observe: v.exactOptional(v.object(desk)) })),
  camera: v.optional(camera, defaultCamera),
  overlays: v.optional(v.pipe(v.array(overlay), v.maxLength(20)), [...defaultOverlays]),
  marks: v.optional(v.pipe(v.array(mark), v.maxLength(200)), []),
  unseen: v.optional(v.picklist(['hatched', 'grey', 'white']), 'hatched'),
  fourClocks: v.exactOptional(v.boolean()),
  pinDeg: v.exactOptional(place),
})

const study = v.object({
  version: v.literal(1),
  title: text(200),
  parts: v.record(id, v.variant('kind', [data, observation, sky])),
  recipes: v.record(id, recipe),
  view,
})

/**
 * Checks anything that claims to be a study: a link, a file, a stored session. Settings of recipes and panes that
 * make no sense return to their defaults and are listed; a study whose parts make no sense is refused as a whole.
 */
export function checkStudy(value: unknown): Checked {
  const complaints: string[] = []
  let candidate = value
  for (let round = 0; round < 2; round++) {
    const parsed = v.safeParse(study, candidate)
    if (parsed.success) {
      const broken = brokenReferences(parsed.output)
      return broken.length > 0 ? { study: undefined, complaints: [...complaints, ...broken] } : { study: parsed.output, complaints }
    }
    complaints.push(...parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'the study'}: ${issue.message}`))
    const repaired = withDefaults(candidate, parsed.issues)
    if (repaired === undefined) break
    candidate = repaired
  }
  return { study: undefined, complaints }
}

/** A copy in which every complained-of setting has its default; undefined if a complaint is not about a setting. */
function withDefaults(candidate: unknown, issues: readonly v.BaseIssue<unknown>[]): unknown {
  if (typeof candidate !== 'object' || candidate === null) return undefined
  const copy = structuredClone(candidate) as Record<string, unknown>
  for (const issue of issues) {
    const path = (issue.path ?? []).map((item) => item.key)
    const spare = spareSetting(path)
    const holder = path.slice(0, spare?.depth).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key as string], copy)
    if (spare === undefined || typeof holder !== 'object' || holder === null) return undefined
    if (spare.value === undefined) delete (holder as Record<string, unknown>)[spare.key]
    else (holder as Record<string, unknown>)[spare.key] = spare.value
  }
  closeGaps(copy['view'])
  return copy
}

/** Lists of the view whose entries stand for themselves: one that makes no sense is left out, and the others stay. */
const LISTS = ['overlays', 'marks'] as const

/** What was deleted from a list leaves no hole. */
function closeGaps(view: unknown): void {
  if (typeof view !== 'object' || view === null) return
  for (const [key, list] of Object.entries(view)) if (Array.isArray(list)) (view as Record<string, unknown>)[key] = list.filter(() => true)
}

/** The default of a setting, and how deep in the path its holder lies. */
function spareSetting(path: readonly unknown[]): { depth: number; key: string; value: unknown } | undefined {
  const [root, , third, fourth] = path
  if (root === 'recipes' && typeof third === 'string' && third in defaultRecipe) {
    const card = defaultRecipe[third as keyof typeof defaultRecipe] as Record<string, unknown>
    if (typeof fourth !== 'string') return { depth: 2, key: third, value: card }
    return fourth in card ? { depth: 3, key: fourth, value: card[fourth] } : undefined
  }
  if (root === 'title') return { depth: 0, key: 'title', value: 'untitled' }
  if (root !== 'view' || typeof path[1] !== 'string') return undefined
  const pane = seededStudy.view.panes[0] as unknown as Record<string, unknown>
  if (path[1] === 'panes') return fourth === 'quantity' || fourth === 'scale' || fourth === 'multipole' ? { depth: 3, key: fourth, value: pane[fourth] } : undefined
  if (LISTS.some((name) => name === path[1]) && typeof third === 'number') return { depth: 2, key: String(third), value: undefined }
  // A setting of the view returns to its default alone where it has one, and otherwise the whole of what it belongs to.
  const group = (seededStudy.view as unknown as Record<string, unknown>)[path[1]]
  const alone = typeof third === 'string' && typeof group === 'object' && group !== null && !Array.isArray(group) ? group as Record<string, unknown> : undefined
  return alone !== undefined && Object.hasOwn(alone, third as string) ? { depth: 2, key: third as string, value: alone[third as string] } : { depth: 1, key: path[1], value: group }
}

/** Files that are read as what a detector counted. */
const isCounted = (reading: string | undefined): boolean => reading === undefined || reading === 'localMaps' || reading === 'marginals'

/** Names that point nowhere, or at the wrong kind of part. */
function brokenReferences({ parts, recipes, view }: Study): string[] {
  const broken: string[] = []
  const expectPart = (name: string, kind: Part['kind'], where: string): void => {
    if (!Object.hasOwn(parts, name)) broken.push(`${where}: there is no part named “${name}”`)
    else if (parts[name]!.kind !== kind) broken.push(`${where}: “${name}” is not a ${kind}`)
  }
  const readAs = (name: string): string | undefined => (Object.hasOwn(parts, name) && parts[name]!.kind === 'data' ? parts[name].reading.as : undefined)
  const expectMap = (name: string, where: string): void => {
    if (readAs(name) === 'curve') broken.push(`${where}: “${name}” is a curve, not a map`)
    else expectPart(name, 'data', where)
  }
  for (const [name, part] of Object.entries(parts)) {
    if (part.kind === 'observation') {
      const { id: behind, kind } = countsBehind(part)
      expectPart(behind, kind, `parts.${name}`)
      if (kind === 'data' && !isCounted(readAs(behind))) broken.push(`parts.${name}: “${behind}” holds no counts of an observation`)
    }
    if (part.kind !== 'sky') continue
    if (!Object.hasOwn(recipes, part.recipe)) broken.push(`parts.${name}: there is no recipe named “${part.recipe}”`)
    const { source } = part
    if (source.from === 'map') {
      for (const role of ['counts', 'background', 'intensity', 'error'] as const) if (source[role] !== undefined) expectMap(source[role].data, `parts.${name}.${role}`)
    }
    if (source.from === 'observations') source.observations.forEach((o) => expectPart(o, 'observation', `parts.${name}`))
    if (source.from === 'difference') source.of.forEach((s) => expectPart(s, 'sky', `parts.${name}`))
  }
  for (const p of [view, ...Object.values(view.elsewhere ?? {})].flatMap(({ panes }) => panes)) {
    // A spectrum may also show curves from files.
    const shown = p.kind === 'map' ? [p.part] : p.kind === 'spectrum' ? p.shows.filter((name) => readAs(name) !== 'curve') : p.shows
    for (const name of shown) expectPart(name, 'sky', 'view')
  }
  return broken
}
