/**
 * Arctangent, arcsine, cosine and sine in single precision: those that are built in are only good to some 10⁻⁴, which takes
 * one screen pixel in a hundred to a neighbour of its sky pixel. Polynomials are least-maximum fits of this project, relative
 * errors below 5·10⁻⁸ before rounding.
 */
export const trigonometryGlsl = /* glsl */ `
const float PI = 3.14159265358979;

// For |x| ≤ 1: an eighth of a turn is taken away where the series would be slow.
float arctangent(float x) {
  float a = abs(x);
  bool far = a > 0.41421356;
  float y = far ? (a - 1.0) / (a + 1.0) : a;
  float z = y * y;
  float angle = y + y * z * (-0.3333333134 + z * (0.1999954581 + z * (-0.1426412463 + z * (0.1074529365 - z * 0.0645645665))));
  if (far) angle += 0.78539816339745;
  return x < 0.0 ? -angle : angle;
}

// For 0 ≤ x ≤ ½.
float arcsine(float x) {
  float z = x * x;
  return x + x * z * (0.1666667312 + z * (0.0749881268 + z * (0.0450099334 + z * (0.0264992025 + z * 0.0381965898))));
}

// Whole quarter turns are taken away in two parts, of which the first is exact.
vec2 cosineSine(float angle) {
  float quarters = floor(angle * (2.0 / PI) + 0.5);
  float r = (angle - quarters * 1.5703125) - quarters * 4.83826794896619e-4;
  float z = r * r;
  float s = r + r * z * (-0.1666666418 + z * (0.0083327452 - z * 0.0001958736));
  float c = 1.0 + z * (-0.5 + z * (0.0416666641 + z * (-0.0013888301 + z * 0.0000245476)));
  int turn = int(quarters) & 3;
  vec2 cs = (turn & 1) == 0 ? vec2(c, s) : vec2(-s, c);
  return turn > 1 ? -cs : cs;
}
`
