/** How much of a screen pixel lies within the outline, as `raster.ts` has it; to first order at the rim. */
import type { Projection } from '../projections/projection.ts'

const distances: Readonly<Record<Projection['outline'], string>> = {
  ellipse: 'vec2 q = p / outline; float within = (1.0 - dot(q, q)) / max(1e-12, 2.0 * length(q / outline));',
  rectangle: 'float within = min(outline.x - abs(p.x), outline.y - abs(p.y));',
}

/** @returns  GLSL of `float cover(vec2 p)`, of a point measured from the middle in device pixels, like the half axes `outline` */
export const coverGlsl = (outline: Projection['outline']): string => /* glsl */ `
uniform vec2 outline;

float cover(vec2 p) {
  ${distances[outline]}
  return clamp(0.5 + within, 0.0, 1.0);
}
`
