import { expect, test } from 'vitest'
import { ringsOf } from '../science/sphere/rings.ts'
import { colourTable } from './colourMaps.ts'
import { toScreen, toSky } from './camera.ts'
import { drawThumbnail, galacticPlaneIn, thumbnailCamera } from './thumbnail.ts'

const WIDTH = 160
const radians = (deg: number) => (deg * Math.PI) / 180
/** The Galactic poles and centre as the IAU gives them for J2000. */
const [POLE, CENTRE] = [{ ra: 192.8595, dec: 27.1283 }, { ra: 266.405, dec: -28.936 }]

/** 1 north of the equator of the map's own frame, −1 south of it, the southernmost third unseen. */
function hemispheres(): Float32Array {
  const rings = ringsOf({ kind: 'healpix', nside: 32 })
  const values = new Float32Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) values.fill(rings.sinDelta[r]! < -2 / 3 ? NaN : Math.sign(rings.sinDelta[r]!), rings.first[r], rings.first[r + 1])
  return values
}

type Drawn = 'outside' | 'unseen' | 'north' | 'south'

function drawn(frame: 'equatorial' | 'galactic', density = 2) {
  const canvas = document.createElement('canvas')
  drawThumbnail(canvas, hemispheres(), frame, colourTable('blueRed'), { ground: [10, 20, 30], hatch: [10, 20, 30] }, WIDTH, density)
  expect([canvas.width, canvas.height]).toEqual([WIDTH * density, (WIDTH * density) / 2])
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
  return (x: number, y: number): Drawn => {
    const [r, g, b, a] = data.subarray(4 * (Math.floor(y * density) * canvas.width + Math.floor(x * density)))
    return a === 0 ? 'outside' : `${r} ${g} ${b}` === '10 20 30' ? 'unseen' : r! > b! ? 'north' : 'south'
  }
}

/** Sine of the latitude about a pole, by the cosine rule alone. */
const height = ({ ra, dec }: { ra: number; dec: number }, { alpha, delta }: { alpha: number; delta: number }) =>
  Math.sin(radians(dec)) * Math.sin(delta) + Math.cos(radians(dec)) * Math.cos(delta) * Math.cos(alpha - radians(ra))

test.each([
  ['equatorial', { ra: 0, dec: 90 }],
  ['galactic', POLE],
] as const)('a map of %s numbers is painted where it lies on the equatorial sky', (frame, pole) => {
  const at = drawn(frame)
  const camera = thumbnailCamera(WIDTH)
  const told: Record<Drawn, number> = { outside: 0, unseen: 0, north: 0, south: 0 }
  for (let y = 0.25; y < WIDTH / 2; y += 0.5) {
    for (let x = 0.25; x < WIDTH; x += 0.5) {
      const sky = toSky(camera, x, y)
      const sine = sky === undefined ? undefined : height(pole, sky)
      const nearEdge = sine !== undefined && Math.min(Math.abs(sine), Math.abs(sine + 2 / 3)) < 0.06
      if (nearEdge || Math.abs(Math.hypot((x - WIDTH / 2) / (WIDTH - 2), (2 * y - WIDTH / 2) / (WIDTH - 2)) - 0.5) < 0.02) continue
      const seen = at(x, y)
      told[seen]++
      expect.soft(seen, `${x}, ${y}`).toBe(sine === undefined ? 'outside' : sine > 0 ? 'north' : sine < -2 / 3 ? 'unseen' : 'south')
    }
  }
  for (const count of Object.values(told)) expect(count).toBeGreaterThan(1000)
})

test('the Galactic plane lies a right angle from its pole, and goes through the centre', () => {
  const camera = thumbnailCamera(WIDTH)
  const points = [...galacticPlaneIn(WIDTH).matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
  expect(points.length).toBeGreaterThan(80)
  const skies = points.flatMap(([x, y]) => toSky(camera, x, y) ?? [])
  expect(skies.length).toBeGreaterThan(80)
  for (const sky of skies) expect(Math.abs(height(POLE, sky))).toBeLessThan(0.02)
  const [x, y] = toScreen(camera, radians(CENTRE.ra), radians(CENTRE.dec))!
  expect(Math.min(...points.map((p) => Math.hypot(p[0] - x, p[1] - y)))).toBeLessThan(2.5)
})
