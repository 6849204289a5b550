import { expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { createFiles } from '../../engine/files.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { blob } from '../../formats/testing/fixtures.ts'
import { multimap } from '../../formats/testing/localMaps.ts'
import { ready } from '../../engine/digest.ts'
import { rotate, transposed, type Vector3 } from '../../science/math/matrix3.ts'
import { localRotation } from '../../science/sphere/directions.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { ringEdges } from '../../science/reconstruction/localToRings.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { radians } from '../../science/units.ts'
import { graph } from '../arrows.ts'
import type { Observation, Study } from '../document.ts'
import { of } from '../graph.ts'
import { seededStudy } from '../seeded.ts'

const SITE = { name: 'SITE', latitudeDeg: 31, longitudeDeg: -97, zenithMaxDeg: 60 }
const BINS = Array.from({ length: 24 }, (_, bin) => Array.from({ length: 192 }, (_pixel, i) => (i < 120 ? 100 + ((7 * bin + 3 * i) % 5) : 0)))
const origin = { name: 'm.fits', bytes: 1, sha256: 'a'.repeat(64) }

async function observed(grid: Observation['grid'], bins: readonly (readonly number[])[] = BINS): Promise<Marginals> {
  await ready()
  const files = createFiles()
  files.supply(origin.sha256, blob(multimap(bins)))
  const parts = {
    maps: { kind: 'data', origin, reading: { as: 'localMaps', site: SITE, azimuth: 'southEast', binTime: 'centre', firstBinDeg: 3 } },
    detector: { kind: 'observation', site: SITE, ...(grid === undefined ? {} : { grid }), counts: { from: 'file', data: 'maps' } },
  } as const
  const study: Study = { ...seededStudy, parts: { ...seededStudy.parts, ...parts } }
  return derive(graph, of('marginals', 'detector'), study, new Vault(), new ThreadJob({ files }))
}

test('local maps are an observation: every event inside the zenith limit, at its place in the sky and in time', async () => {
  const grid = { rings: 12, cells: 24 }
  const { sky, local, rate, ringRate } = await observed(grid)
  const rings = ringsOf({ kind: 'healpix', nside: 4 })
  const edges = ringEdges(grid)
  const brute = { sky: new Float64Array(288), rate: new Float64Array(24) }
  BINS.forEach((counts, bin) => {
    // The moment of the bin is its middle: half a bin, the longitude and the angle of the first are added.
    const sidereal = (2 * Math.PI * (bin + 0.5)) / 24 + radians(SITE.longitudeDeg) + radians(3)
    const back = transposed(localRotation(radians(SITE.latitudeDeg), sidereal))
    const t = Math.floor(((sidereal / (2 * Math.PI)) % 1 + 1) * 24) % 24
    for (let ring = 0; ring < rings.count; ring++) for (let i = rings.first[ring]!; i < rings.first[ring + 1]!; i++) {
      if (rings.sinDelta[ring]! < 0.5 - 1e-12) continue
      const longitude = rings.alpha0[ring]! + (2 * Math.PI * (i - rings.first[ring]!)) / (rings.first[ring + 1]! - rings.first[ring]!)
      // South and east, in components north, west, up.
      const local: Vector3 = [-rings.cosDelta[ring]! * Math.cos(longitude), -rings.cosDelta[ring]! * Math.sin(longitude), rings.sinDelta[ring]!]
      const [x, y, z] = rotate(back, local)
      const r = edges.findIndex((_, one) => edges[one + 1]! < z)
      brute.sky[r * 24 + (Math.floor((Math.atan2(y, x) / (2 * Math.PI) + 1) * 24) % 24)]! += counts[i]!
      brute.rate[t]! += counts[i]!
    }
  })
  expect([...rate]).toEqual([...brute.rate])
  expect([...sky]).toEqual([...brute.sky])
  const total = brute.rate.reduce((a, b) => a + b)
  expect([local, ringRate!].map((one) => one.reduce((a, b) => a + b))).toEqual([total, total])
})

test('a grid into which the bins do not fit is refused with one into which they do, and so are maps without an event in view', async () => {
  await expect(observed({ rings: 12, cells: 36 })).rejects.toMatchObject({ code: 'invalid-argument', remedy: 'Choose a grid of 24, or 12, or 8 cells.' })
  await expect(observed({ rings: 12, cells: 24 }, BINS.map((bin) => bin.map((_, i) => (i > 100 ? 1 : 0))))).rejects.toMatchObject({ code: 'no-coverage' })
})
