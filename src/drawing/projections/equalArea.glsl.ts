/** The unit vector of a point of the picture of sin δ against right ascension; beyond its edge as far within, as the raster has it. */
export const equalAreaGlsl = /* glsl */ `
vec3 skyVector(vec2 p) {
  float s = p.y * (2.0 / PI);
  s = abs(s) > 1.0 ? sign(s) * (2.0 - abs(s)) : s;
  return vec3(sqrt((1.0 - s) * (1.0 + s)) * cosineSine(p.x), s);
}
`
