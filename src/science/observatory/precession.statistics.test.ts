/**
 * An isotropic sky seen in 2020, its events listed in J2000 coordinates (spec 2, equinox). Mock expectations give each cell its mean; the events of a cell are spread
 * over places in it and drawn. Their m = 1 part about the mean of each ring is a false dipole if the rings are those of J2000, and nothing if events are
 * first precessed to date. Seeds 1 … 40; means over them have the error 1/√40 of one sky; bounds are 4.5 of these,
 * 4.1e-5 for the two components at three sites. Lists that are not precessed are the mutant.
 */
import { expect, test } from 'vitest'
import { rotate, transposed } from '../math/matrix3.ts'
import { uniform } from '../math/philox.ts'
import { poisson } from '../math/poisson.ts'
import { equatorialAngles, equatorialVector } from '../sphere/directions.ts'
import { precession } from '../sphere/frames.ts'
import { ringAbove, ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { acceptanceOnGrid } from './acceptanceGrid.ts'
import { mockMarginals } from './mockMarginals.ts'

const [SKIES, EVENTS, BOUND, PLACES] = [40, 1e9, 4.5, 50]
/** θ_A of 2020: how far the pole had moved since J2000, towards the equinox. */
const POLE = radians((20 * 20.0419) / 3600)
const grid = { rings: 90, cells: 90 }
const rings = ringsOf({ kind: 'gauss', rings: grid.rings, perRing: grid.cells })
/** sin δ of the northern edges of the rings: cumulative weights. */
const edges = Float64Array.from({ length: grid.rings + 1 })
for (let ring = 0; ring <= grid.rings; ring++) edges[ring] = ring === 0 ? 1 : edges[ring - 1] - (rings.pixelArea[ring - 1] * grid.cells) / (2 * Math.PI)

const toDate = precession(2020)
const toJ2000 = transposed(toDate)

function cellOf(sinDelta: number, alpha: number): number {
  let ring = Math.max(0, ringAbove(rings, sinDelta))
  while (ring + 1 < grid.rings && edges[ring + 1] > sinDelta) ring++
  while (edges[ring] < sinDelta) ring--
  return ring * grid.cells + (Math.floor((alpha * grid.cells) / (2 * Math.PI)) % grid.cells)
}

/**
 * Places in every cell, the plastic-number lattice from a start of its own in each, evenly in sin δ and α: the cell that the J2000 columns of the place are in,
 * and that of these columns precessed to date again.
 */
const listed = new Int32Array(rings.pixels * PLACES)
const precessed = new Int32Array(rings.pixels * PLACES)
for (let i = 0; i < listed.length; i++) {
  const cell = Math.floor(i / PLACES)
  const ring = Math.floor(cell / grid.cells)
  const [u, v] = [0.7548776662466927, 0.5698402909980532].map((step, axis) => (uniform({ seed: axis, stream: 22 }, cell) + step * (i % PLACES)) % 1)
  const alpha = (2 * Math.PI * ((cell % grid.cells) + u)) / grid.cells
  const columns = equatorialAngles(rotate(toJ2000, equatorialVector(alpha, Math.asin(edges[ring] + (edges[ring + 1] - edges[ring]) * v))))
  const ofDate = equatorialAngles(rotate(toDate, equatorialVector(columns.alpha, columns.delta)))
  listed[i] = cellOf(Math.sin(columns.delta), columns.alpha)
  precessed[i] = cellOf(Math.sin(ofDate.delta), ofDate.alpha)
}

/** The equatorial dipole that fits counts about the means of their rings, weighted by counts, in units of its amplitude and with the error of so many events (spec 18). */
function dipoleOf(counts: Float64Array) {
  let [x, y, square] = [0, 0, 0]
  counts.forEach((n, cell) => {
    const across = rings.cosDelta[Math.floor(cell / grid.cells)]
    const alpha = (2 * Math.PI * ((cell % grid.cells) + 0.5)) / grid.cells
    x += n * across * Math.cos(alpha)
    y += n * across * Math.sin(alpha)
    square += (n * across ** 2) / 2
  })
  return { x: x / square, y: y / square, sigma: 1 / Math.sqrt(square) }
}

function moved(counts: Float64Array, to: Int32Array): Float64Array {
  const out = new Float64Array(rings.pixels)
  for (let i = 0; i < counts.length; i++) out[to[i]] += counts[i]
  return out
}

test.each([['HAWC', 19, 60], ['Tibet', 30, 45], ['IceCube', -90, 65]] as const)(
  'an isotropic sky of %s in J2000 columns of 2020 has no dipole once it is precessed to date, and else a false one of 10⁻³', (_, latitudeDeg, zenithDeg) => {
    const acceptance = acceptanceOnGrid(grid, { latitude: radians(latitudeDeg), zenithMax: radians(zenithDeg), zenithPower: 1, absorption: 0 })
    const flat = new Float64Array(rings.pixels)
    const { sky } = mockMarginals({ grid, acceptance, rate: new Float64Array(grid.cells).fill(1 / grid.cells), intensity: flat }, { events: EVENTS })
    const means = Float64Array.from({ length: listed.length }, (__, i) => sky[Math.floor(i / PLACES)] / PLACES)

    // A pole that has moved by θ towards α = 0 changes counts by θ cos α ∂B/∂δ; the fit of a dipole, by parts, is 2θ⟨sin δ⟩/⟨cos²δ⟩ over the events.
    const shares = rings.sinDelta.map((__, ring) => acceptance.subarray(ring * grid.cells, (ring + 1) * grid.cells).reduce((a, b) => a + b, 0))
    const mean = (f: Float64Array) => f.reduce((sum, x, ring) => sum + x * shares[ring], 0)
    const predicted = (2 * POLE * mean(rings.sinDelta)) / mean(rings.cosDelta.map((c) => c ** 2))
    const fake = dipoleOf(moved(means, listed))
    console.info(`false dipole ${(1e3 * fake.x).toFixed(3)}e-3, ${(1e3 * fake.y).toFixed(3)}e-3, in closed form ${(1e3 * predicted).toFixed(3)}e-3`)
    expect(Math.hypot(fake.x - predicted, fake.y)).toBeLessThan(0.05 * Math.abs(predicted))
    expect(Math.abs(predicted)).toBeGreaterThan(1e-3)

    const pulls = { listed: [0, 0], precessed: [0, 0] }
    for (let seed = 1; seed <= SKIES; seed++) {
      const counts = means.map((each, i) => (each > 0 ? poisson({ seed, stream: 21 }, i, each) : 0))
      for (const [name, to] of [['listed', listed], ['precessed', precessed]] as const) {
        const { x, y, sigma } = dipoleOf(moved(counts, to))
        pulls[name][0] += x / sigma / Math.sqrt(SKIES)
        pulls[name][1] += y / sigma / Math.sqrt(SKIES)
      }
    }
    for (const pull of pulls.precessed) expect(Math.abs(pull)).toBeLessThan(BOUND)
    expect(Math.hypot(...pulls.listed)).toBeGreaterThan(2 * BOUND)
  },
)
