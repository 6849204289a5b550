import { expect, test } from 'vitest'
import { centreOf } from '../science/sphere/pixelAt.ts'
import { ringsOf, type Geometry } from '../science/sphere/rings.ts'
import { wordOf } from './colour.ts'
import { colourTable } from './colourMaps.ts'
import { skyColours } from './skyColours.ts'

const table = colourTable('blueRed')
const unseen = { ground: [1, 2, 3], hatch: [1, 2, 3] } as const

test.each<Geometry>([{ kind: 'healpix', nside: 4 }, { kind: 'gauss', rings: 8, perRing: 16 }])('a direction has the colour of the pixel that holds it: $kind', (geometry) => {
  const rings = ringsOf(geometry)
  const values = Float32Array.from({ length: rings.first[rings.count] }, (_, i) => (i % 7 === 0 ? NaN : (i % 5) - 2))
  const colourAt = skyColours(geometry, values, { table, span: { low: -1, high: 1 }, unseen })
  for (let pixel = 0; pixel < values.length; pixel++) {
    const { alpha, delta } = centreOf(rings, pixel)
    // −2 and 2 lie beyond the ends of the scale.
    const wanted = pixel % 7 === 0 ? wordOf(unseen.ground) : table.words[[0, 0, 255, 510, 510][pixel % 5]!]
    expect(colourAt(alpha, delta)).toBe(wanted)
  }
})
