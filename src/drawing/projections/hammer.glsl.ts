/** The unit vector of a point of the Hammer ellipse: `hammer.vector` for a shader. */
export const hammerGlsl = /* glsl */ `
vec3 skyVector(vec2 p) {
  float z = sqrt(max(0.0, 1.0 - p.x * p.x / 16.0 - p.y * p.y / 4.0));
  vec2 half_ = vec2(2.0 * z * z - 1.0, z * p.x * 0.5);
  float c = max(1e-20, length(half_));
  return vec3((half_.x - half_.y) * (half_.x + half_.y) / c, 2.0 * half_.x * half_.y / c, z * p.y);
}
`
