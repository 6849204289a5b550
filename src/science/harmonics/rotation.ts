/** Coefficients of the same sky in other coordinates. */
import type { Matrix3 } from '../math/matrix3.ts'
import { demand } from '../problem.ts'
import { almIndex, emptyAlm, type Alm } from './alm.ts'
import { emptyStarts, LANES, startWigner, wignerTables, type WignerStarts, type WignerTables } from './wigner.ts'
import { emptyPlanes, pack, tiltOrder, unpack, type Planes } from './wignerLanes.ts'

/** R = R_z(alpha) R_y(beta) R_z(gamma), with R_z(α) n the direction n carried around z by α, and 0 ≤ beta ≤ π. */
export interface EulerAngles {
  readonly alpha: number
  readonly beta: number
  readonly gamma: number
}

/**
 * The z-y-z angles of a rotation. Where the axis hardly moves (β near 0 or π) alpha and gamma apart are as uncertain as
 * the direction of the tilt; what then matters, their sum or difference, is found from entries of order 1. At β = 0 alpha is 0.
 *
 * Throws invalid-argument unless the rows are orthonormal to 1e−9 and right-handed.
 */
export function eulerAngles(matrix: Matrix3): EulerAngles {
  demand(isRotation(matrix), 'coefficients are rotated by a rotation matrix', Object.fromEntries(matrix.map((x, i) => [`m${i}`, x])))
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = matrix
  const beta = Math.atan2((Math.hypot(xz, yz) + Math.hypot(zx, zy)) / 2, zz)
  const alpha = beta === 0 ? 0 : Math.atan2(yz, xz)
  const gamma = zz >= 0 ? Math.atan2(yx - xy, xx + yy) - alpha : alpha - Math.atan2(-yx - xy, yy - xx)
  return { alpha, beta, gamma }
}

function isRotation([a, b, c, d, e, f, g, h, i]: Matrix3): boolean {
  const products = [a * a + b * b + c * c - 1, d * d + e * e + f * f - 1, a * d + b * e + c * f]
  const third = [b * f - c * e - g, c * d - a * f - h, a * e - b * d - i]
  return [...products, ...third].every((x) => Math.abs(x) < 1e-9)
}

/** A rotation under way: about z by gamma, tilted by a quarter turn, about z by beta, tilted again, about z by alpha. */
export interface Rotation {
  readonly angles: EulerAngles
  /** How many steps there are; 0 for a turn about z. */
  readonly steps: number
  readonly tables: WignerTables
  readonly starts: WignerStarts
  readonly lanes: Float64Array
  /** The coefficients before the steps, half-way, and after them. */
  readonly alm: Alm
  readonly from: Planes
  readonly to: Planes
}

/**
 * Begins the rotation of a sky: see `rotatedAlm`. A driver then takes its steps, as many at a time as it likes, and the
 * answer is there after the last one:
 *
 *     const rotation = beginRotation(alm, matrix)
 *     for (let step = 0; step < rotation.steps; step += block) {
 *       takeSteps(rotation, step, step + block)
 *       await job.breathe()
 *     }
 *     return endRotation(rotation)
 */
export function beginRotation(alm: Alm, matrix: Matrix3): Rotation {
  const { lmax } = alm
  const angles = eulerAngles(matrix)
  const steps = angles.beta === 0 ? 0 : 2 * (lmax + 1)
  const rotation = {
    angles, steps, tables: wignerTables(steps === 0 ? 0 : lmax), starts: emptyStarts(lmax), lanes: new Float64Array(2 * LANES),
    alm: emptyAlm(lmax), from: emptyPlanes(lmax), to: emptyPlanes(lmax),
  }
  turnAboutZ(alm, angles.gamma, steps === 0 ? 0 : 1, rotation.alm)
  return rotation
}

/** Takes the steps from … to − 1, those that exist: one order m of one quarter turn each, a millisecond at lmax 1535. They must be taken in order. */
export function takeSteps({ alm, angles, steps, tables, starts, lanes, from: sky, to: tilted }: Rotation, from: number, to: number): void {
  const orders = alm.lmax + 1
  for (let step = from; step < Math.min(to, steps); step++) {
    const m = step % orders
    if (step === orders) turnAboutZ(unpack(tables, tilted, alm), angles.beta, 2, alm)
    if (m === 0) pack(tables, alm, sky)
    startWigner(m, starts)
    tiltOrder(tables, starts, m, sky, tilted, lanes)
    if (step === steps - 1) unpack(tables, tilted, alm)
  }
}

/** The coefficients after the last step. `out` is written. */
export function endRotation({ alm, angles, steps }: Rotation, out: Alm = emptyAlm(alm.lmax)): Alm {
  demand(out.lmax === alm.lmax, 'the coefficients written must have the lmax of those read', { lmax: alm.lmax, given: out.lmax })
  return turnAboutZ(alm, angles.alpha, steps === 0 ? 0 : 1, out)
}

/**
 * The same sky in other coordinates, f'(Rn) = f(n): `matrix` takes the components n of a direction along the old axes to
 * those along the new ones, n' = R n, so its rows are the new axes (as in sphere/frames.ts: `equatorialToGalactic` takes
 * equatorial coefficients to Galactic ones). In terms of Wigner's functions, with R = R_z(α) R_y(β) R_z(γ),
 *
 *     a'_lm = Σ_m' e^{−imα} d^l_{mm'}(β) e^{−im'γ} a_lm'.
 *
 * The tilt is R_y(β) = R_z(π/2) R_y(π/2) R_z(β + π) R_y(π/2) R_z(π/2): two quarter turns, whose functions do not depend on β, and
 * a phase. So no β is special. C_l stays to 1e−14 at all l ≤ 1535; a coefficient is as right as m times the rounding of an
 * angle allows, 1e−14 at l = 64 and 5e−13 at l = 1535 of its size. Time grows as lmax³.
 *
 * Throws invalid-argument when the matrix is no rotation.
 *
 * @param out  written; may be `alm` itself
 */
export function rotatedAlm(alm: Alm, matrix: Matrix3, out: Alm = emptyAlm(alm.lmax)): Alm {
  const rotation = beginRotation(alm, matrix)
  takeSteps(rotation, 0, rotation.steps)
  return endRotation(rotation, out)
}

/** cos and sin of quarter turns, exactly */
const QUARTERS = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const

/** Multiplies coefficient (l, m) by e^{−imφ} with φ = angle + quarters · π/2. `out` is written; may be `alm` itself. */
function turnAboutZ({ lmax, re, im }: Alm, angle: number, quarters: number, out: Alm): Alm {
  for (let m = 0; m <= lmax; m++) {
    const [x, y] = QUARTERS[(m * quarters) % 4]
    const [u, v] = [Math.cos(m * angle), Math.sin(m * angle)]
    const c = u * x - v * y
    const s = v * x + u * y
    const end = almIndex(lmax, lmax, m)
    for (let i = almIndex(lmax, m, m); i <= end; i++) {
      const real = re[i]
      out.re[i] = c * real + s * im[i]
      out.im[i] = c * im[i] - s * real
    }
  }
  return out
}
