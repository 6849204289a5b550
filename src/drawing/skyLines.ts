/** Everything that is drawn over a map, as data: the page, the picture and the drawing to take away are made from the same list. */
import type { Camera } from './camera.ts'
import { equatorPath, graticuleOf, gridPath } from './graticule.ts'
import { placeGridLabels } from './gridLabels.ts'
import { labelRoom, type Label } from './labels.ts'
import { lineStyles, type KeyEntry, type SkyPath, type SkySymbol } from './lineStyles.ts'
import { outlinePath } from './outline.ts'
import { drawOverlays, type OverlayOptions } from './overlays.ts'
import { penOf } from './pen.ts'
import { compassText, skyKey } from './skyKey.ts'

export interface SkyLines {
  /** In the order in which they are drawn. */
  readonly paths: readonly SkyPath[]
  readonly symbols: readonly SkySymbol[]
  /** None meets another, none leaves the canvas. */
  readonly labels: readonly Label[]
  readonly key: readonly KeyEntry[]
  /** In which direction longitude grows. */
  readonly compass: string
}

export type SkyLinesOptions = OverlayOptions

/** Lines, symbols and labels over a map. Pure: the same camera and options give the same list. */
export function skyLines(camera: Camera, options: SkyLinesOptions): SkyLines {
  const pen = penOf(camera)
  const room = labelRoom(camera.width, camera.height)
  const grid = graticuleOf(camera)
  const net: SkyPath[] = grid === undefined ? [] : [{ d: gridPath(camera, pen, grid), style: lineStyles.grid }, { d: equatorPath(pen, grid), style: lineStyles.equator }]
  const over = drawOverlays(camera, pen, options)
  const keepClear = (own: boolean) => over.symbols.filter(({ shape }) => (shape === 'square') === own).forEach(({ x, y }) => room.keepClear(x, y, SYMBOL_RADIUS))
  keepClear(false)
  // Two hundred places of one's own would leave no room for the numbers of the net.
  if (grid !== undefined) placeGridLabels(camera, grid, room)
  keepClear(true)
  over.placeNames(room)
  const paths = [...net, ...over.paths, { d: outlinePath(camera), style: lineStyles.rim }]
  return { paths: paths.filter(({ d }) => d !== ''), symbols: over.symbols, labels: room.labels, key: skyKey(camera.view, options), compass: compassText(camera.view) }
}

const SYMBOL_RADIUS = 7
