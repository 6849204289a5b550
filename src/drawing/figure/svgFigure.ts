/**
 * A figure as an SVG document: the map is a picture inside it, everything else lines and letters. It is built as a tree and
 * serialised by the browser, so that no text, whatever it says, can become markup; it holds no script and refers to nothing outside.
 */
import { FONT, type Figure, type Item, type Text } from './figure.ts'
import { rampStops } from './ramp.ts'

export interface SvgParts {
  readonly figure: Figure
  /** Printed width; without it a unit is a CSS pixel. */
  readonly millimetres?: number
  /** The map of the figure: `data:image/png;base64,…`. */
  readonly sky: string
  readonly title: string
  readonly description: string
  /** Kept in `metadata`, under the name that whoever opens it again looks for. */
  readonly study: { readonly name: string; readonly json: string }
}

const SVG = 'http://www.w3.org/2000/svg'
const XLINK = 'http://www.w3.org/1999/xlink'

/** An SVG file's text. */
export function svgOf({ figure, millimetres, sky, title, description, study }: SvgParts): string {
  const page = document.implementation.createDocument(SVG, 'svg', null)
  const root = page.documentElement
  const { width, height } = figure
  const size = (units: number): string => (millimetres === undefined ? String(units) : `${Number(((units * millimetres) / width).toFixed(3))}mm`)
  setAll(root, { width: size(width), height: size(height), viewBox: `0 0 ${width} ${height}`, 'font-family': FONT })
  // Some programs that place drawings in documents know only this older way to name a picture.
  root.setAttributeNS('http://www.w3.org/2000/xmlns/', 'xmlns:xlink', XLINK)
  const tree = new Tree(page)
  const metadata = tree.add(root, 'metadata', { id: study.name })
  metadata.textContent = study.json
  tree.add(root, 'title', {}).textContent = title
  tree.add(root, 'desc', {}).textContent = description
  if (figure.ground === 'white') tree.add(root, 'rect', { width, height, fill: '#ffffff' })
  drawItems(tree, root, figure.items, (group, box) => {
    const image = tree.add(group, 'image', { width: box.width, height: box.height })
    image.setAttributeNS(XLINK, 'xlink:href', sky)
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(page)}\n`
}

type Attributes = Readonly<Record<string, string | number | undefined>>

function setAll(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, typeof value === 'number' ? String(Number(value.toFixed(3))) : value)
}

/** Makes elements, and names for those that others refer to. */
class Tree {
  readonly #page: Document
  #named = 0

  constructor(page: Document) {
    this.#page = page
  }

  add(parent: Element, name: string, attributes: Attributes): Element {
    const element = this.#page.createElementNS(SVG, name)
    setAll(element, attributes)
    parent.append(element)
    return element
  }

  name(): string {
    return `part${++this.#named}`
  }
}

interface Box {
  readonly width: number
  readonly height: number
}

function drawItems(tree: Tree, parent: Element, items: readonly Item[], sky: (group: Element, box: Box) => void, box: Box = { width: 0, height: 0 }): void {
  for (const item of items) {
    switch (item.kind) {
      case 'sky':
        sky(parent, box)
        break
      case 'group': {
        const id = tree.name()
        tree.add(tree.add(parent, 'clipPath', { id }), 'rect', { width: item.width, height: item.height })
        const group = tree.add(parent, 'g', { transform: `translate(${item.x} ${item.y})`, 'clip-path': `url(#${id})` })
        drawItems(tree, group, item.items, sky, item)
        break
      }
      case 'stroke':
        tree.add(parent, 'path', { d: item.path, fill: 'none', stroke: item.colour, 'stroke-opacity': item.opacity === 1 ? undefined : item.opacity, 'stroke-width': item.width, 'stroke-dasharray': item.dash?.join(' ') || undefined, transform: movedTo(item.at) })
        break
      case 'fill':
        tree.add(parent, 'path', { d: item.path, fill: commas(item.colour), transform: movedTo(item.at) })
        break
      case 'ramp': {
        const id = tree.name()
        const gradient = tree.add(parent, 'linearGradient', { id })
        for (const { at, colour } of rampStops(item.colours)) tree.add(gradient, 'stop', { offset: at, 'stop-color': commas(colour) })
        tree.add(parent, 'rect', { x: item.x, y: item.y, width: item.width, height: item.height, fill: `url(#${id})` })
        break
      }
      case 'text':
        addText(tree, parent, item)
    }
  }
}

const movedTo = (at: readonly [number, number] | undefined): string | undefined => at && `translate(${at.map((u) => Number(u.toFixed(2))).join(' ')})`

/** `rgb(1, 2, 3)`, as programs older than CSS Color 4 write it. */
const commas = (colour: string): string => colour.replaceAll(' ', ', ')

/** From the named part of a line of text down to its baseline, in ems: programs differ in what they make of `dominant-baseline`. */
const DOWN: Readonly<Record<Text['baseline'], number>> = { top: 0.76, middle: 0.36, alphabetic: 0 }

function addText(tree: Tree, parent: Element, { x, y, text, size, anchor, baseline, colour, bold, halo }: Text): void {
  const look = { x, y: y + DOWN[baseline] * size, 'font-size': size, 'text-anchor': anchor === 'start' ? undefined : anchor, 'font-weight': bold ? 'bold' : undefined }
  if (halo) {
    // A rim of its own beneath the letters: `paint-order` is not understood everywhere.
    tree.add(parent, 'text', { ...look, fill: 'none', stroke: '#ffffff', 'stroke-opacity': 0.75, 'stroke-width': 3, 'stroke-linejoin': 'round', 'aria-hidden': 'true' }).textContent = text
  }
  tree.add(parent, 'text', { ...look, fill: colour }).textContent = text
}
