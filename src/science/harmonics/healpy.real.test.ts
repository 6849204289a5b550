/** Spectra and smoothed maps that HEALPix's Fortran programs and healpy made of WMAP's W and V bands (nside 32). */
import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readHealpix } from '../../formats/healpixFile.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { almIndex } from './alm.ts'
import { harmonicallySmoothed } from './almFilter.ts'
import { crossSpectrum, powerSpectrum } from './power.ts'
import { analysis, iteratedAnalysis } from './transform.ts'
import { gaussianWindow } from './window.ts'

const DATA = process.env['ANISKY_DATA'] ?? '../shared/data'
const W_BAND = 'healpy_wmap_band_iqumap_r9_7yr_W_v4_udgraded32'
const rings = ringsOf({ kind: 'healpix', nside: 32 })

async function temperature(name: string): Promise<Float64Array> {
  const { ordering, columns } = await readHealpix(await openAsBlob(join(DATA, name)), name)
  expect(ordering).toBe('ring')
  return columns[0].values
}

/** One number a row, as text, in the ASCII table after the two headers. */
async function asciiTable(name: string): Promise<number[]> {
  const text = await readFile(join(DATA, name), 'latin1')
  const card = (keyword: string) => Number(text.match(new RegExp(`${keyword.padEnd(8)}= +(\\d+)`, 'g'))!.at(-1)!.slice(9))
  const [width, rows] = [card('NAXIS1'), card('NAXIS2')]
  const start = Math.ceil((text.lastIndexOf(`END${' '.repeat(40)}`) + 80) / 2880) * 2880
  return Array.from({ length: rows }, (_, i) => Number(text.slice(start + i * width, start + (i + 1) * width)))
}

describe('the W band', () => {
  test('has the spectrum that Fortran anafast found with its mean removed and three iterations', async () => {
    const cl = await asciiTable('healpy_cl_wmap_band_iqumap_r9_7yr_W_v4_udgraded32_II_lmax64_rmmono_3iter_nomask.fits')
    expect(cl).toHaveLength(65)
    const map = await temperature(`${W_BAND}.fits`)
    const mean = map.reduce((sum, x) => sum + x, 0) / map.length
    const found = powerSpectrum(iteratedAnalysis(rings, map.map((x) => x - mean), 64, 3), { zonal: true })
    // Written with eight digits after sums in single precision: 2.5e−7 is the largest difference, healpy's too. At l = 0 only what
    // the iterations left of the mean remains, 1e−10 of C_1, so that its last digits are those of the mean.
    cl.forEach((c, l) => expect(Math.abs(found[l] / c - 1), `l = ${l}`).toBeLessThan(l === 0 ? 1e-4 : 3e-7))
    expect(cl[1]).toBe(0.0032126587)
  })

  test('smoothed by 10° is the map of Fortran smoothing, lmax 64 and three iterations, as closely as its float32 tells', async () => {
    const map = await temperature(`${W_BAND}.fits`)
    const expected = await temperature(`${W_BAND}_smoothed10deg_fortran.fits`)
    const found = harmonicallySmoothed(rings, map, gaussianWindow(64, radians(10)), 3)
    const differences = found.map((x, i) => Math.abs(x - expected[i]))
    // Values reach 0.954, where neighbours in float32 are 6.0e−8 apart, and the file's map was summed in float32 too. The largest
    // difference is 3.7e−8, in the mean 6e−9. Two iterations would be 2.1e−6 away, four 2.5e−7, lmax 95 with three 1.4e−3; Q and U play no part.
    expect(Math.max(...differences)).toBeLessThan(6e-8)
    expect(Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length)).toBeLessThan(1e-8)
  })
})

test('the masked V band has the pseudo coefficients and spectra of healpy, nothing refined, nothing where nothing was seen', async () => {
  const seen = await temperature('healpy_wmap_band_iqumap_r9_7yr_V_v4_udgraded32_masked.fits')
  const pseudo = analysis(rings, seen, 64)
  const mask = analysis(rings, seen.map((x) => (x === x ? 1 : 0)), 64)
  // healpy 1.16: a = map2alm(map with UNSEEN as 0, lmax = 64, iter = 0), w the same of the mask; alm2cl(a), alm2cl(a, w).
  for (const [l, c] of [[0, 0.0012653429702290653], [1, 5.968320245939674e-6], [5, 0.00011524473835761916], [63, 1.230197917730815e-6], [64, 1.1926212472182509e-6]]) {
    expect(Math.abs(powerSpectrum(pseudo, { zonal: true })[l] / c - 1)).toBeLessThan(1e-11)
  }
  for (const [l, c] of [[0, 0.07801097806499191], [2, 0.00016423469239147003], [7, 0.00012621497346871203], [64, 2.824578946831091e-6]]) {
    expect(Math.abs(crossSpectrum(pseudo, mask, { zonal: true })[l] / c - 1)).toBeLessThan(1e-10)
  }
  for (const [l, m, re, im] of [[1, 1, -0.0018793670903472183, 0.0007316429542362029], [12, 5, -0.00025247810754916564, 0.0017847779903466812], [64, 64, -0.0005603575861792812, -0.0005005198921899966]]) {
    expect(pseudo.re[almIndex(64, l, m)]).toBeCloseTo(re, 14)
    expect(pseudo.im[almIndex(64, l, m)]).toBeCloseTo(im, 14)
  }
})
