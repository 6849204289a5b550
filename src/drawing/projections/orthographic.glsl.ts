/** The unit vector of a point of the globe: `orthographic.vector` for a shader; beyond the limb what lies as far within. */
export const orthographicGlsl = /* glsl */ `
vec3 skyVector(vec2 p) {
  float gap = 1.0 - dot(p, p);
  return vec3(sqrt(abs(gap)), p) * (gap < 0.0 ? inversesqrt(1.0 - 2.0 * gap) : 1.0);
}
`
