/**
 * The colour of a value, as `paint.ts` has it. `palette` holds the table in its first row and the same under the lines over
 * negative values in its second; `pattern` one period of the hatch, its alpha saying where those lines run.
 */
export const colourGlsl = /* glsl */ `
uniform highp sampler2D values;
uniform sampler2D palette;
uniform sampler2D pattern;
uniform float low;
uniform float perStep;
uniform float threshold;
uniform vec3 muted;
uniform bool hatchNegative;

// row from the top
vec3 colourOf(int pixel, int row, int column) {
  float value = texelFetch(values, ivec2(pixel & 4095, pixel >> 12), 0).r;
  int period = textureSize(pattern, 0).x;
  // Asked of the bits: a compiler may take it for granted that numbers are numbers.
  if ((floatBitsToUint(value) & 0x7fffffffu) > 0x7f800000u) return texelFetch(pattern, ivec2((row + column) % period, 0), 0).rgb;
  if (value < threshold && value > -threshold) return muted;
  int last = textureSize(palette, 0).x - 1;
  int place = int(clamp((value - low) * perStep, 0.0, float(last)) + 0.5);
  bool line = hatchNegative && value < 0.0 && texelFetch(pattern, ivec2((row + period - column % period) % period, 0), 0).a > 0.5;
  return texelFetch(palette, ivec2(place, line ? 1 : 0), 0).rgb;
}
`
