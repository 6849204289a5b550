/** Path data as points, for tests. */
export type Point = readonly [number, number]

/** The points of each piece of a path made of M and L. */
export const piecesOf = (path: string): readonly (readonly Point[])[] =>
  path.split('M').slice(1).map((piece) => piece.split('L').map((pair) => pair.split(',').map(Number) as [number, number]))

export const pointsOf = (path: string): readonly Point[] => piecesOf(path).flat()
