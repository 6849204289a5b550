/** A thousandth of a pixel is finer than any screen. */
const short = (x: number): number => Math.round(1000 * x) / 1000

/** SVG path data through points in order, broken where one is missing. A point between two gaps stays one, for round line ends to show. */
export function linePath(points: readonly (readonly [number, number] | undefined)[]): string {
  let path = ''
  let piece = 0
  const close = () => {
    if (piece === 1) path += 'Z'
    piece = 0
  }
  for (const point of points) {
    if (point === undefined) close()
    else path += `${piece++ === 0 ? 'M' : 'L'}${short(point[0])},${short(point[1])}`
  }
  close()
  return path
}
