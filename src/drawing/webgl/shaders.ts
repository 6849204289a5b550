/** The shaders, put together from their parts: a program for each projection, geometry and kind of target. */
import type { Geometry } from '../../science/sphere/rings.ts'
import type { ProjectionName } from '../../study/document.ts'
import { equalAreaGlsl } from '../projections/equalArea.glsl.ts'
import { equirectangularGlsl } from '../projections/equirectangular.glsl.ts'
import { hammerGlsl } from '../projections/hammer.glsl.ts'
import { mollweideGlsl } from '../projections/mollweide.glsl.ts'
import { orthographicGlsl } from '../projections/orthographic.glsl.ts'
import { polarGlsl } from '../projections/polar.glsl.ts'
import { projections } from '../projections/projection.ts'
import { colourGlsl } from './colour.glsl.ts'
import { coverGlsl } from './cover.glsl.ts'
import { lookUpGlsl } from './lookUp.glsl.ts'
import { trigonometryGlsl } from './trigonometry.glsl.ts'

/** Each defines `vec3 skyVector(vec2 p)`: towards the middle, towards growing longitude, north. */
const inverses: Readonly<Record<ProjectionName, string>> = {
  mollweide: mollweideGlsl,
  hammer: hammerGlsl,
  equirectangular: equirectangularGlsl,
  equalArea: equalAreaGlsl,
  polar: polarGlsl,
  globe: orthographicGlsl,
}

/** One triangle that covers everything. */
export const vertexShader = /* glsl */ `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}
`

/** Sky pixels, −1 outside, for checking; or colours, their cover multiplied in. */
export type Target = 'index' | 'colour'

const mains: Readonly<Record<Target, string>> = {
  index: 'out int index; void main() { float share; index = pixelUnder(share); }',
  colour: `${colourGlsl}
out vec4 colour;

void main() {
  float share;
  int pixel = pixelUnder(share);
  if (pixel < 0) { colour = vec4(0.0); return; }
  float alpha = floor(share * 255.0 + 0.5) / 255.0;
  colour = vec4(colourOf(pixel, int(rows - gl_FragCoord.y), int(gl_FragCoord.x)) * alpha, alpha);
}
`,
}

export const fragmentShader = (projection: ProjectionName, kind: Geometry['kind'], target: Target): string => /* glsl */ `#version 300 es
precision highp float;
precision highp int;

uniform float rows;      // device pixels
uniform vec2 middle;     // device pixels from the left and from the top
uniform vec2 perPixel;   // units of the projection, along x with the sense of longitude
uniform mat3 toSky;      // components in the picture → equatorial ones
${trigonometryGlsl}${inverses[projection]}${lookUpGlsl[kind]}${coverGlsl(projections[projection].outline)}
int pixelUnder(out float share) {
  vec2 p = vec2(gl_FragCoord.x, rows - gl_FragCoord.y) - middle;
  share = cover(p);
  return share > 0.0 ? skyPixel(toSky * skyVector(p * perPixel)) : -1;
}

${mains[target]}`
