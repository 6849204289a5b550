/**
 * How the picture looks to other eyes, and in a bright lecture room: matrices on linear light (the decoded sRGB), as an
 * SVG filter applies them with color-interpolation-filters="linearRGB".
 *
 * Dichromacy after Machado, Oliveira and Fernandes (2009), IEEE Transactions on Visualization and Computer Graphics 15,
 * 1291, at severity 1.0. Achromatopsia is the luminance of Rec. 709. The projector adds room light: its black is a fifth
 * of its white (contrast 5 : 1), where WCAG asks 4.5 : 1 of text alone.
 */
import type { Colour } from './colour.ts'

export type Vision = 'protanopia' | 'deuteranopia' | 'tritanopia' | 'achromatopsia' | 'projector'

/** Three rows of red, green, blue, and what is added to each (white is 1). */
export interface LightMatrix {
  readonly rows: readonly (readonly [number, number, number])[]
  readonly offset: number
}

const LUMINANCE = [0.2126, 0.7152, 0.0722] as const
/** The share of white that a bright room adds to black. */
const ROOM_LIGHT = 0.2

export const visions: Readonly<Record<Vision, LightMatrix>> = {
  protanopia: { rows: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]], offset: 0 },
  deuteranopia: { rows: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]], offset: 0 },
  tritanopia: { rows: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]], offset: 0 },
  achromatopsia: { rows: [LUMINANCE, LUMINANCE, LUMINANCE], offset: 0 },
  projector: { rows: [[1 - ROOM_LIGHT, 0, 0], [0, 1 - ROOM_LIGHT, 0], [0, 0, 1 - ROOM_LIGHT]], offset: ROOM_LIGHT },
}

/** The matrix as feColorMatrix reads it: four rows of five, alpha left alone. */
export const filterValues = ({ rows, offset }: LightMatrix): string => [...rows.map((row) => [...row, 0, offset]), [0, 0, 0, 1, 0]].map((row) => row.join(' ')).join(' ')

const toLight = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const fromLight = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)

/** A colour as it is seen; what a screen cannot show is cut at its limits. */
export function seenAs(vision: Vision, colour: Colour): Colour {
  const { rows, offset } = visions[vision]
  const [r, g, b] = colour.map((c) => toLight(c / 255)) as unknown as Colour
  return rows.map(([x, y, z]) => 255 * fromLight(Math.max(0, Math.min(1, x * r + y * g + z * b + offset)))) as unknown as Colour
}
