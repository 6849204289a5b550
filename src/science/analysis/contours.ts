/**
 * Lines of one value on the sphere: marching squares on a grid of declination and right ascension, whose rows reach from
 * pole to pole. Inside a cell the map is taken for bilinear; where a line could turn either way (a saddle) it follows the
 * hyperbola of that surface, so that the lines of a map and of its negative are the same. Cells with an unknown corner
 * hold no line.
 */
import { interpolatedAt } from '../sphere/interpolation.ts'
import type { Rings } from '../sphere/rings.ts'

/** Values at declination −π/2 + row·π/(rows − 1) and right ascension column·2π/columns; NaN where nothing is known. */
export interface SkyGrid {
  readonly rows: number
  readonly columns: number
  /** [rows × columns] */
  readonly values: Float64Array
}

/** Lines over the sky. One that comes back to its first point is closed. */
export interface SkyLines {
  /** [2 × points] right ascension 0 ≤ α < 2π and declination by turns */
  readonly points: Float32Array
  /** [lines + 1] the first point of each line; the last entry is the number of points */
  readonly first: Int32Array
}

/** A quarter of a degree: about one pixel of a large screen. */
const FINEST_ROWS = 721

/** A grid as fine as the map's pixels, but no finer than a screen shows. */
export function emptyGrid(rings: Rings): SkyGrid {
  const rows = Math.min(FINEST_ROWS, rings.count + 2)
  const columns = 2 * (rows - 1)
  return { rows, columns, values: new Float64Array(rows * columns) }
}

/**
 * Reads a map at the rows from … to − 1 of a grid, linear between pixels.
 *
 * @param values  [rings.pixels] NaN where nothing is known
 */
export function fillGrid(grid: SkyGrid, rings: Rings, values: Float64Array | Float32Array, from: number, to: number): void {
  const { rows, columns } = grid
  for (let row = from; row < to; row++) {
    const delta = declinationOf(grid, row)
    const [s, c] = [Math.sin(delta), Math.max(0, Math.cos(delta))]
    const pole = row === 0 || row === rows - 1
    for (let column = 0; column < columns; column++) {
      // A pole is one place.
      const value = pole && column > 0 ? grid.values[row * columns] : interpolatedAt(rings, values, s, c, (column * 2 * Math.PI) / columns)
      grid.values[row * columns + column] = Number.isFinite(value) ? value : NaN
    }
  }
}

/** 1 where a grid is known, 0 elsewhere: its line of ½ is the edge of what is seen. */
export const knownPart = ({ rows, columns, values }: SkyGrid): SkyGrid => ({ rows, columns, values: values.map((value) => (Number.isNaN(value) ? 0 : 1)) })

const declinationOf = ({ rows }: SkyGrid, row: number): number => -Math.PI / 2 + (row * Math.PI) / (rows - 1)

/** A tracing that is under way: which edges of cells the line crosses, and which of them follow each other. */
export interface Tracing {
  readonly grid: SkyGrid
  readonly level: number
  /** [2 × edges] the one or two edges that the line leads to from each edge; −1 where there is none */
  readonly next: Int32Array
  /** Edges crossed, in the order they were found; some stand here more than once. */
  readonly crossed: number[]
}

/** Edges are numbered 2·point eastward and 2·point + 1 northward from each point of the grid. */
export function beginTracing(grid: SkyGrid, level: number): Tracing {
  return { grid, level, next: new Int32Array(4 * grid.values.length).fill(-1), crossed: [] }
}

/** Finds where the line runs through the cells north of the rows from … to − 1; the last row of the grid has none. */
export function traceCells(tracing: Tracing, from: number, to: number): void {
  const { grid: { rows, columns, values }, level } = tracing
  for (let row = from; row < Math.min(to, rows - 1); row++) {
    for (let column = 0; column < columns; column++) {
      const east = column + 1 === columns ? 0 : column + 1
      const [p, q] = [row * columns + column, row * columns + east]
      const [a, b, c, d] = [values[p] - level, values[q] - level, values[q + columns] - level, values[p + columns] - level]
      if (!(a - a + b - b + c - c + d - d === 0)) continue
      const above = (a >= 0 ? 1 : 0) | (b >= 0 ? 2 : 0) | (c >= 0 ? 4 : 0) | (d >= 0 ? 8 : 0)
      if (above === 0 || above === 15) continue
      const sides = [2 * p, 2 * q + 1, 2 * (p + columns), 2 * p + 1] as const // south, east, north, west
      // The middle of a saddle, (ac − bd)/(a + c − b − d), has the sign of a and c where ac > bd: those corners are joined.
      const joined = a * c > b * d
      const paths = above !== 5 && above !== 10 ? PATHS[above]! : joined ? ACROSS_SOUTHWEST : ACROSS_SOUTHEAST
      for (const [side, other] of paths) link(tracing, sides[side]!, sides[other]!)
    }
  }
}

type Path = readonly [from: number, to: number]
/** The sides (south, east, north, west) that the line joins, by which corners (a SW, b SE, c NE, d NW) lie above it. */
const PATHS: Readonly<Record<number, readonly Path[]>> = {
  1: [[3, 0]], 2: [[0, 1]], 3: [[3, 1]], 4: [[1, 2]], 6: [[0, 2]], 7: [[3, 2]], 8: [[2, 3]], 9: [[2, 0]], 11: [[2, 1]], 12: [[1, 3]], 13: [[1, 0]], 14: [[0, 3]],
}
/** A saddle whose south-west and north-east corners are joined, so that the other two are cut off. */
const ACROSS_SOUTHWEST: readonly Path[] = [[0, 1], [2, 3]]
const ACROSS_SOUTHEAST: readonly Path[] = [[3, 0], [1, 2]]

function link({ next, crossed }: Tracing, a: number, b: number): void {
  next[2 * a + (next[2 * a] < 0 ? 0 : 1)] = b
  next[2 * b + (next[2 * b] < 0 ? 0 : 1)] = a
  crossed.push(a, b)
}

/** Lines that are being put together, edge by edge: those of noise are more than one block of work. */
export interface Chaining {
  readonly tracing: Tracing
  readonly points: number[]
  readonly first: number[]
  /** [edges] 1 where a line has been */
  readonly done: Uint8Array
  /** Crossed edges that were looked at: all of them for the ends of open lines, then all once more for closed ones. */
  looked: number
  /** The edge that the line under way goes on to, the one it comes from and its first; −1 for none. */
  edge: number
  before: number
  start: number
}

/** Begins the lines of a tracing whose cells have all been visited. Open ones run from edge to edge of what is known. */
export function beginChaining(tracing: Tracing): Chaining {
  return { tracing, points: [], first: [], done: new Uint8Array(tracing.next.length / 2), looked: 0, edge: -1, before: -1, start: -1 }
}

/** Goes on by so many edges; says whether there are more. */
export function chainEdges(chaining: Chaining, steps: number): boolean {
  const all = 2 * chaining.tracing.crossed.length
  for (let step = 0; step < steps; step++) {
    if (chaining.edge >= 0) goOn(chaining)
    else if (chaining.looked < all) lookFor(chaining)
    else return false
  }
  return true
}

/** Whether a line begins at the next of the crossed edges. */
function lookFor(chaining: Chaining): void {
  const { tracing: { next, crossed }, points, first, done } = chaining
  const open = chaining.looked < crossed.length
  const edge = crossed[open ? chaining.looked : chaining.looked - crossed.length]
  chaining.looked++
  if (done[edge] === 1 || (open && next[2 * edge + 1] >= 0)) return
  first.push(points.length / 2)
  chaining.edge = chaining.start = edge
  chaining.before = -1
}

function goOn(chaining: Chaining): void {
  const { tracing, points, done, edge, before, start } = chaining
  const { next } = tracing
  done[edge] = 1
  pushCrossing(tracing, edge, points)
  const onward = next[2 * edge] === before ? next[2 * edge + 1] : next[2 * edge]
  const ends = onward < 0 || done[onward] === 1
  if (ends && onward === start) pushCrossing(tracing, start, points)
  chaining.before = edge
  chaining.edge = ends ? -1 : onward
}

/** The lines that have been put together. */
export function linesOf({ points, first }: Chaining): SkyLines {
  return { points: new Float32Array(points), first: new Int32Array([...first, points.length / 2]) }
}

/** Where the line crosses an edge, linear along it. */
function pushCrossing({ grid, level }: Tracing, edge: number, points: number[]): void {
  const { columns, values } = grid
  const point = edge >> 1
  const [row, column] = [Math.floor(point / columns), point % columns]
  const northward = (edge & 1) === 1
  const other = northward ? point + columns : column + 1 === columns ? point + 1 - columns : point + 1
  const share = (level - values[point]) / (values[other] - values[point])
  const alpha = ((column + (northward ? 0 : share)) * 2 * Math.PI) / columns
  points.push(alpha < 2 * Math.PI ? alpha : 0, declinationOf(grid, row + (northward ? share : 0)))
}
