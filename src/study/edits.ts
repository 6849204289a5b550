/** Named, pure edits of a study. Each returns the same object when nothing changes, so that history stays honest. */
import type { CameraView, Compare, Data, HealpixReading, Id, LocalMapsReading, MapPane, Overlay, Pane, Quantity, Range, Reading, Recipe, Scale, Sky, Source, Study, View } from './document.ts'
import { BOUNDS } from './bounds.ts'
import { kept } from './companions.ts'
import { curvesOf } from './curves.ts'
import { atExplore } from './desks.ts'
import { hasErrors } from './wanted.ts'

type Change = (study: Study) => Study

/** Replaces only what differs; the identical object comes back when nothing does. */
function patched<T extends object>(object: T, patch: Partial<T>): T {
  const differs = (Object.keys(patch) as (keyof T)[]).some((key) => JSON.stringify(object[key]) !== JSON.stringify(patch[key]))
  return differs ? { ...object, ...patch } : object
}

/** Changes one card of a recipe: `setCard('main', 'smooth', { radiusDeg: 5 })`. */
export const setCard = <C extends keyof Recipe>(recipe: Id, card: C, patch: Partial<Recipe[C]>): Change => (study) => {
  const before = study.recipes[recipe]
  if (before === undefined) return study
  const after = patched(before[card], patch)
  return after === before[card] ? study : kept({ ...study, recipes: { ...study.recipes, [recipe]: { ...before, [card]: after } } })
}

/** Adds or removes one multipole degree from what is subtracted, and switches the card on or off with the last of them. */
export const toggleDegree = (recipe: Id, l: number): Change => (study) => {
  const card = study.recipes[recipe]?.subtract
  if (card === undefined) return study
  const active = card.on ? card.degrees : []
  const degrees = active.includes(l) ? active.filter((other) => other !== l) : [...active, l].sort((a, b) => a - b)
  return setCard(recipe, 'subtract', { on: degrees.length > 0, degrees })(study)
}

const setPane = (index: number, change: (pane: Pane) => Pane): Change => (study) => {
  const pane = study.view.panes[index]
  if (pane === undefined) return study
  const next = change(pane)
  return next === pane ? study : { ...study, view: { ...study.view, panes: study.view.panes.map((p, i) => (i === index ? next : p)) } }
}

const setView = <K extends keyof View>(key: K, value: View[K]): Change => (study) =>
  JSON.stringify(study.view[key]) === JSON.stringify(value) ? study : { ...study, view: { ...study.view, [key]: value } }

/** Moves the camera, or changes what it looks through. */
export const setCamera = (patch: Partial<CameraView>): Change => (study) => setView('camera', patched(study.view.camera, patch))(study)

/** Another way to lay the sky out; its middle stays, except that a polar picture looks at the nearer pole, and leaves it again. */
export function projectionView({ centreDeg: [longitudeDeg, latitudeDeg], projection: before }: CameraView, projection: CameraView['projection']): Partial<CameraView> {
  const middle = projection === 'polar' ? (latitudeDeg < 0 ? -90 : 90) : before === 'polar' ? 0 : latitudeDeg
  return { projection, centreDeg: [longitudeDeg, middle] }
}

export const toggleOverlay = (overlay: Overlay): Change => (study) => {
  const { overlays } = study.view
  return setView('overlays', overlays.includes(overlay) ? overlays.filter((one) => one !== overlay) : [...overlays, overlay])(study)
}

/** A person's own list of places; what is listed is shown. */
export const setMarks = (marks: View['marks']): Change => (study) => {
  const listed = setView('marks', marks)(study)
  return marks.length === 0 || listed.view.overlays.includes('marks') ? listed : toggleOverlay('marks')(listed)
}

export const setUnseen = (unseen: View['unseen']): Change => setView('unseen', unseen)

export const setCompare = (patch: Partial<Compare>): Change => (study) => setView('compare', patched(study.view.compare, patch))(study)

/** Shows one multipole of a map's sky alone, or all of the sky again. */
export const setMultipole = (pane: number, multipole: MapPane['multipole']): Change =>
  setPane(pane, (p) => {
    if (p.kind !== 'map' || JSON.stringify(p.multipole) === JSON.stringify(multipole)) return p
    return { ...whole(p), ...(multipole === undefined ? {} : { multipole }) }
  })

/** The map of all multipoles together. Its scale is another one, so that it returns to automatic. */
function whole(part: MapPane): MapPane {
  const { multipole: _, ...pane } = part
  return { ...pane, scale: automatic(pane.scale) }
}

/** What a map pane shows, with all its multipoles. A typed scale belongs to its quantity, so it returns to automatic. */
export const setQuantity = (pane: number, quantity: Quantity): Change =>
  setPane(pane, (p) => (p.kind !== 'map' || (p.quantity === quantity && p.multipole === undefined) ? p : { ...whole(p), quantity }))

/** How a map is coloured, without the numbers that belong to one quantity. */
export function automatic(scale: Scale): Scale {
  const { limit: _, low: _low, power: _power, threshold: _threshold, ...look } = scale
  return { limit: 'auto', ...look }
}

/** Settings of a scale, to be changed or, where a setting may be left out, to be left out. */
export type ScalePatch = { readonly [K in keyof Scale]?: Scale[K] | undefined }

export const setScale = (pane: number, patch: ScalePatch): Change =>
  setPane(pane, (p) => {
    if (p.kind !== 'map') return p
    const scale = sound(Object.fromEntries(Object.entries({ ...p.scale, ...patch }).filter(([, value]) => value !== undefined)) as unknown as Scale)
    return sameScale(scale, p.scale) ? p : { ...p, scale }
  })

/** A scale whose ends are in order: a lower end that is not below the upper one is left out, and a limit that is not above zero becomes automatic. */
function sound(scale: Scale): Scale {
  const { limit, low, ...look } = scale
  if (limit === 'auto' || limit - (low ?? 0) >= BOUNDS.scaleWidth) return scale
  return sound({ limit: low === undefined ? 'auto' : limit, ...look })
}

const SETTINGS = ['limit', 'low', 'colours', 'power', 'threshold', 'zeroContour', 'hatchNegative'] as const
const sameScale = (a: Scale, b: Scale): boolean => SETTINGS.every((key) => a[key] === b[key])

/** Marks a place (right ascension, declination in degrees), or none. */
export const setPin = (pinDeg: Range | undefined): Change => (study) => {
  const { pinDeg: before, ...view } = study.view
  if (JSON.stringify(before) === JSON.stringify(pinDeg)) return study
  return { ...study, view: pinDeg === undefined ? view : { ...view, pinDeg } }
}

export type ReadingPatch = Partial<Omit<HealpixReading, 'as'>> | Partial<Omit<LocalMapsReading, 'as'>>

/** Changes an answer of the read card; the answers must be those of the file's own kind. */
export const setReading = (data: Id, patch: ReadingPatch): Change => (study) => {
  const part = study.parts[data]
  if (part?.kind !== 'data' || !Object.keys(patch).every((answer) => Object.hasOwn(part.reading, answer))) return study
  const reading = patched<object>(part.reading, patch) as Reading
  return reading === part.reading ? study : { ...study, parts: { ...study.parts, [data]: { ...part, reading } } }
}

/** Changes where a sky comes from: columns, reference, method. */
export const setSource = (sky: Id, source: Source): Change => (study) => {
  const part = study.parts[sky]
  if (part?.kind !== 'sky' || JSON.stringify(part.source) === JSON.stringify(source)) return study
  return kept({ ...study, parts: { ...study.parts, [sky]: { ...part, source } } })
}

/** Puts a file's map in the place of what is shown: a data part, a sky of it, and every pane looking at that sky; it is compared with nothing. Curves from files stay. @param others  further files the source names */
export const openMap = (data: Data, source: Source, others: Study['parts'] = {}): Change => (before) => {
  const study = atExplore(before)
  const sky: Sky = { kind: 'sky', source, recipe: Object.keys(study.recipes)[0]! }
  const curves = curvesOf(study)
  const parts = { ...Object.fromEntries(curves.map((name) => [name, study.parts[name]!])), [FILE_DATA]: data, ...others, [FILE_SKY]: sky }
  const has = { relativeIntensity: true, significance: hasErrors({ ...study, parts }, FILE_SKY), counts: source.from === 'map' && source.counts !== undefined }
  // A place pinned on another sky says nothing about this one, and what was seen elsewhere is no longer there.
  const { pinDeg: _, elsewhere: _left, ...view } = study.view
  const first = study.view.panes.find(({ kind }) => kind === 'map')
  const panes = study.view.panes.flatMap((pane): readonly Pane[] => {
    if (pane.kind !== 'map') return [{ ...pane, shows: pane.kind === 'spectrum' ? [FILE_SKY, ...curves] : [FILE_SKY] }]
    return pane === first ? [{ ...whole(pane), part: FILE_SKY, quantity: has[pane.quantity] ? pane.quantity : 'relativeIntensity' }] : []
  })
  return kept({ ...study, title: data.origin.name, parts, view: { ...view, panes, compare: { ...view.compare, how: 'off' } } })
}

/** The names under which an opened file enters the study. */
export const FILE_DATA = 'file'
export const FILE_SKY = 'map'
