/** What overlays are drawn on: paths and symbols as they come, names with the places where they may stand. */
import { rotate, type Vector3 } from '../science/math/matrix3.ts'
import type { Camera } from './camera.ts'
import type { Curve } from './curves.ts'
import { aboveLine, besideSymbol, isOnSky, type Label } from './labels.ts'
import type { LineStyle, SkyPath, SkySymbol, SymbolName } from './lineStyles.ts'
import type { Pen } from './pen.ts'
import { onScreen } from './sight.ts'

export interface Board {
  readonly camera: Camera
  readonly pen: Pen
  readonly sampling: number
  readonly paths: SkyPath[]
  readonly symbols: SkySymbol[]
  /** Places where each name may stand, the best first; names of symbols, and names that give way to them. */
  readonly names: (readonly Label[])[]
  readonly lineNames: (readonly Label[])[]
}

/** A line, and its name where there is room for it. */
export function trace(board: Board, curve: Curve, style: LineStyle, name?: string): void {
  const d = board.pen(curve, board.camera.rotation)
  if (d === '') return
  board.paths.push({ d, style })
  if (name !== undefined) nameLine(board, curve, name)
}

/** A picture as on a phone, half its width in CSS pixels. */
const SMALL = 220

/** The name stands where the line has room for it, on the sky. */
export function nameLine(board: Board, curve: Curve, name: string): void {
  if (board.camera.a < SMALL) return // the key says it
  const every = Math.max(1, Math.floor(curve.length / 24))
  const places = curve.filter((_, i) => i % every === 0).map((v) => seen(board, v))
  board.lineNames.push(places.filter((at) => at !== undefined).map(([x, y]) => aboveLine(x, y, name)).filter((label) => isOnSky(board.camera, label)))
}

/** A symbol where a direction falls, with its name beside it: on the sky if there is room. */
export function symbol(board: Board, direction: Vector3, shape: SymbolName, name?: string): void {
  const at = seen(board, direction)
  if (at === undefined) return
  const [x, y] = at
  board.symbols.push({ x, y, shape })
  if (name === undefined) return
  const wishes = besideSymbol(x, y, name)
  board.names.push([...wishes.filter((label) => isOnSky(board.camera, label)), ...wishes])
}

/** Where a direction falls on the canvas, if it does. */
export const seen = ({ camera }: Board, direction: Vector3): [number, number] | undefined => onScreen(camera, rotate(camera.rotation, direction))
