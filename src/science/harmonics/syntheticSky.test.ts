import { expect, test } from 'vitest'
import { centreOf, pixelAt } from '../sphere/pixelAt.ts'
import { ringsOf } from '../sphere/rings.ts'
import { almIndex } from './alm.ts'
import { dipoleOfAlm } from './dipoleVector.ts'
import { powerSpectrum } from './power.ts'
import { addSpots, randomAlm } from './syntheticSky.ts'

const law = { amplitude: 3e-7, slope: -2.5, lmax: 12 }

test('the dipole is the one asked for, whatever the seed, and there is no monopole', () => {
  for (const seed of [1, 2, 3]) {
    const alm = randomAlm(law, [1e-3, -2e-4, 5e-4], { seed, stream: 1 })
    dipoleOfAlm(alm).forEach((x, i) => expect(x).toBeCloseTo([1e-3, -2e-4, 5e-4][i]!, 15))
    expect(alm.re[almIndex(12, 0, 0)]).toBe(0)
  }
})

test('over many seeds the spectrum is the power law: Σ C_l / C_l is a χ² with 2l + 1 degrees of freedom a seed', () => {
  const seeds = 400
  const mean = new Float64Array(law.lmax + 1)
  for (let seed = 1; seed <= seeds; seed++) powerSpectrum(randomAlm(law, [0, 0, 0], { seed, stream: 1 }), { zonal: true }).forEach((c, l) => (mean[l] += c / seeds))
  for (let l = 2; l <= law.lmax; l++) {
    // 5 standard errors: a false alarm in 10⁵ runs, and the seeds are fixed.
    expect(Math.abs(mean[l] / (law.amplitude * l ** law.slope) - 1)).toBeLessThan(5 * Math.sqrt(2 / (seeds * (2 * l + 1))))
  }
  expect(mean[1]).toBe(0)
})

test('raising lmax adds structure and changes none; another seed changes all', () => {
  const [low, high] = [randomAlm(law, [0, 0, 0], { seed: 7, stream: 1 }), randomAlm({ ...law, lmax: 30 }, [0, 0, 0], { seed: 7, stream: 1 })]
  const other = randomAlm(law, [0, 0, 0], { seed: 8, stream: 1 })
  for (let l = 2; l <= 12; l++) {
    for (let m = 0; m <= l; m++) {
      expect(high.re[almIndex(30, l, m)]).toBe(low.re[almIndex(12, l, m)])
      expect(high.im[almIndex(30, l, m)]).toBe(low.im[almIndex(12, l, m)])
      expect(other.re[almIndex(12, l, m)]).not.toBe(low.re[almIndex(12, l, m)])
    }
  }
})

test('a spot has its height at its centre, e^(−1/2) of it one width away, and spots add', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 64 })
  const map = new Float64Array(rings.pixels)
  const at = (alpha: number, delta: number) => pixelAt(rings, Math.sin(delta), Math.cos(delta), alpha)
  const here = centreOf(rings, at(1, 0.4))
  addSpots(rings, [{ ...here, width: 0.1, height: 2e-3 }, { alpha: here.alpha + Math.PI, delta: -here.delta, width: 0.2, height: -1e-3 }], map)
  expect(map[at(here.alpha, here.delta)]).toBeCloseTo(2e-3, 12)
  const beside = centreOf(rings, at(here.alpha, here.delta + 0.1))
  const separation = Math.acos(Math.sin(here.delta) * Math.sin(beside.delta) + Math.cos(here.delta) * Math.cos(beside.delta) * Math.cos(here.alpha - beside.alpha))
  expect(map[at(beside.alpha, beside.delta)] / 2e-3).toBeCloseTo(Math.exp(-0.5 * (separation / 0.1) ** 2), 10)
  expect(Math.min(...map)).toBeCloseTo(-1e-3, 5)
})
