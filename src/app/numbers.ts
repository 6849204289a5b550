/** Numbers as a physicist writes them: a true minus, a multiplication sign, errors that share the exponent of their value. */
import { exponentOf, superscript, withMinus } from '../drawing/format.ts'
import { degrees } from '../science/units.ts'

/** `4.9 × 10¹⁰`; numbers between 0.01 and a million stay as they are. */
export function scientific(x: number, digits = 2): string {
  if (!Number.isFinite(x)) return '—'
  const exponent = exponentOf(x)
  if (x === 0 || (exponent >= -2 && exponent < 6)) return withMinus(Number(x.toPrecision(Math.max(digits, exponent + 1))).toLocaleString('en'))
  return `${withMinus((x / 10 ** exponent).toFixed(digits - 1))} × 10${superscript(exponent)}`
}

/** `(8.1 ± 0.1) × 10⁻⁴`: the error with one digit, the value as far as the error goes. */
export function withError(x: number, error: number | undefined): string {
  if (error === undefined || !(error > 0)) return scientific(x, 3)
  const exponent = exponentOf(Math.max(Math.abs(x), error))
  const decimals = Math.max(0, exponent - exponentOf(error))
  const scale = 10 ** exponent
  const pair = `${withMinus((x / scale).toFixed(decimals))} ± ${(error / scale).toFixed(decimals)}`
  return exponent === 0 ? pair : `(${pair}) × 10${superscript(exponent)}`
}

/** `38° ± 1°` from radians. */
export function angleWithError(angle: number, error: number | undefined): string {
  if (error === undefined) return `${degrees(angle).toFixed(1)}°`
  const wide = degrees(error)
  const decimals = wide >= 1 ? 0 : wide >= 0.1 ? 1 : 2
  return `${degrees(angle).toFixed(decimals)}° ± ${wide.toFixed(decimals)}°`
}

/** `−26° … +64°` */
export const declinationRange = ([south, north]: readonly [number, number]): string => `${signedDegrees(south)} … ${signedDegrees(north)}`

export function signedDegrees(deg: number): string {
  const rounded = Math.round(deg)
  return `${rounded > 0 ? '+' : ''}${withMinus(String(rounded))}°`
}

/** `1.6 MB` */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const unit = bytes < 1e6 ? 'kB' : bytes < 1e9 ? 'MB' : 'GB'
  const size = bytes / { kB: 1e3, MB: 1e6, GB: 1e9 }[unit]
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`
}

/** `0.4 ms`, `41 ms`, `0.38 s` */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`
}

/** The first eight characters of a fingerprint. */
export const shortSha = (sha256: string): string => `${sha256.slice(0, 8)}…`
