/** Draws curves of the sky through d3-geo, which cuts them at the edge of the picture, behind the globe and outside the canvas. */
import { geoPath, geoProjection } from 'd3-geo'
import { rotate, type Matrix3 } from '../science/math/matrix3.ts'
import { degrees } from '../science/units.ts'
import type { Camera } from './camera.ts'
import type { Curve } from './curves.ts'
import { reachOf } from './sight.ts'

/** SVG path data of a curve whose components `toPicture` turns into those of the picture. */
export type Pen = (curve: Curve, toPicture: Matrix3) => string

/**
 * The camera as d3-geo knows projections: of longitudes and latitudes of the picture, in degrees. Curves come finely sampled,
 * so none is resampled; what is far beyond the canvas is left out before.
 */
export function penOf(camera: Camera): Pen {
  const { projection, scale, sense, x, y, width, height } = camera
  const made = geoProjection(projection.raw).scale(scale).translate([x, y]).reflectX(sense < 0).precision(0)
  const clipped = (projection.reach === 'hemisphere' ? made.clipAngle(90) : made).clipExtent([[-1, -1], [width + 1, height + 1]])
  const path = geoPath(clipped).digits(1)
  const sight = Math.cos(Math.min(Math.PI, reachOf(camera)))
  return (curve, toPicture) => path({ type: 'MultiLineString', coordinates: runs(curve.map((v) => rotate(toPicture, v)), sight) }) ?? ''
}

/** Longitudes and latitudes (degrees) of the pieces of a curve that lie within sight, with one point more at either end. */
function runs(curve: Curve, sight: number): [number, number][][] {
  const pieces: [number, number][][] = []
  let open: [number, number][] | undefined
  for (let i = 0; i < curve.length; i++) {
    const near = curve[i]![0] >= sight || (curve[i - 1]?.[0] ?? -1) >= sight || (curve[i + 1]?.[0] ?? -1) >= sight
    if (!near) open = undefined
    else {
      if (open === undefined) pieces.push((open = []))
      const [x, y, z] = curve[i]!
      open.push([degrees(Math.atan2(y, x)), degrees(Math.atan2(z, Math.hypot(x, y)))])
    }
  }
  return pieces.filter((piece) => piece.length > 1)
}
