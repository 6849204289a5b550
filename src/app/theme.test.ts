import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mixed, parseColour } from '../drawing/colour.ts'
import { contrast as contrastOf } from '../drawing/testing/eye.ts'
import { EDGE_ON_WHITE, unseenAs } from '../drawing/unseen.ts'

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')
const token = (name: string, theme: 'light' | 'dark'): string => {
  const [, light, dark] = css.match(new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`))!
  return theme === 'light' ? light! : dark!
}

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const surfaces = ['page', 'panel', 'panel-raised']
  test.each(['text', 'text-soft', 'accent', 'warm', 'warning'])('%s can be read on every surface (4.5 : 1)', (name) => {
    for (const surface of surfaces) expect(contrast(token(name, theme), token(surface, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test('text on the accent can be read', () => {
    expect(contrast(token('accent-text', theme), token('accent', theme))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(token('text', theme), token('accent-soft', theme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['line-strong', 'focus', 'graticule'])('%s stands out from every surface (3 : 1)', (name) => {
    for (const surface of surfaces) expect(contrast(token(name, theme), token(surface, theme))).toBeGreaterThanOrEqual(3)
  })

  test.each(['hatched', 'grey', 'white'] as const)('the edge of what is seen stands out from %s unseen sky (3 : 1)', (kind) => {
    const unseen = unseenAs(kind, parseColour(token('unseen', theme)), parseColour(token('graticule', theme)))
    for (const ground of [unseen.ground, unseen.hatch]) {
      // The line of the field of view is drawn with 85 % of the text's colour; on white the edge has a dark line of its own.
      const line = kind === 'white' ? EDGE_ON_WHITE : mixed(ground, parseColour(token('text', theme)), 0.85)
      expect(contrastOf(line, ground)).toBeGreaterThanOrEqual(3)
    }
  })

  test('the unobserved sky cannot be taken for zero, which is nearly white', () => {
    expect(contrast(token('unseen', theme), '#f5f1ee')).toBeGreaterThanOrEqual(3)
  })
})
