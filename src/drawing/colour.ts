/** Colours: what a screen shows, what the eye compares, and how a picture stores them. */

/** Red, green, blue, 0 … 255. */
export type Colour = readonly [number, number, number]

/** L*, a*, b* */
export type Lab = readonly [number, number, number]

/** CIELAB (D65) to sRGB, 0 … 255; colours a screen cannot show are cut at its limits. */
export function rgbOf([l, a, b]: Lab): Colour {
  const fy = (l + 16) / 116
  const cube = (f: number) => (f ** 3 > 216 / 24389 ? f ** 3 : (116 * f - 16) / (24389 / 27))
  const x = 0.95047 * cube(fy + a / 500)
  const y = cube(fy)
  const z = 1.08883 * cube(fy - b / 200)
  const gamma = (c: number) => 255 * Math.max(0, Math.min(1, c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055))
  return [
    gamma(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
    gamma(-0.969266 * x + 1.8760108 * y + 0.041556 * z),
    gamma(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
  ]
}

export const cssColour = (colour: Colour): string => `rgb(${colour.map(Math.round).join(' ')})`

/** Reads `rgb(12 34 56)`, `rgb(12, 34, 56)`, `#0c2238`. Anything else is mid-grey. */
export function parseColour(css: string): Colour {
  const hex = /^#([0-9a-f]{6})$/i.exec(css.trim())
  if (hex !== null) return [0, 2, 4].map((i) => parseInt(hex[1]!.slice(i, i + 2), 16)) as unknown as Colour
  const [r, g, b] = (css.match(/[\d.]+/g) ?? []).map(Number)
  return r === undefined || g === undefined || b === undefined ? [128, 128, 128] : [r, g, b]
}

/** `share` of the way from one colour to another. */
export const mixed = (from: Colour, to: Colour, share: number): Colour => from.map((c, i) => c + (to[i]! - c) * share) as unknown as Colour

/** A colour as ImageData stores it on the little-endian machines browsers run on, opaque. */
export const wordOf = ([r, g, b]: Colour): number => (0xff000000 | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0
