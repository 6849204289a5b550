import { describe, expect, test } from 'vitest'
import { INK, type Figure } from './figure.ts'
import { svgOf, type SvgParts } from './svgFigure.ts'

const PIXEL = 'data:image/png;base64,iVBORw0KGgo='
const HOSTILE = ['<script>alert(1)</script>', ']]>', '<!--', '--><img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', '&lt;&#x41;&unknown;', "'", '⟨202E⟩', '\u{1f30c} δI']

const figure = (text: string): Figure => ({
  width: 400,
  height: 300,
  ground: 'white',
  items: [
    { kind: 'text', x: 10, y: 10, text, size: 12, anchor: 'start', baseline: 'top', colour: INK, halo: true },
    { kind: 'group', x: 0, y: 20, width: 400, height: 200, items: [{ kind: 'sky' }, { kind: 'stroke', path: 'M0 0L10 10', colour: INK, opacity: 0.5, width: 1, dash: [6, 4] }, { kind: 'fill', path: 'M0 0H5V5Z', colour: 'rgb(1 2 3)' }] },
    { kind: 'ramp', x: 50, y: 230, width: 300, height: 10, colours: [[0, 0, 255], [255, 255, 255], [255, 0, 0]] },
  ],
})
const parts = (text: string): SvgParts => ({ figure: figure(text), millimetres: 88, sky: PIXEL, title: text, description: text, study: { name: 'anisky', json: JSON.stringify({ title: text }) } })

function parsed(text: string): Document {
  const page = new DOMParser().parseFromString(text, 'image/svg+xml')
  expect(page.querySelector('parsererror')?.textContent).toBeUndefined()
  return page
}

describe('a figure as SVG', () => {
  test.each(HOSTILE)('is well formed and holds %j as text, wherever it stands', (text) => {
    const page = parsed(svgOf(parts(text)))
    expect(page.documentElement.localName).toBe('svg')
    for (const place of ['title', 'desc', 'text']) expect(page.querySelector(place)!.textContent).toBe(text)
    expect(page.querySelector('metadata')).toMatchObject({ id: 'anisky', textContent: JSON.stringify({ title: text }) })
    expect(page.querySelectorAll('script, foreignObject, a, style, use, iframe')).toHaveLength(0)
  })

  test('refers to nothing outside, and to nothing that is not there', () => {
    const page = parsed(svgOf(parts(HOSTILE.join(' '))))
    for (const element of page.querySelectorAll('*')) {
      for (const { localName, value } of element.attributes) {
        expect(localName).not.toMatch(/^on/)
        if (localName === 'href') expect(value).toBe(PIXEL)
        const target = /^url\((.*)\)$/.exec(value)?.[1]
        if (target !== undefined) expect(page.querySelector(target)).not.toBeNull()
      }
    }
    expect(page.querySelectorAll('image')).toHaveLength(1)
  })

  test('is as large on paper as was asked for', () => {
    const root = parsed(svgOf(parts('x'))).documentElement
    expect(root.getAttribute('width')).toBe('88mm')
    expect(root.getAttribute('height')).toBe('66mm')
    expect(root.getAttribute('viewBox')).toBe('0 0 400 300')
    const { millimetres: _, ...screen } = parts('x')
    expect(parsed(svgOf(screen)).documentElement.getAttribute('width')).toBe('400')
  })

  test('puts the map into its group, and cuts it there', () => {
    const image = parsed(svgOf(parts('x'))).querySelector('image')!
    expect([image.getAttribute('width'), image.getAttribute('height')]).toEqual(['400', '200'])
    expect(image.parentElement!.getAttribute('transform')).toBe('translate(0 20)')
    expect(image.parentElement!.getAttribute('clip-path')).toMatch(/^url\(#/)
  })

  test('is the same text again', () => {
    expect(svgOf(parts('x'))).toBe(svgOf(parts('x')))
  })

  test('without a ground has none', () => {
    const clear = { ...parts('x'), figure: { ...figure('x'), ground: 'transparent' as const } }
    expect(parsed(svgOf(clear)).documentElement.querySelector(':scope > rect[fill="#ffffff"]')).toBeNull()
    expect(parsed(svgOf(parts('x'))).documentElement.querySelector(':scope > rect[fill="#ffffff"]')).not.toBeNull()
  })
})
