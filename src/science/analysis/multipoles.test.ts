import { expect, test } from 'vitest'
import { almIndex } from '../harmonics/alm.ts'
import { randomAlm } from '../harmonics/syntheticSky.ts'
import { synthesis } from '../harmonics/transform.ts'
import { ringsOf } from '../sphere/rings.ts'
import { multipolesOf } from './multipoles.ts'
import { fitMultipoles } from './multipoleFit.ts'

const rings = ringsOf({ kind: 'gauss', rings: 24, perRing: 48 })
const alm = randomAlm({ amplitude: 1, slope: 0, lmax: 2 }, [0.3, -0.2, 0.1], { seed: 3, stream: 1 })
const even = new Float64Array(rings.pixels).fill(4)

test('every coefficient of a band-limited sky comes back, m = 0 with no imaginary part', () => {
  const rows = multipolesOf(fitMultipoles(rings, synthesis(rings, alm), even, [1, 2], true, true))
  expect(rows.map(({ l, m }) => `${l},${m}`).filter((name) => name !== '0,0').sort()).toEqual(['1,0', '1,1', '2,0', '2,1', '2,2'])
  for (const { l, m, re, im } of rows.filter((row) => row.l > 0)) {
    expect(re).toBeCloseTo(alm.re[almIndex(alm.lmax, l, m)]!, 10)
    expect(im).toBeCloseTo(alm.im[almIndex(alm.lmax, l, m)]!, 10)
  }
})

test('the error of a_lm, m > 0, on an evenly exposed full sky is √(ΔΩ/2w): each pixel tells 1/w', () => {
  const square = ringsOf({ kind: 'healpix', nside: 16 })
  const weight = 25
  const rows = multipolesOf(fitMultipoles(square, new Float64Array(square.pixels), new Float64Array(square.pixels).fill(weight), [1, 2, 3], false, true))
  for (const { error } of rows) expect(error! / Math.sqrt(square.pixelArea[0] / (2 * weight))).toBeCloseTo(1, 2)
})

test('without errors in the data there are none in the table', () => {
  expect(multipolesOf(fitMultipoles(rings, synthesis(rings, alm), even, [1], false, false)).map(({ error }) => error)).toEqual([undefined])
})
