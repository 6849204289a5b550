/** Degrees live at the edges only: in the document, on the screen and in files. Inside, angles are radians. */
export const DEGREE = Math.PI / 180
export const radians = (deg: number): number => deg * DEGREE
export const degrees = (rad: number): number => rad / DEGREE

/** Wraps an angle into [0, 2π). */
export function wrap(angle: number): number {
  const turn = 2 * Math.PI
  const wrapped = angle - turn * Math.floor(angle / turn)
  return wrapped < turn ? wrapped : 0 // −1e-20 rounds up to a whole turn
}

/** `1.6 MB`: how large something is, for people. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const unit = bytes < 1e6 ? 'kB' : bytes < 1e9 ? 'MB' : 'GB'
  const size = bytes / { kB: 1e3, MB: 1e6, GB: 1e9 }[unit]
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`
}
