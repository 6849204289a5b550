/** Coefficients a_lm as a triangle of discs, l downward and m to the right, as coordinates. */
import type { Alm } from '../../science/harmonics/alm.ts'
import { exponentOf, superscript } from '../format.ts'

export interface Coefficient {
  readonly l: number
  readonly m: number
  readonly re: number
  readonly im: number
}

export interface AlmMark extends Coefficient {
  /** The middle of its place. CSS pixels. */
  readonly x: number
  readonly y: number
  /** Grows with the logarithm of |a_lm|; a dot where it is below the range. */
  readonly radius: number
  /** From the middle towards the phase of a_lm: right is real, up imaginary. */
  readonly hand: readonly [number, number]
}

export interface AlmPlot {
  /** Side of a place. CSS pixels. */
  readonly cell: number
  readonly marks: readonly AlmMark[]
  readonly lTicks: readonly { readonly l: number; readonly y: number }[]
  readonly mTicks: readonly { readonly m: number; readonly x: number }[]
  /** What three discs stand for, beside the triangle's slope; none where it is too small. */
  readonly key: readonly { readonly x: number; readonly y: number; readonly radius: number; readonly text: string }[]
}

/** How far apart the largest and the smallest disc are: three powers of ten. */
const DEPTH = 1e-3
const DOT = 1.4
/** Room for the numbers of l and m. */
const LEFT = 26
const TOP = 20

/** Re and Im of a_lm, l = 1 … lmax, 0 ≤ m ≤ l: stored by m, then l. What the set does not reach is left out. */
export function coefficientsOf(alm: Pick<Alm, 'lmax' | 're' | 'im'>, lmax: number): readonly Coefficient[] {
  const top = Math.min(lmax, alm.lmax)
  return Array.from({ length: top }, (_, i) => i + 1).flatMap((l) =>
    Array.from({ length: l + 1 }, (_, m): Coefficient => {
      const at = (m * (2 * alm.lmax + 1 - m)) / 2 + l
      return { l, m, re: alm.re[at], im: alm.im[at] }
    }),
  )
}

export const amplitudeOf = ({ re, im }: Pick<Coefficient, 're' | 'im'>): number => Math.hypot(re, im)

/** a − b, of the coefficients that both have. */
export function differenceOf(a: readonly Coefficient[], b: readonly Coefficient[]): readonly Coefficient[] {
  const known = new Map(b.map((one) => [`${one.l},${one.m}`, one]))
  return a.flatMap((one) => {
    const other = known.get(`${one.l},${one.m}`)
    return other === undefined ? [] : [{ ...one, re: one.re - other.re, im: one.im - other.im }]
  })
}

/** The largest amplitude, which has the largest disc. Several triangles share it. */
export const largestOf = (...sets: readonly (readonly Coefficient[])[]): number => sets.flat().reduce((largest, one) => Math.max(largest, amplitudeOf(one) || 0), 0)

export function almPlot(coefficients: readonly Coefficient[], lmax: number, width: number, height: number, largest: number): AlmPlot {
  const cell = Math.max(8, Math.min((width - LEFT) / (lmax + 1), (height - TOP) / lmax, 56))
  const xOf = (m: number) => LEFT + (m + 0.5) * cell
  const yOf = (l: number) => TOP + (l - 0.5) * cell
  const full = 0.45 * cell
  return {
    cell,
    marks: coefficients.map((one): AlmMark => {
      const radius = radiusOf(amplitudeOf(one), largest, full)
      const phase = Math.atan2(one.im, one.re)
      const reach = radius > DOT ? radius : 0
      return { ...one, x: xOf(one.m), y: yOf(one.l), radius, hand: [reach * Math.cos(phase), -reach * Math.sin(phase)] }
    }),
    lTicks: Array.from({ length: lmax }, (_, i) => ({ l: i + 1, y: yOf(i + 1) })),
    mTicks: Array.from({ length: lmax + 1 }, (_, m) => ({ m, x: xOf(m) })),
    key: lmax < 6 || !(largest > 0) ? [] : [0, 1, 2].map((i) => {
      const exponent = exponentOf(largest) - i
      return { x: xOf(4.4), y: yOf(1 + i * 0.98), radius: radiusOf(10 ** exponent, largest, full), text: `10${superscript(exponent)}` }
    }),
  }
}

function radiusOf(amplitude: number, largest: number, full: number): number {
  if (!(amplitude > largest * DEPTH)) return DOT
  return DOT + (full - DOT) * (1 - Math.log(amplitude / largest) / Math.log(DEPTH))
}
