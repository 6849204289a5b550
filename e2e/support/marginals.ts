/** A day of a small detector as a marginals file: a dipole of 2 % towards right ascension 60°, drawn from a seed. */
import { writeMarginals } from '../../src/formats/marginalsWrite.ts'
import { acceptanceOnGrid } from '../../src/science/observatory/acceptanceGrid.ts'
import { mockMarginals } from '../../src/science/observatory/mockMarginals.ts'
import { geometryOf } from '../../src/science/reconstruction/marginals.ts'
import { ringsOf } from '../../src/science/sphere/rings.ts'
import { radians } from '../../src/science/units.ts'

export const AMPLITUDE = 0.02
export const EVENTS = 4e7
const GRID = { rings: 36, cells: 72 }
const SITE = { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }

export function dipoleMarginals(): Uint8Array {
  const rings = ringsOf(geometryOf(GRID))
  const intensity = new Float64Array(rings.pixels)
  for (let ring = 0; ring < rings.count; ring++) {
    for (let a = 0; a < GRID.cells; a++) intensity[ring * GRID.cells + a] = AMPLITUDE * rings.cosDelta[ring]! * Math.cos(((a + 0.5) * 2 * Math.PI) / GRID.cells - Math.PI / 3)
  }
  const acceptance = acceptanceOnGrid(GRID, { latitude: radians(SITE.latitudeDeg), zenithMax: radians(SITE.zenithMaxDeg), zenithPower: 1, absorption: 5 })
  const model = { grid: GRID, rate: new Float64Array(GRID.cells).fill(1 / GRID.cells), acceptance, intensity }
  const marginals = mockMarginals(model, { events: EVENTS, draws: { seed: 1, stream: 1 }, records: { ringRate: true, eastWest: true, coarse: { rings: 12, cells: 12 } } })
  const events = marginals.rate.reduce((sum, n) => sum + n, 0)
  return writeMarginals({ site: SITE, clock: 'sidereal', marginals, pieces: [{ fingerprint: '1'.padStart(32, '0'), events, from: { what: 'a small mock' } }] })
}
