import { describe, expect, test } from 'vitest'
import { wordOf, type Colour } from './colour.ts'
import { colourTable } from './colourMaps.ts'
import { drawThumbnail, galacticPlaneIn, spanOf, thumbnailCamera } from './thumbnail.ts'

const radians = (deg: number): number => (deg * Math.PI) / 180

describe('the span of a thumbnail', () => {
  test('goes from the smallest to the largest value, as far on either side of zero where there are both signs', () => {
    expect(spanOf(Float32Array.of(3, NaN, 1, 2))).toEqual({ low: 1, high: 3 })
    expect(spanOf(Float32Array.of(0, 4))).toEqual({ low: 0, high: 4 })
    expect(spanOf(Float32Array.of(-4, 0))).toEqual({ low: -4, high: 0 })
    expect(spanOf(Float32Array.of(-1, 5, NaN))).toEqual({ low: -5, high: 5 })
    expect(spanOf(Float32Array.of(-5, 1))).toEqual({ low: -5, high: 5 })
  })

  test('has some width for one value, and for none', () => {
    expect(spanOf(Float32Array.of(7, 7))).toEqual({ low: 6, high: 8 })
    expect(spanOf(Float32Array.of(NaN, NaN))).toEqual({ low: 0, high: 1 })
    expect(spanOf(new Float32Array(0))).toEqual({ low: 0, high: 1 })
  })
})

/** A canvas that keeps what is put on it. */
function fakeCanvas() {
  let image: ImageData | undefined
  const context = {
    createImageData: (width: number, height: number) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }),
    putImageData: (put: ImageData) => void (image = put),
  }
  const canvas = { width: 0, height: 0, getContext: () => context }
  return { canvas: canvas as unknown as HTMLCanvasElement, wordAt: (x: number, y: number) => new Uint32Array(image!.data.buffer)[y * image!.width + x] }
}

describe('a thumbnail', () => {
  // nside 1 in ring order: four pixels about the north pole, four along the equator at longitudes 0°, 90°, 180°, 270°, four about the south pole.
  const values = Float32Array.from({ length: 12 }, (_, p) => p)
  const table = colourTable('vik')
  const grey: Colour = [90, 90, 90]
  const unseen = { ground: grey, hatch: grey }
  const colourOf = (p: number) => table.words[Math.round((p / 11) * (table.words.length - 1))]

  test('has 180° in its middle, longitude growing to the left, north above', () => {
    const { canvas, wordAt } = fakeCanvas()
    drawThumbnail(canvas, values, 'equatorial', table, unseen, 80, 2)
    expect([canvas.width, canvas.height]).toEqual([160, 80])
    expect(wordAt(80, 40)).toBe(colourOf(6))
    expect(wordAt(42, 40)).toBe(colourOf(7)) // 270°
    expect(wordAt(118, 40)).toBe(colourOf(5)) // 90°
    expect([0, 1, 2, 3].map(colourOf)).toContain(wordAt(80, 6))
    expect([8, 9, 10, 11].map(colourOf)).toContain(wordAt(80, 74))
    expect(wordAt(0, 0)).toBe(0)
  })

  test('of numbers in Galactic coordinates shows the Galactic centre at α 266.4°, δ −28.9°', () => {
    const { canvas, wordAt } = fakeCanvas()
    drawThumbnail(canvas, values, 'galactic', table, unseen, 200, 1)
    // Mollweide by its own equation, 2θ + sin 2θ = π sin δ; the pixel of longitude 0 and latitude 0 is the fifth.
    let theta = 0
    for (let i = 0; i < 30; i++) theta -= (2 * theta + Math.sin(2 * theta) - Math.PI * Math.sin(radians(-28.94))) / (2 + 2 * Math.cos(2 * theta))
    const x = 100 - 98 * ((266.4 - 180) / 180) * Math.cos(theta)
    expect(wordAt(Math.floor(x), Math.floor(50 - 49 * Math.sin(theta)))).toBe(colourOf(4))
  })

  test('of nothing seen is all ground', () => {
    const { canvas, wordAt } = fakeCanvas()
    drawThumbnail(canvas, new Float32Array(12).fill(NaN), 'equatorial', table, unseen, 80, 1)
    for (const x of [20, 40, 60]) expect(wordAt(x, 20)).toBe(wordOf(grey))
  })
})

test('the Galactic plane is drawn 90° from the Galactic pole (α 192.86°, δ 27.13°), and leaps only where it is cut', () => {
  const camera = thumbnailCamera(400)
  const strokes = galacticPlaneIn(400).split('M').slice(1).map((stroke) => stroke.split('L').map((point) => point.split(' ').map(Number) as [number, number]))
  expect(strokes.flat()).toHaveLength(91)
  expect(strokes.length).toBe(2)
  for (const stroke of strokes) {
    stroke.forEach(([px, py], i) => {
      // Back to the sky by the inverse equations of Mollweide.
      const theta = Math.asin((camera.y - py) / camera.b)
      const delta = Math.asin((2 * theta + Math.sin(2 * theta)) / Math.PI)
      const alpha = Math.PI - (((px - camera.x) / camera.a) * Math.PI) / Math.cos(theta)
      const sine = Math.sin(delta) * Math.sin(radians(27.13)) + Math.cos(delta) * Math.cos(radians(27.13)) * Math.cos(alpha - radians(192.86))
      expect(Math.abs(sine)).toBeLessThan(3e-3)
      if (i > 0) expect(Math.hypot(px - stroke[i - 1]![0], py - stroke[i - 1]![1])).toBeLessThan(30)
    })
  }
})
