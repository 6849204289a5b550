/** The unit vector of a point of the Mollweide ellipse: `mollweide.invert` for a shader; beyond the rim as far within, as the raster has it. */
export const mollweideGlsl = /* glsl */ `
// u − sin u for 0 ≤ u ≤ 2π/3, by its series: the difference would cancel.
float excess(float u) {
  float v = u * u;
  return u * v / 6.0 * (1.0 - v / 20.0 * (1.0 - v / 42.0 * (1.0 - v / 72.0 * (1.0 - v / 110.0 * (1.0 - v / 156.0)))));
}

vec3 skyVector(vec2 p) {
  float s = abs(p.y) * 0.70710678118654752; // sin t
  s = s > 1.0 ? 2.0 - s : s;
  float c = sqrt((1.0 - s) * (1.0 + s));
  float sinPhi, cosPhi;
  if (s <= 0.5) {
    sinPhi = 2.0 / PI * (arcsine(s) + s * c); // (2t + sin 2t) / π
    cosPhi = sqrt((1.0 - sinPhi) * (1.0 + sinPhi));
  } else {
    float gap = excess(4.0 * arcsine(sqrt((1.0 - s) * 0.5))) / PI; // 1 − sin φ, from the gap π − 2t
    sinPhi = 1.0 - gap;
    cosPhi = sqrt(gap * (2.0 - gap));
  }
  vec2 turn = cosineSine(p.x * (PI * 0.35355339059327376) / max(c, 1e-9));
  return vec3(cosPhi * turn, p.y < 0.0 ? -sinPhi : sinPhi);
}
`
