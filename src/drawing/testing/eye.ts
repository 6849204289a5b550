/** What the eye makes of a colour as it is stored, in whole steps of 1/255. Written for tests, apart from the code they hold. */
import type { Colour, Lab } from '../colour.ts'

export const linear = (c: number): number => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)

/** Relative luminance of WCAG 2.2. */
export function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((c) => linear(Math.round(c)))
  return 0.2126729 * r! + 0.7151522 * g! + 0.072175 * b!
}

export function contrast(a: Colour, b: Colour): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

/** sRGB to CIELAB (D65). */
export function labOf(colour: Colour): Lab {
  const [r, g, b] = colour.map((c) => linear(Math.round(c))) as [number, number, number]
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)
  const [x, y, z] = [(0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047, luminance(colour), (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883].map(f) as [number, number, number]
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

export const lightness = (colour: Colour): number => labOf(colour)[0]

/** ΔE of 1976: about 2 is just noticed, side by side. */
export const difference = (a: Colour, b: Colour): number => Math.hypot(...labOf(a).map((x, i) => x - labOf(b)[i]!))
