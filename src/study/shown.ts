/** Which of a study's maps are seen, and which result each of them draws. */
import type { MapPane, Quantity, Study } from './document.ts'
import { of, type Ref } from './graph.ts'
import { multipoleName } from './multipoleName.ts'

/** A map pane with its place among the panes of the view. */
export interface MapAt {
  readonly index: number
  readonly pane: MapPane
}

/** The sky that is the first map less the second; it is in the study while it is looked at. */
export const DIFFERENCE = 'first-minus-second'

/** Maps that can be beside each other: a dozen energies, a dozen years. */
export const MOST_MAPS = 12

/** The maps of a study in their order, the first being what the panels speak of; without the difference of the first two. */
export const mapsOf = ({ view: { panes } }: Pick<Study, 'view'>): readonly MapAt[] => allMaps(panes).filter(({ pane }) => pane.part !== DIFFERENCE)

const allMaps = (panes: Study['view']['panes']): readonly MapAt[] => panes.flatMap((pane, index) => (pane.kind === 'map' ? [{ index, pane }] : []))

/** The maps on the screen: all that are compared, or the first alone, or the difference in their place. */
export function shownMaps(study: Pick<Study, 'view'>): readonly MapAt[] {
  const { how } = study.view.compare
  const maps = mapsOf(study)
  if (how === 'beside') return maps
  if (how === 'swipe' || how === 'fade' || how === 'blink') return maps.slice(0, 2)
  const difference = how === 'difference' ? allMaps(study.view.panes).filter(({ pane }) => pane.part === DIFFERENCE) : []
  return difference.length > 0 ? difference : maps.slice(0, 1)
}

/** A multipole is a part of the relative intensity, whatever the map shows without it. */
export const shownQuantity = ({ quantity, multipole }: MapPane): Quantity => (multipole === undefined ? quantity : 'relativeIntensity')

/** The picture that a map pane shows. */
export const pictureOf = ({ part, quantity, multipole }: MapPane): Ref<'display'> => of('display', part, multipole === undefined ? quantity : multipoleName('after', multipole))

/** The lines over that picture. */
export const linesOver = (pane: MapPane): Ref<'contours'> => of('contours', pane.part, pictureOf(pane).at)
