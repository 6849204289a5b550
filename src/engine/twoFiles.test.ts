/** One sky of two files: each column lies where its own file says. */
import { describe, expect, test } from 'vitest'
import { blob, type Cards, mapFile, ramp } from '../formats/testing/fixtures.ts'
import type { ReadCard } from '../formats/readCard.ts'
import { isProblem } from '../science/problem.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { degrees, radians, wrap } from '../science/units.ts'
import { graph } from '../study/arrows.ts'
import { of } from '../study/graph.ts'
import { studyOfFiles } from '../study/opening.ts'
import type { Intensity } from '../study/results.ts'
import { seededStudy } from '../study/seeded.ts'
import { Desk } from './desk.ts'

const NSIDE = 16
const file = (values: readonly number[], cards: Cards) => blob(mapFile([{ name: 'N', code: 'D', repeat: 1, values }], cards))

/** What becomes of counts in one file and their background in another. */
async function skyOf(counts: Blob, background: Blob): Promise<Intensity> {
  const desk = new Desk({ graph })
  const main = (await desk.inspect(1, counts, 'data.fits')) as ReadCard
  const card = (await desk.inspect(2, background, 'bg.fits')) as ReadCard
  let found: unknown
  desk.watch((news) => void (news.kind === 'value' ? (found = news.value) : news.kind === 'failed' && (found = news.problem)))
  await desk.derive(3, studyOfFiles({ main, partner: { role: 'background', card, column: 0 } }, 'instead')(seededStudy), [{ ref: of('intensity', 'map') }])
  if (isProblem(found)) throw found
  return found as Intensity
}

/** Galactic coordinates by the textbook's triangle at the north Galactic pole (J2000), in degrees. */
function galactic(alpha: number, delta: number): readonly [number, number] {
  const [pole, height, node] = [radians(192.85948), radians(27.12825), 122.93192]
  const sinB = Math.sin(delta) * Math.sin(height) + Math.cos(delta) * Math.cos(height) * Math.cos(alpha - pole)
  const angle = Math.atan2(Math.cos(delta) * Math.sin(alpha - pole), Math.sin(delta) * Math.cos(height) - Math.cos(delta) * Math.sin(height) * Math.cos(alpha - pole))
  return [degrees(wrap(radians(node) - angle)), degrees(Math.asin(sinB))]
}

describe('a background in Galactic coordinates and NESTED order', () => {
  test('is laid under counts in equatorial coordinates and RING order where it belongs', async () => {
    // Base pixel k = 0 … 3 of the nested order covers longitudes 90° k … 90° (k + 1) north of sin b = 2/3.
    const faces = ramp(NSIDE).map((p) => 100 + 25 * Math.floor(p / NSIDE ** 2))
    const { value, background } = await skyOf(file(ramp(NSIDE).map(() => 150), { COORDSYS: 'C' }), file(faces, { COORDSYS: 'G', ORDERING: 'NESTED' }))
    const rings = ringsOf({ kind: 'healpix', nside: NSIDE })
    let seen = 0
    for (let ring = 0; ring < rings.count; ring++) {
      const size = rings.first[ring + 1]! - rings.first[ring]!
      for (let j = 0; j < size; j++) {
        const [l, b] = galactic(rings.alpha0[ring]! + (2 * Math.PI * j) / size, Math.asin(rings.sinDelta[ring]!))
        // Away from the edges of the base pixel by two pixels (3.7° each).
        if (b < 50 || b > 80 || Math.abs((l % 90) - 45) > 30) continue
        const expected = 100 + 25 * Math.floor(l / 90)
        expect(background![rings.first[ring]! + j]).toBe(expected)
        expect(value[rings.first[ring]! + j]).toBeCloseTo(150 / expected - 1, 12)
        seen++
      }
    }
    expect(seen).toBeGreaterThan(150)
  })

  test('sees only what both files see', async () => {
    const [counts, expected] = [ramp(4).map((p) => (p < 20 ? NaN : 10)), ramp(4).map((p) => (p >= 170 ? NaN : 8))]
    const { value } = await skyOf(file(counts, {}), file(expected, {}))
    expect([...value]).toEqual(ramp(4).map((p) => (p < 20 || p >= 170 ? NaN : 0.25)))
  })
})

test('files of different pixels make no sky, and the reason names both', async () => {
  await expect(skyOf(file(ramp(4).map(() => 10), {}), file(ramp(8).map(() => 10), {}))).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringMatching(/nside 4.*nside 8/), remedy: expect.stringMatching(/added up/) })
})
