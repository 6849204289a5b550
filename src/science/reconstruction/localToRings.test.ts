import { describe, expect, test } from 'vitest'
import { rotate, transposed, type Vector3 } from '../math/matrix3.ts'
import { uniform } from '../math/philox.ts'
import { poisson } from '../math/poisson.ts'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { type RecordsWanted, roomForRecords } from '../observatory/marginalRecords.ts'
import { exposureAtDeclination } from '../observatory/fieldOfView.ts'
import { localRotation } from '../sphere/directions.ts'
import { AZIMUTH_NAMES, AZIMUTHS, type Azimuth } from '../sphere/localAzimuth.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { aimPixels, type LocalView, roomForPixels, siderealOfBin } from './localMarginals.ts'
import { addLocalCounts, binsOnCells, gridForLocalMaps, placePixels, ringEdges, roomForPlaces } from './localToRings.ts'
import { cellsForBins } from '../sphere/wholeCells.ts'
import { geometryOf, type Marginals, type RingGrid } from './marginals.ts'

const healpix = (nside: number): Rings => ringsOf({ kind: 'healpix', nside })
const view = (latitudeDeg: number, zenithDeg: number, azimuth: Azimuth = 'northWest'): LocalView => ({ latitude: radians(latitudeDeg), zenithMax: radians(zenithDeg), azimuth })
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0)
const around = (k: number, cells: number): number => ((k % cells) + cells) % cells
const EVERYTHING: RecordsWanted = { ringRate: true, eastWest: true, forwardBackward: { offset: 3, reach: 1 }, windows: 4, coarse: { rings: 5, cells: 6 } }

/** The direction of a local pixel in components north, west, up, from its centre and the axes of the map. */
function localDirection(rings: Rings, pixel: number, azimuth: Azimuth): Vector3 {
  const ring = rings.first.findIndex((_, r) => rings.first[r + 1]! > pixel)
  const phi = rings.alpha0[ring]! + (2 * Math.PI * (pixel - rings.first[ring]!)) / (rings.first[ring + 1]! - rings.first[ring]!)
  const [x, y] = [rings.cosDelta[ring]! * Math.cos(phi), rings.cosDelta[ring]! * Math.sin(phi)]
  const axes = AZIMUTHS[azimuth]
  return [x * axes.x[0] + y * axes.y[0], x * axes.x[1] + y * axes.y[1], rings.sinDelta[ring]!]
}

/** Everything at once. @param sidereal  ωt of a bin */
function onRings(rings: Rings, of: LocalView, bins: readonly Float64Array[], sidereal: (bin: number) => number, grid: RingGrid, records: RecordsWanted = {}): Marginals {
  const pixels = aimPixels(roomForPixels(rings, of.zenithMax), rings, of, 0, rings.count)
  const times = binsOnCells(bins.length, sidereal(0), grid)
  const places = placePixels(roomForPlaces(pixels, grid), pixels, times)
  const marginals = roomForRecords(grid, records)
  bins.forEach((counts, bin) => addLocalCounts(marginals, places, counts, times.cell[bin]!))
  return marginals
}

const countsOf = (rings: Rings, count: number): readonly Float64Array[] =>
  Array.from({ length: count }, (_, bin) => Float64Array.from({ length: rings.pixels }, (_pixel, i) => poisson({ seed: 5, stream: bin }, i, 2 + 3 * uniform({ seed: 6, stream: bin }, i))))

describe('a double loop over bins and directions', () => {
  const rings = healpix(4)
  const grid = { rings: 11, cells: 12 }
  const cell = (2 * Math.PI) / grid.cells
  const edges = [...gaussLegendre(grid.rings).weights].reduce((all, weight) => [...all, all.at(-1)! + weight], [-1]).reverse()

  test.each(AZIMUTH_NAMES.flatMap((azimuth) => [[azimuth, 19, 70, -97, 0.3], [azimuth, -90, 65, 271.3, 0], [azimuth, 61, 90, 12, -2]] as const))(
    'puts every event where the sums have it, by azimuth, latitude, zenith limit, longitude and angle of the first bin: %s, %f°, %f°, %f°, %f', (azimuth, latitudeDeg, zenithDeg, longitudeDeg, firstBin) => {
      const of = view(latitudeDeg, zenithDeg, azimuth)
      const bins = countsOf(rings, 12)
      const sidereal = (bin: number) => siderealOfBin(bin, 12, 'lowerEdge', radians(longitudeDeg), firstBin)
      const found = onRings(rings, of, bins, sidereal, grid, EVERYTHING)
      const brute = roomForRecords(grid, EVERYTHING)
      const { coarse, forwardBackward, eastWest, windows, ringRate } = brute as Required<Marginals>
      let total = 0
      bins.forEach((counts, bin) => {
        const back = transposed(localRotation(of.latitude, sidereal(bin)))
        const t = around(Math.floor(sidereal(bin) / cell + 1e-9), grid.cells)
        for (let i = 0; i < rings.pixels; i++) {
          const local = localDirection(rings, i, azimuth)
          if (local[2] < Math.cos(of.zenithMax) - 1e-12) continue
          const n = counts[i]!
          const [x, y, z] = rotate(back, local)
          const r = edges.findIndex((_, ring) => edges[ring + 1]! < z)
          const a = around(Math.floor(Math.atan2(y, x) / cell), grid.cells)
          const k = around(t - a, grid.cells)
          total += n
          brute.sky[r * 12 + a]! += n
          brute.local[r * 12 + k]! += n
          brute.rate[t]! += n
          ringRate[r * 12 + t]! += n
          if (k >= 1 && k <= 5) eastWest.west[t]! += n
          if (k >= 7) eastWest.east[t]! += n
          if ([2, 3, 4].includes(k)) forwardBackward.backward[r * 12 + t]! += n
          if ([8, 9, 10].includes(k)) forwardBackward.forward[r * 12 + t]! += n
          windows.local[(Math.floor(t / 3) * 11 + r) * 12 + k]! += n
          coarse.counts[(Math.floor((r * 5) / 11) * 6 + Math.floor(k / 2)) * 6 + Math.floor(t / 2)]! += n
        }
      })
      expect(found).toEqual(brute)
      expect([found.sky, found.local, found.rate, found.ringRate!, found.windows!.local, found.coarse!.counts].map(sum)).toEqual(Array(6).fill(total))
    })
})

describe('hour angles', () => {
  const rings = healpix(16)
  const cellsOf = (behind: number) => {
    const of = view(19, 60)
    const pixels = aimPixels(roomForPixels(rings, of.zenithMax), rings, of, 0, rings.count)
    return { pixels, places: placePixels(roomForPlaces(pixels, { rings: 48, cells: 72 }), pixels, { behind }) }
  }

  test('are positive west of the meridian, where k is small', () => {
    const { places } = cellsOf(0)
    for (let i = 0; i < places.hour.length; i++) {
      const west = localDirection(rings, i, 'northWest')[1]
      if (Math.abs(west) < 0.05) continue
      expect(places.hour[i]! < 36).toBe(west > 0)
    }
  })

  test('of counts that are as many east as west leave as many in either record, when the moments of the bins are the middles of the cells', () => {
    const of = view(19, 60)
    const bins = Array.from({ length: 72 }, (_, bin) => new Float64Array(rings.pixels).fill(7 + bin))
    const { eastWest } = onRings(rings, of, bins, (bin) => siderealOfBin(bin, 72, 'centre', 0), { rings: 48, cells: 72 }, { eastWest: true })
    expect(sum(eastWest!.east)).toBeGreaterThan(72 * 7 * 100)
    expect([...eastWest!.east]).toEqual([...eastWest!.west])
  })

  test('are counted from the meridian at the middle of the cell, which bins may lie behind', () => {
    const shift = radians(1.2)
    const { pixels, places } = cellsOf(shift)
    places.hour.forEach((k, i) => {
      const off = (-pixels.alpha[i]! - shift) / radians(5) - k
      expect(Math.abs(off - 72 * Math.round(off / 72))).toBeLessThan(0.5 + 1e-9)
    })
  })
})

describe('time bins', () => {
  test.each([
    // With the moment of a bin in its middle, no longitude: cells and bins are the same.
    [72, 72, (0.5 * 2 * Math.PI) / 72, [0, 1, 2, 71], 0],
    // At its lower edge: half a bin behind … before the middle.
    [72, 72, 0, [0, 1, 2, 71], -0.5 / 72],
    // Two bins in a cell: their mean moment is the middle.
    [72, 36, (0.5 * 2 * Math.PI) / 72, [0, 0, 1, 35], 0],
    // A quarter of the day further, and 0.2 bins.
    [72, 72, (18.7 * 2 * Math.PI) / 72, [18, 19, 20, 17], 0.2 / 72],
    [72, 24, (-1.5 * 2 * Math.PI) / 72, [23, 23, 0, 23], 0],
  ] as const)('%i bins into %i cells', (bins, cells, first, [zeroth, one, two, last], behind) => {
    const found = binsOnCells(bins, first, { rings: 4, cells })
    expect([found.cell[0], found.cell[1], found.cell[2], found.cell[bins - 1]]).toEqual([zeroth, one, two, last])
    expect(found.behind).toBeCloseTo(behind * 2 * Math.PI, 12)
    const perCell = Array.from({ length: cells }, (_, t) => found.cell.filter((c) => c === t).length)
    expect(new Set(perCell)).toEqual(new Set([bins / cells]))
  })

  test('that do not fit are refused, with the numbers of cells that do', () => {
    const refused = (bins: number, cells: number) => {
      try {
        binsOnCells(bins, 0, { rings: 4, cells })
      } catch (e) {
        return e
      }
    }
    expect(refused(72, 360)).toMatchObject({ code: 'invalid-argument', message: expect.stringContaining('72 time bins'), remedy: 'Choose a grid of 72, or 36, or 24 cells.' })
    expect(refused(360, 240)).toMatchObject({ remedy: 'Choose a grid of 180, or 360, or 120 cells.' })
    expect(refused(27, 360)).toMatchObject({ remedy: expect.stringContaining('into an even number of bins') })
  })

  test('choose their grid', () => {
    expect(cellsForBins(24)).toEqual([24, 12, 8, 6, 4])
    expect(cellsForBins(1440)[0]).toBe(720)
    expect(gridForLocalMaps(128, 720)).toEqual({ rings: 180, cells: 360 })
    expect(gridForLocalMaps(16, 72)).toEqual({ rings: 40, cells: 72 })
    expect(() => gridForLocalMaps(16, 25)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

test('blocks of pixels and bins in any order leave the same sums', () => {
  const rings = healpix(4)
  const of = view(19, 57)
  const grid = { rings: 12, cells: 20 }
  const records = { ...EVERYTHING, coarse: { rings: 3, cells: 10 } }
  const bins = countsOf(rings, 20)
  const pixels = aimPixels(roomForPixels(rings, of.zenithMax), rings, of, 0, rings.count)
  const times = binsOnCells(20, 1, grid)
  const places = roomForPlaces(pixels, grid)
  const [once, torn] = [onRings(rings, of, bins, (bin) => 1 + (2 * Math.PI * bin) / 20, grid, records), roomForRecords(grid, records)]
  const count = pixels.alpha.length
  for (let i = 0; i < count; i += 7) placePixels(places, pixels, times, i, Math.min(i + 7, count))
  for (const bin of [3, 0, 9, 1, 2, 8, 7, 4, 6, 5, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]) for (let i = 0; i < count; i += 5) addLocalCounts(torn, places, bins[bin]!, times.cell[bin]!, i, Math.min(i + 5, count))
  expect(torn).toEqual(once)
})

test('the edges of rings hold the Gauss–Legendre nodes between them, and the poles at the ends', () => {
  for (const rings of [4, 11, 180]) {
    const grid = { rings, cells: 12 }
    const edges = ringEdges(grid)
    expect([edges[0], edges[rings]]).toEqual([1, -1])
    ringsOf(geometryOf(grid)).sinDelta.forEach((s, r) => expect(edges[r]! > s && s > edges[r + 1]!).toBe(true))
  }
})

describe('a dipole in the sky', () => {
  // Directions are known to half a cell, and with them the shape of the dipole on a ring: finer pixels and bins must halve what is left.
  test.each([[16, 72, 'centre', 0], [16, 72, 'lowerEdge', -97], [32, 144, 'lowerEdge', -97.8]] as const)('leaves in D over rate × acceptance the known loss of direct integration (S6), nside %i, %i bins, moments at the %s, longitude %f°', (nside, count, when, longitude) => {
    const [amplitude, alpha1] = [1e-3, radians(50)]
    const of = view(19, 57, 'southEast')
    const rings = healpix(nside)
    const grid = { rings: 3 * nside, cells: count }
    const pixels = aimPixels(roomForPixels(rings, of.zenithMax), rings, of, 0, rings.count)
    const sidereal = (bin: number) => siderealOfBin(bin, count, when, radians(longitude))
    const cosTheta = Float64Array.from(pixels.alpha, (_, i) => localDirection(rings, i, 'southEast')[2])
    const bins = Array.from({ length: count }, (_, bin) => Float64Array.from(pixels.alpha, (alpha, i) => cosTheta[i]! * (1 + amplitude * pixels.cosDelta[i]! * Math.cos(alpha + sidereal(bin) - alpha1))))
    const { sky, local, rate } = onRings(rings, of, bins, sidereal, grid)
    const total = sum(rate)
    const meanCosine = ((1 - Math.cos(of.zenithMax) ** 3) / 3) / ((1 - Math.cos(of.zenithMax) ** 2) / 2)
    const { sinDelta, cosDelta } = ringsOf(geometryOf(grid))
    let [worst, ringsSeen, x, y] = [0, 0, 0, 0]
    for (let r = 0; r < grid.rings; r++) {
      const [s, c] = [sinDelta[r]!, cosDelta[r]!]
      if (Math.asin(s) < of.latitude - of.zenithMax + 0.1 || Math.asin(s) > of.latitude + of.zenithMax - 0.1) continue
      ringsSeen++
      const first = exposureAtDeclination(Float64Array.of(s), { ...of, absorption: 0, zenithPower: 1 })[0]!
      const second = exposureAtDeclination(Float64Array.of(s), { ...of, absorption: 0, zenithPower: 2 })[0]!
      const meanCosHour = (second / first - Math.sin(of.latitude) * s) / (Math.cos(of.latitude) * c)
      const wanted = amplitude * (c - Math.cos(of.latitude) * meanCosine * meanCosHour)
      let [re, im] = [0, 0]
      for (let a = 0; a < count; a++) {
        let expected = 0
        for (let k = 0; k < count; k++) expected += (rate[(a + k) % count]! * local[r * count + k]!) / total
        const value = sky[r * count + a]! / expected - 1
        re += (2 / count) * value * Math.cos(((a + 0.5) * 2 * Math.PI) / count)
        im += (2 / count) * value * Math.sin(((a + 0.5) * 2 * Math.PI) / count)
      }
      x += wanted * re
      y += wanted * im
      worst = Math.max(worst, Math.hypot(re - wanted * Math.cos(alpha1), im - wanted * Math.sin(alpha1)))
    }
    expect(ringsSeen).toBeGreaterThan(nside)
    // Where the grid's cells lie against the bins must not turn the sky: 2° would be seen here, from −97° over cells of 5°.
    expect(Math.abs(Math.atan2(y, x) - alpha1)).toBeLessThan(radians(0.1))
    expect(worst).toBeLessThan(0.5 * Math.hypot(Math.PI / grid.rings, (2 * Math.PI) / count) * amplitude)
  })
})
