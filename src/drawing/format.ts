/** Numbers as they stand beside a picture: thin, with a true minus, a shared power of ten, and an error that sets the digits. */
import { degrees } from '../science/units.ts'

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'

export const superscript = (n: number): string => (n < 0 ? '⁻' : '') + [...String(Math.abs(n))].map((d) => SUPERSCRIPT[Number(d)]).join('')

export const withMinus = (text: string): string => text.replace('-', '−')

/** The power of ten of the first digit; 0 for 0. */
export const exponentOf = (x: number): number => (x === 0 || !Number.isFinite(x) ? 0 : Math.floor(Math.log10(Math.abs(x)) + 1e-12))

/** The unit a range is written in. */
export interface Unit {
  readonly exponent: number
  readonly factor: number
  /** `×10⁻³`, or nothing. */
  readonly text: string
}

/** A power of ten that leaves one digit before the point; plain numbers from 0.1 to 9999 keep none. */
export function unitFor(limit: number): Unit {
  const own = exponentOf(limit)
  return unitOfPower(own >= -1 && own < 4 ? 0 : own)
}

/** A power of ten that somebody has chosen. */
export const unitOfPower = (exponent: number): Unit => ({ exponent, factor: 10 ** exponent, text: exponent === 0 ? '' : `×10${superscript(exponent)}` })

/** `+1.5`, `0`, `−0.75`: at most `digits` figures, no trailing zeros. */
export function signed(x: number, digits = 3): string {
  const rounded = Number(x.toPrecision(digits))
  return `${rounded > 0 ? '+' : ''}${withMinus(String(rounded))}`
}

/** `(+5.2 ± 0.4) × 10⁻⁴`: the error with one digit, the value as far as the error goes; without an error three figures. */
export function measured(x: number, sigma?: number): string {
  if (!Number.isFinite(x)) return '—'
  const known = sigma !== undefined && Number.isFinite(sigma) && sigma > 0
  if (x === 0 && !known) return '0'
  const exponent = exponentOf(known ? Math.max(Math.abs(x), sigma) : x)
  const plain = exponent >= -1 && exponent <= 2
  const scale = plain ? 1 : 10 ** exponent
  const decimals = known ? Math.max(0, -exponentOf(sigma / scale)) : Math.max(0, 2 - (plain ? exponent : 0))
  const value = (x / scale).toFixed(decimals)
  const sign = Number(value) === 0 ? '' : x > 0 ? '+' : '−'
  const text = sign + value.replace('-', '')
  const both = known ? `${text} ± ${(sigma / scale).toFixed(decimals)}` : text
  return plain ? both : `${known ? `(${both})` : both} × 10${superscript(exponent)}`
}

/** `(8.1 ± 0.1) × 10⁻⁴`: as `measured`, of what is never negative, or needs no sign. */
export const magnitude = (x: number, sigma?: number): string => measured(x, sigma).replace('+', '')

/** `5.61 × 10⁸`, `8,649,150`: counts in full up to ten million. */
export function quantity(n: number): string {
  if (!Number.isFinite(n)) return '—'
  if (Math.abs(n) >= 1e7) return `${(n / 10 ** exponentOf(n)).toFixed(2)} × 10${superscript(exponentOf(n))}`
  return withMinus(n.toLocaleString('en', { maximumFractionDigits: Math.abs(n) < 1e4 ? 1 : 0 }))
}

/** `88.0°` */
export const degreesText = (angle: number, decimals = 1): string => `${withMinus(degrees(angle).toFixed(decimals))}°`

/** `38° ± 1°`: as many decimals as the error deserves, one where none is known. */
export function angleText(angle: number, error: number | undefined): string {
  if (error === undefined || !Number.isFinite(error)) return degreesText(angle)
  const wide = degrees(error)
  const decimals = wide >= 0.95 ? 0 : wide >= 0.095 ? 1 : 2
  return `${degreesText(angle, decimals)} ± ${degreesText(error, decimals)}`
}

/** `+22.0°`, `−3.2°` */
export function signedDegreesText(angle: number, decimals = 1): string {
  const text = degrees(angle).toFixed(decimals)
  return `${Number(text) > 0 ? '+' : ''}${Number(text) === 0 ? text.replace('-', '') : withMinus(text)}°`
}
