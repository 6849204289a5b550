/** How large figures are: the columns of the journals of the field, and screens. */
import { Problem } from '../../science/problem.ts'

export type SizeName = 'aaColumn' | 'aaPage' | 'apjColumn' | 'apjPage' | 'screen'

export interface FigureSize {
  readonly label: string
  /** Printed width; absent for a screen. */
  readonly millimetres?: number
}

/**
 * A&A prints figures 88 mm wide in a column and at most 180 mm across the page (aanda.org, For authors, Figures);
 * AASTeX's two columns are 242.3 pt wide each and 513.1 pt together (TeX points, 72.27 to the inch).
 */
export const FIGURE_SIZES: Readonly<Record<SizeName, FigureSize>> = {
  aaColumn: { label: 'A&A, one column (88 mm)', millimetres: 88 },
  aaPage: { label: 'A&A, both columns (180 mm)', millimetres: 180 },
  apjColumn: { label: 'ApJ, one column (85 mm)', millimetres: (242.3 / 72.27) * 25.4 },
  apjPage: { label: 'ApJ, both columns (180 mm)', millimetres: (513.1 / 72.27) * 25.4 },
  screen: { label: 'Screen, slides', },
}

/** Printer's points (72 to the inch) in a unit, on paper: labels of 12 units are 7.2 pt high. */
export const POINTS_PER_UNIT = 0.6
/** Pixels to the inch of paper at 1×: twice that is what journals ask for. */
const DOTS_PER_INCH = 150

/** Units across a screen, about: letters are as large on a slide as on a page. Four units are a whole number of pixels, so that lines and map meet. */
const ON_SCREEN = 900

export interface Sized {
  /** Units. */
  readonly width: number
  /** Pixels per unit. */
  readonly density: number
  /** Of paper. */
  readonly dotsPerInch?: number
  readonly millimetres?: number
}

/**
 * @param screenWidth  pixels at 1×, for screens
 * @param times        1 … 4
 */
export function sizedFor(name: SizeName, screenWidth: number, times: number): Sized {
  const { millimetres } = FIGURE_SIZES[name]
  if (millimetres === undefined) {
    const pixels = Math.max(1, Math.round((4 * screenWidth) / ON_SCREEN)) / 4
    return { width: screenWidth / pixels, density: pixels * times }
  }
  const dotsPerInch = DOTS_PER_INCH * times
  return { width: (millimetres / 25.4) * (72 / POINTS_PER_UNIT), density: (dotsPerInch / 72) * POINTS_PER_UNIT, dotsPerInch, millimetres }
}

/** Pixels of the largest picture that is made: 4× of a screen 2,000 pixels wide and as high. */
export const MOST_PIXELS = 64e6

/** Width and height in pixels. Throws invalid-argument beyond `MOST_PIXELS`. */
export function pixelsOf({ width, height }: { readonly width: number; readonly height: number }, density: number): { readonly width: number; readonly height: number } {
  const pixels = { width: Math.round(width * density), height: Math.round(height * density) }
  if (pixels.width * pixels.height > MOST_PIXELS) {
    throw new Problem('invalid-argument', `A picture of ${pixels.width} × ${pixels.height} pixels has ${Math.ceil((pixels.width * pixels.height) / 1e6)} million of them, and at most ${MOST_PIXELS / 1e6} million are made.`, {
      remedy: 'Choose a smaller width or fewer pixels, or save the drawing (SVG), whose lines and letters need none.',
      facts: pixels,
    })
  }
  return pixels
}
