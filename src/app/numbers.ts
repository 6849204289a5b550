/** Numbers of the page that stand beside no picture: a true minus, a multiplication sign, short sizes and times. */
import { exponentOf, signedDegreesText, superscript, withMinus } from '../drawing/format.ts'
import { byteSize, radians } from '../science/units.ts'

export { byteSize }

/** `4.9 × 10¹⁰`; numbers between 0.01 and a million stay as they are. */
export function scientific(x: number, digits = 2): string {
  if (!Number.isFinite(x)) return '—'
  const exponent = exponentOf(x)
  if (x === 0 || (exponent >= -2 && exponent < 6)) return withMinus(Number(x.toPrecision(Math.max(digits, exponent + 1))).toLocaleString('en'))
  return `${withMinus((x / 10 ** exponent).toFixed(digits - 1))} × 10${superscript(exponent)}`
}

/** `−26° … +64°` from degrees. */
export const declinationRange = ([south, north]: readonly [number, number]): string =>
  `${signedDegreesText(radians(south), 0)} … ${signedDegreesText(radians(north), 0)}`

/** `0.4 ms`, `41 ms`, `0.38 s` */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`
}

/** The first eight characters of a fingerprint. */
export const shortSha = (sha256: string): string => `${sha256.slice(0, 8)}…`
