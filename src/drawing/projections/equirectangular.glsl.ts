/** The unit vector of a point of the equirectangular picture; beyond its edge as far within, as the raster has it. */
export const equirectangularGlsl = /* glsl */ `
vec3 skyVector(vec2 p) {
  float phi = abs(p.y) > 0.5 * PI ? sign(p.y) * (PI - abs(p.y)) : p.y;
  vec2 across = cosineSine(p.x);
  vec2 up = cosineSine(phi);
  return vec3(up.x * across, up.y);
}
`
