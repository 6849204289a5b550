/** The main job on files of others; expected numbers were computed with independent programs. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setCard, setSource } from '../study/edits.ts'
import { studyOfCard } from '../study/opening.ts'
import type { MapSource, Sky, Study } from '../study/document.ts'
import { seededStudy } from '../study/seeded.ts'
import { inspectFiles, mapCard, run } from './run.ts'

const DATA = process.env['ANISKY_DATA'] ?? '../shared/data'

async function resultsOf(name: string, edit: (study: Study) => Study = (study) => study) {
  const folder = await mkdtemp(join(tmpdir(), 'anisky-real-'))
  const path = join(folder, 'study.json')
  await writeFile(path, JSON.stringify(edit(studyOfCard(mapCard(await inspectFiles([join(DATA, name)])))(seededStudy))))
  await run({ study: path, data: [join(DATA, name)], out: folder })
  return JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))
}

const withSource = (patch: Partial<MapSource>) => (study: Study): Study => setSource('map', { ...((study.parts['map'] as Sky).source as MapSource), ...patch })(study)

test('the spectrum of 147,473 events stands on their shot noise', async () => {
  const exposureKnown = (study: Study) => setCard('main', 'spectrum', { zonal: true, lmax: 120 })(withSource({ reference: 'mapMean' })(study))
  const { spectrum } = await resultsOf('ahlers_example_eventmap1.fits', exposureKnown)
  const events = 147_473
  // δI = n/n̄ − 1: C_l/C_0 of the counts, times 4π. Published: l = 1 … 4 of this map.
  const published = [1.2717e-3, 1.3718e-4, 1.303e-4, 2.0631e-5]
  published.forEach((ratio, i) => expect(spectrum.cl[i + 1] / (4 * Math.PI * ratio)).toBeCloseTo(1, 2))
  // R31 is 4π/N.
  expect(spectrum.noise[10] / ((4 * Math.PI) / events)).toBeGreaterThan(0.99)
  expect(spectrum.noise[10] / ((4 * Math.PI) / events)).toBeLessThan(1.01)
  // Far out there is nothing but shot noise: the mean of l = 60 … 120 has a relative error of √(2/Σ(2l+1)) = 1.3 %.
  const tail = spectrum.cl.slice(60, 121) as number[]
  const weights = tail.map((_, i) => 2 * (60 + i) + 1)
  const mean = tail.reduce((sum, c, i) => sum + c * weights[i]!, 0) / weights.reduce((a, b) => a + b, 0)
  expect(Math.abs(mean / ((4 * Math.PI) / events) - 1)).toBeLessThan(0.053)
})

test('the fitted IceCube + Tibet maps give back their dipoles', async () => {
  const { dipole } = await resultsOf('bourbeau_icecube_tibet_fit_lmax1.fits')
  expect(dipole.d0h).toBeCloseTo(7.81e-4, 6)
  expect(dipole.d6h).toBeCloseTo(9.91e-4, 6)
  expect(dipole.alpha1Deg).toBeCloseTo(51.7, 1)
  const both = await resultsOf('bourbeau_icecube_tibet_fit_lmax2.fits', setCard('main', 'subtract', { on: true, degrees: [1, 2] }))
  expect(both.dipole.d0h).toBeCloseTo(4.48e-4, 6)
  expect(both.dipole.d6h).toBeCloseTo(1.26e-4, 6)
})

test('a map with 4,686 unseen pixels is analysed where it was seen', async () => {
  const { spectrum, significance, dipole } = await resultsOf('healpy_wmap_band_iqumap_r9_7yr_V_v4_udgraded32_masked.fits')
  expect(dipole.a1Error).toBeNull()
  expect(significance).toBeNull()
  expect(spectrum.noise).toBeNull()
  // healpy 1.16: map2alm(masked as zero, lmax = 40, iter = 0), Σ over m ≠ 0.
  for (const [l, expected] of [[2, 2.8068067215194537e-5], [10, 1.520306433558318e-5], [40, 3.1750891531869027e-6]] as const) {
    expect(Math.abs(spectrum.cl[l] / expected - 1)).toBeLessThan(1e-9)
  }
})
