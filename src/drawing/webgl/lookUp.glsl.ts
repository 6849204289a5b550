/** Which sky pixel holds a direction, for a shader: `ringPixel` and `pixelAt` once more, in single precision. */
import type { Geometry } from '../../science/sphere/rings.ts'

/** The angle of (x, y) as the nearest of the four axes and the rest in quarter turns, −½ … ½: whole turns cost no digits. */
const quarterTurns = /* glsl */ `
int quarterTurns(vec2 v, out float rest) {
  bool steep = abs(v.y) > abs(v.x);
  float along = steep ? v.y : v.x;
  float across = steep ? -v.x : v.y;
  rest = along == 0.0 ? 0.0 : arctangent(across / along) * (2.0 / PI);
  return steep ? (v.y > 0.0 ? 1 : 3) : (v.x >= 0.0 ? 0 : 2);
}
`

/** HEALPix in RING order (Górski et al. 2005, Sec. 5.3). */
const healpix = /* glsl */ `
uniform int nside;

int skyPixel(vec3 n) {
  float rest;
  int axis = quarterTurns(n.xy, rest);
  float size = float(nside);
  float height = abs(n.z);
  if (height <= 2.0 / 3.0) {
    float along = size * (0.5 + rest);
    float slant = 0.75 * size * n.z;
    int rising = int(floor(along - slant));
    int falling = int(floor(along + slant));
    int ring = nside + 1 + rising - falling;
    int column = ((rising + falling - nside + 2 - (ring & 1)) >> 1) + axis * nside;
    column += column < 0 ? 4 * nside : column >= 4 * nside ? -4 * nside : 0;
    return 2 * nside * (nside - 1) + (ring - 1) * 4 * nside + column;
  }
  int quarter = rest >= 0.0 ? axis : (axis + 3) & 3;
  float within = rest >= 0.0 ? rest : 1.0 + rest;
  float beyond = rest >= 0.0 ? 1.0 - rest : -rest;
  float reach = size * length(n.xy) * sqrt(3.0 / (1.0 + height)); // √(3 (1 − |z|)) without the cancellation at the pole
  int ring = min(nside, int(floor(within * reach)) + int(floor(beyond * reach)) + 1);
  int column = quarter * ring + min(ring - 1, int(floor(within * float(ring))));
  return n.z > 0.0 ? 2 * ring * (ring - 1) + column : 12 * nside * nside - 2 * ring * (ring + 1) + column;
}
`

/** A ring grid: rings between the declinations in `edges`, equal cells from right ascension 0. */
const gauss = /* glsl */ `
uniform highp sampler2D edges;
uniform int rings;
uniform int perRing;

int skyPixel(vec3 n) {
  float across = length(n.xy);
  bool high = abs(n.z) > across;
  float delta = high ? sign(n.z) * (0.5 * PI - arctangent(across / abs(n.z))) : arctangent(n.z / across);
  int north = 0;
  int south = rings;
  while (south - north > 1) {
    int between = (north + south) >> 1;
    if (texelFetch(edges, ivec2(between & 4095, between >> 12), 0).r >= delta) north = between;
    else south = between;
  }
  float rest;
  int axis = quarterTurns(n.xy, rest);
  int before = perRing * axis;
  int column = (before >> 2) + int(floor(float(before & 3) * 0.25 + float(perRing) * 0.25 * rest));
  if (column < 0) column += perRing;
  return north * perRing + min(column, perRing - 1);
}
`

export const lookUpGlsl: Readonly<Record<Geometry['kind'], string>> = { healpix: quarterTurns + healpix, gauss: quarterTurns + gauss }
