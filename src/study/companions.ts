/**
 * Skies that are in a study only to be held against its first map: that sky without one step of its recipe, and the first
 * map less the second. They follow what they are made from, and go with the last pane that shows them.
 */
import type { Id, MapPane, Study } from './document.ts'
import { DIFFERENCE, mapsOf } from './shown.ts'

/** The sky of the first map without this card of its recipe; part and recipe have the same name. */
export const PLAIN = { subtract: 'plain-subtract', smooth: 'plain-smooth' } as const

export const isPlain = (part: Id): boolean => part === PLAIN.subtract || part === PLAIN.smooth

/** A study whose companions are as they should be: made anew where what they follow has changed, gone where nothing shows them. */
export function kept(study: Study): Study {
  const [first, second] = mapsOf(study).map(({ pane }) => pane.part)
  const sky = first === undefined ? undefined : study.parts[first]
  if (sky?.kind !== 'sky' || first === undefined || isPlain(first)) return study
  const recipe = study.recipes[sky.recipe]
  let { parts, recipes } = study
  for (const card of ['subtract', 'smooth'] as const) {
    const name = PLAIN[card]
    const shown = recipe !== undefined && shows(study, name)
    parts = withEntry(parts, name, shown ? { ...sky, recipe: name } : undefined)
    recipes = withEntry(recipes, name, shown ? { ...recipe, [card]: { ...recipe[card], on: false } } : undefined)
  }
  const subtracted = second !== undefined && shows(study, DIFFERENCE)
  parts = withEntry(parts, DIFFERENCE, subtracted ? { kind: 'sky', source: { from: 'difference', of: [first, second] }, recipe: sky.recipe } : undefined)
  return parts === study.parts && recipes === study.recipes ? study : { ...study, parts, recipes }
}

const shows = ({ view }: Study, name: Id): boolean => view.panes.some((pane) => pane.kind === 'map' && pane.part === name)

/** A table with one entry set, or without it; the same table where that changes nothing. */
function withEntry<T>(table: { readonly [name: Id]: T }, name: Id, entry: T | undefined): { readonly [name: Id]: T } {
  if (JSON.stringify(table[name]) === JSON.stringify(entry)) return table
  const { [name]: _, ...others } = table
  return entry === undefined ? others : { ...others, [name]: entry }
}

/** A sky as it is before its companions' recipes: two maps of one such sky differ by their recipes alone. */
export const skyBehind = (study: Study, { part }: MapPane): Id | undefined => (isPlain(part) ? mapsOf(study)[0]?.pane.part : part)
