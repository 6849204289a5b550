/** The unit vector of a point of the polar picture: `polar.vector` for a shader. */
export const polarGlsl = /* glsl */ `
vec3 skyVector(vec2 p) {
  float fall = dot(p, p) * 0.5; // 1 − cos c
  return vec3(1.0 - fall, p * sqrt(max(0.0, 1.0 - 0.5 * fall)));
}
`
