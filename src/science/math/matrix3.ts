export type Vector3 = readonly [number, number, number]

/** Row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number]

/** m v */
export function rotate(m: Matrix3, [x, y, z]: Vector3): [number, number, number] {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z]
}

/** The transpose: for a rotation, the way back. */
export function transposed(m: Matrix3): Matrix3 {
  return [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]]
}

/** a b: first b, then a. */
export function product(a: Matrix3, b: Matrix3): Matrix3 {
  const [x, y, z] = [rotate(a, [b[0], b[3], b[6]]), rotate(a, [b[1], b[4], b[7]]), rotate(a, [b[2], b[5], b[8]])]
  return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]]
}

/** Components along axes turned by `angle` about the third axis. */
export function turnedAboutZ(angle: number): Matrix3 {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  return [c, s, 0, -s, c, 0, 0, 0, 1]
}
