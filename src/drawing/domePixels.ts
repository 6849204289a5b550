/** The colours of the dome. Hour angle and declination of a pixel stay while the sky turns, so a turn is one subtraction a pixel. */
import { rotate, transposed } from '../science/math/matrix3.ts'
import { equatorialAngles } from '../science/sphere/directions.ts'
import { wrap } from '../science/units.ts'
import { domeOf, localAt, type DomeView } from './dome.ts'

export interface DomeRaster {
  /** Pixels of its width and height; the horizon is the circle that touches all four edges. */
  readonly pixels: number
  /** [pixels × pixels] h and δ (radians), row by row. The corners show what is below the horizon: the page cuts them off. */
  readonly hourAngle: Float32Array
  readonly delta: Float32Array
}

/** A colour as ImageData stores it (`wordOf`), of a direction (radians, 0 ≤ α < 2π). */
export type ColourAt = (alpha: number, delta: number) => number

export function domeRaster({ latitude, side }: Pick<DomeView, 'latitude' | 'side'>, pixels: number): DomeRaster {
  const dome = domeOf({ latitude, side, sidereal: 0 }, pixels)
  const back = transposed(dome.rotation)
  const raster = { pixels, hourAngle: new Float32Array(pixels * pixels), delta: new Float32Array(pixels * pixels) }
  for (let row = 0, i = 0; row < pixels; row++) {
    for (let column = 0; column < pixels; column++, i++) {
      const { alpha, delta } = equatorialAngles(rotate(back, localAt(dome, column + 0.5, row + 0.5)))
      raster.hourAngle[i] = -alpha
      raster.delta[i] = delta
    }
  }
  return raster
}

/** @param out  [pixels × pixels] colours, written */
export function paintDome({ hourAngle, delta }: DomeRaster, sidereal: number, colourAt: ColourAt, out: Uint32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = colourAt(wrap(sidereal - hourAngle[i]), delta[i])
}
