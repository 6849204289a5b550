/** Edits of which maps are seen together, and how. Each returns the same study when nothing changes. */
import { isPlain, kept, PLAIN, skyBehind } from './companions.ts'
import type { Compare, Data, Id, MapPane, MapSource, Pane, Quantity, Sky, Study } from './document.ts'
import { automatic, setCompare, setQuantity } from './edits.ts'
import { DIFFERENCE, mapsOf, MOST_MAPS, shownMaps, shownQuantity } from './shown.ts'
import { hasQuantity } from './wanted.ts'

type Change = (study: Study) => Study

const withPanes = (study: Study, panes: readonly Pane[], compare: Compare = study.view.compare): Study => kept({ ...study, view: { ...study.view, panes, compare } })

/** Without the difference of two maps that may not stay the same two; its mode goes with it. */
function undifferenced(study: Study): Study {
  const { panes, compare } = study.view
  if (compare.how !== 'difference') return study
  return withPanes(study, panes.filter((pane) => pane.kind !== 'map' || pane.part !== DIFFERENCE), { ...compare, how: 'beside' })
}

/** Puts one more map beside those that are seen, coloured as the first but with its own numbers; what is seen already is not seen twice. */
export const addMap = (part: Id, quantity: Quantity): Change => (study) => {
  const maps = mapsOf(study)
  const [first, last] = [maps[0], maps.at(-1)]
  if (first === undefined || last === undefined || maps.length >= MOST_MAPS || mapIndex(study, part, quantity) >= 0) return study
  if (!isPlain(part) && study.parts[part]?.kind !== 'sky') return study
  const { panes, compare } = undifferenced(study).view
  const pane: MapPane = { kind: 'map', part, quantity, scale: automatic(first.pane.scale) }
  // Only two maps can lie over each other.
  const how = compare.how === 'off' || maps.length > 1 ? 'beside' : compare.how
  return withPanes(study, [...panes.slice(0, last.index + 1), pane, ...panes.slice(last.index + 1)], { ...compare, how })
}

/** Where among the panes this map is seen, after the first; −1 where it is not. */
export const mapIndex = (study: Study, part: Id, quantity: Quantity): number =>
  mapsOf(study).find(({ pane }, i) => i > 0 && pane.part === part && shownQuantity(pane) === quantity)?.index ?? -1

/** The sky of the first map before one step of its recipe. */
export const addPlain = (card: keyof typeof PLAIN): Change => (study) => {
  const first = mapsOf(study)[0]?.pane
  return first === undefined ? study : addMap(PLAIN[card], shownQuantity(first))(study)
}

/** Takes a map away again; the first stays. */
export const removeMap = (index: number): Change => (study) => {
  const maps = mapsOf(study)
  if (!maps.some((map, i) => i > 0 && map.index === index)) return study
  if (maps.length === 2) return stopComparing(study)
  const gone = study.view.panes[index]
  const { panes, compare } = undifferenced(study).view
  return withPanes(study, panes.filter((pane) => pane !== gone), compare)
}

/** The first map alone. */
export const stopComparing: Change = (study) => {
  const [first] = mapsOf(study)
  const panes = study.view.panes.filter((pane, index) => pane.kind !== 'map' || index === first?.index)
  return panes.length === study.view.panes.length ? setCompare({ how: 'off' })(study) : withPanes(study, panes, { ...study.view.compare, how: 'off' })
}

/** Shows a quantity on the first of the maps seen, and on those that show the same as it and have the other too. */
export const showQuantity = (quantity: Quantity): Change => (study) => {
  const maps = shownMaps(study)
  const before = maps[0] && shownQuantity(maps[0].pane)
  const together = maps.filter(({ pane }, i) => i === 0 || (shownQuantity(pane) === before && pane.part !== maps[0]?.pane.part && hasQuantity(study, pane.part, quantity)))
  return together.reduce((changed, { index }) => setQuantity(index, quantity)(changed), study)
}

/** How the maps are held against each other; the difference of the first two is a sky of its own while it is looked at. */
export const compareHow = (how: Exclude<Compare['how'], 'off'>): Change => (study) => {
  if (how === study.view.compare.how || (how === 'difference' && whyNoDifference(study) !== undefined)) return study
  const before = undifferenced(study)
  const maps = mapsOf(before)
  if (how !== 'difference') return setCompare({ how })(before)
  const last = maps.at(-1)!
  const { panes, compare } = before.view
  const pane: MapPane = { kind: 'map', part: DIFFERENCE, quantity: 'relativeIntensity', scale: automatic(maps[0]!.pane.scale) }
  return withPanes(before, [...panes.slice(0, last.index + 1), pane, ...panes.slice(last.index + 1)], { ...compare, how })
}

/** Why the first two maps have no difference, as far as the study can tell; undefined where they have one. */
export function whyNoDifference(study: Study): string | undefined {
  const [first, second] = mapsOf(study).map(({ pane }) => pane)
  if (first === undefined || second === undefined) return 'A difference needs two maps.'
  return skyBehind(study, first) === skyBehind(study, second) ? 'Both maps are of one sky; a difference needs two.' : undefined
}

/** Opens a file's map beside what is shown; `source` is what it is made from, and `others` are further files of it, given the name under which the file enters. */
export const openMapBeside = (data: Data, source: (data: Id) => MapSource, others: (data: Id) => Study['parts'] = () => ({})): Change => (study) => {
  const first = mapsOf(study)[0]?.pane
  if (first === undefined) return study
  const [file, map] = freeNames(study)
  const sky: Sky = { kind: 'sky', source: source(file), recipe: (study.parts[first.part] as Sky).recipe }
  const opened: Study = { ...study, parts: { ...study.parts, [file]: data, ...others(file), [map]: sky } }
  const quantity = shownQuantity(first)
  const seen = addMap(map, hasQuantity(opened, map, quantity) ? quantity : 'relativeIntensity')(opened)
  return seen === opened ? study : seen
}

/** Shows the map of a file that the study holds already. */
export const showData = (data: Id): Change => (study) => {
  const columns = (part: Sky) => (part.source.from === 'map' ? [part.source.counts, part.source.background, part.source.intensity, part.source.error] : [])
  const sky = Object.keys(study.parts).find((name) => {
    const part = study.parts[name]!
    return part.kind === 'sky' && !isPlain(name) && columns(part).some((column) => column?.data === data)
  })
  return sky === undefined || sky === mapsOf(study)[0]?.pane.part ? study : addMap(sky, 'relativeIntensity')(study)
}

/** `file2` and `map2`, or with the first number that neither has. */
function freeNames({ parts }: Study): readonly [Id, Id] {
  for (let n = 2; ; n++) if (!Object.hasOwn(parts, `file${n}`) && !Object.hasOwn(parts, `map${n}`)) return [`file${n}`, `map${n}`]
}
