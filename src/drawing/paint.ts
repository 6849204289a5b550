/** What colour each screen pixel has: the value of its sky pixel on a colour scale, or the ground of what is not seen. */
import { mixed, wordOf, type Colour } from './colour.ts'
import type { ColourTable } from './colourMaps.ts'
import type { SkyRaster } from './raster.ts'

/** Sky that is not looked at: hatched, so that nobody reads it as zero, or plain where both colours are one. */
export interface Unseen {
  readonly ground: Colour
  readonly hatch: Colour
}

/** Values from `low` to `high` spread over the whole table; what lies beyond has the end colours. */
export interface Span {
  readonly low: number
  readonly high: number
}

/** How values become colours. */
export interface Painting {
  readonly table: ColourTable
  readonly span: Span
  /** Values nearer to zero than this, of either sign, are drawn in `muted`; 0 for none. */
  readonly threshold: number
  /** Dark lines over what is below zero, so that its sign survives a print without colours. */
  readonly hatchNegative: boolean
  readonly unseen: Unseen
}

/** Values that a threshold hides. */
export const MUTED: Colour = [188, 192, 198]

/** CSS pixels between hatch lines, measured along a row. */
export const HATCH = 7
/** How much darker the lines over negative values are. */
export const SHADE = 0.62

/**
 * Colours every screen pixel, or those of some rows.
 *
 * @param values    [sky pixels] NaN where nothing was seen
 * @param out       [height × width × 4] RGBA, written
 * @param from, to  the rows from … to − 1
 */
export function paint(raster: SkyRaster, values: Float32Array, painting: Painting, out: Uint8ClampedArray, from = 0, to = raster.height): void {
  const { pixel, inside, width, density } = raster
  const { table, span: { low, high }, threshold, hatchNegative, unseen } = painting
  const words = new Uint32Array(out.buffer, out.byteOffset, pixel.length)
  const hatch = hatchColours(unseen, density)
  const period = hatch.length
  const { words: colours } = table
  const last = colours.length - 1
  const scale = last / (high - low)
  const muted = wordOf(MUTED)
  const lines = hatchNegative ? hatchShares(density).map((share) => share > 0.5) : []
  for (let row = from, i = from * width; row < to; row++) {
    for (let column = 0; column < width; column++, i++) {
      const p = pixel[i]
      if (p < 0) {
        words[i] = 0
        continue
      }
      const value = values[p]
      const x = (value - low) * scale
      // x − x is 0 for every number and NaN for NaN.
      let word = x - x === 0 ? colours[x <= 0 ? 0 : x >= last ? last : (x + 0.5) | 0] : x === x ? colours[x > 0 ? last : 0] : hatch[(row + column) % period]
      if (value < threshold && value > -threshold) word = muted
      // The other way than the hatch of what is unseen, so that the two are never taken for each other.
      else if (hatchNegative && value < 0 && lines[(row + period - (column % period)) % period]) word = shaded(word)
      words[i] = (word & 0xffffff) | (inside[i] << 24)
    }
  }
}

/** A colour under the lines over negative values. */
export const shaded = (word: number): number => wordOf([(word & 255) * SHADE, ((word >> 8) & 255) * SHADE, ((word >> 16) & 255) * SHADE])

/** One period of the hatch: how much of each pixel its line covers. */
export function hatchShares(density: number): readonly number[] {
  const period = Math.max(3, Math.round(HATCH * density))
  return Array.from({ length: period }, (_, i) => Math.max(0, Math.min(1, 0.5 * density + 0.5 - Math.abs(i + 0.5 - period / 2) / Math.SQRT2)))
}

/** One period of the hatch of what is unseen, as words. */
export const hatchColours = ({ ground, hatch }: Unseen, density: number): Uint32Array =>
  Uint32Array.from(hatchShares(density), (share) => wordOf(mixed(ground, hatch, share)))

/** How many sky pixels lie beyond the ends of the scale. */
export function clipped(values: Float32Array, { low, high }: Span): { below: number; above: number } {
  let below = 0
  let above = 0
  for (let i = 0; i < values.length; i++) {
    if (values[i] > high) above++
    else if (values[i] < low) below++
  }
  return { below, above }
}
