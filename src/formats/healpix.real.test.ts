/** Files that other programs wrote. The numbers were found with healpy 1.16. */
import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCurve, readHealpix } from './healpixFile.ts'
import { describeFile } from './describeFile.ts'
import { mapSourceOf } from './roles.ts'

const DATA = process.env['ANISKY_DATA'] ?? '../shared/data'
const open = async (name: string) => readHealpix(await openAsBlob(join(DATA, name)), name)
const card = async (name: string) => describeFile(await open(name), { name, bytes: 0, sha256: '' }, 0)

describe('maps', () => {
  test('the example of Ahlers holds 147,473 events and 2,479 empty pixels, and does not say its frame', async () => {
    const read = await card('ahlers_example_eventmap1.fits')
    expect(read).toMatchObject({ geometry: { nside: 64 }, ordering: 'ring', orderingStated: true, frame: 'equatorial', frameStated: false, zerosLookUnseen: false })
    expect(read.columns).toMatchObject([{ name: 'I', format: '1024E', sum: 147473, min: 0, max: 13, zero: 2479, unseen: 0, integers: true, guess: 'counts' }])
    expect(mapSourceOf(read)).toEqual({ counts: 0, intensityIs: 'deviation', reference: 'ringMean' })
    expect(read.warnings).toEqual([])
  })

  test('its true map is expected counts, not whole', async () => {
    const read = await card('ahlers_example_truemap1.fits')
    expect(read.columns[0]).toMatchObject({ guess: 'counts', integers: false })
    expect(read.columns[0].min).toBeCloseTo(2.366, 3)
    expect(read.columns[0].max).toBeCloseTo(3.586, 3)
    expect(read.warnings).toHaveLength(1)
  })

  test.each(['lmax1', 'lmax2'])('the fit %s to IceCube and Tibet data is an equatorial relative intensity', async (lmax) => {
    const read = await card(`bourbeau_icecube_tibet_fit_${lmax}.fits`)
    expect(read).toMatchObject({ geometry: { nside: 64 }, frame: 'equatorial', frameStated: true, warnings: [] })
    expect(mapSourceOf(read)).toEqual({ intensity: 0, intensityIs: 'deviation', reference: 'ringMean' })
  })

  test('synfast’s I, Q and U', async () => {
    const read = await card('healpy_map_synfast_seed12345.fits')
    expect(read.columns.map(({ name }) => name)).toEqual(['I_STOKES', 'Q_STOKES', 'U_STOKES'])
    expect(read.columns.map(({ guess }) => guess)).toEqual(['intensity', 'unused', 'unused'])
    expect(read.columns[0].min).toBeCloseTo(-0.09606591, 8)
    expect(read.columns[1].max).toBeCloseTo(0.011245301, 8)
  })

  test('the masked W map has 4,686 unseen pixels in every column', async () => {
    const read = await card('healpy_wmap_band_iqumap_r9_7yr_V_v4_udgraded32_masked.fits')
    expect(read.columns.map(({ unseen }) => unseen)).toEqual([4686, 4686, 4686])
    expect(read.columns[0].sum).toBeCloseTo(123.30492, 3)
  })

  test('a Fortran file with a COORDSYS of "unknown"', async () => {
    const read = await card('healpy_wmap_band_iqumap_r9_7yr_W_v4_udgraded32_smoothed10deg_fortran.fits')
    expect(read).toMatchObject({ geometry: { nside: 32 }, frameStated: false })
  })

  test('a gzip-packed map of Q and U', async () => {
    const read = await card('healpy_justq_gal2ecl.fits.gz')
    expect(read).toMatchObject({ compressed: true, geometry: { nside: 32 } })
    expect(read.columns.map(({ name }) => name)).toEqual(['Q_POLARISATION', 'U_POLARISATION'])
  })
})

describe('a reconstruction by cra-ahlers-llh', () => {
  const MOCK = 'mock_crallh_nside16'

  test('counts, background and expectation are told apart under misleading names', async () => {
    const read = await card(`${MOCK}/RAW_MOCK__16_72_iteration20.fits.gz`)
    expect(read).toMatchObject({ frame: 'equatorial', frameStated: true, zerosLookUnseen: true })
    expect(read.columns.map(({ alias, guess }) => [alias, guess])).toEqual([['data', 'counts'], ['background', 'background'], ['mu', 'unused']])
    expect(read.columns[0].sum).toBe(5001594253)
  })

  test('intensity, error and significance too', async () => {
    const read = await card(`${MOCK}/CR_MOCK__16_72_iteration20.fits.gz`)
    expect(read.columns.map(({ alias, guess }) => [alias, guess])).toEqual([['relint', 'intensity'], ['sigma', 'error'], ['lima', 'unused']])
  })

  test('the truth behind it is an intensity', async () => {
    expect(mapSourceOf(await card(`${MOCK}/truth.fits`))).toEqual({ intensity: 0, intensityIs: 'deviation', reference: 'ringMean' })
  })

  test('its exposure, a map of the local sky, is refused as one', async () => {
    await expect(open(`${MOCK}/exposure_MOCK_16_72_iteration20.fits.gz`)).rejects.toMatchObject({ code: 'unsupported-file', message: expect.stringMatching(/local \(horizon\) coordinates/) })
  })

  test('its input, 72 time bins of 3,072 pixels, is refused by name', async () => {
    await expect(open(`${MOCK}/multimap_LMAPS_72x3072.fits.gz`)).rejects.toMatchObject({ code: 'unsupported-file', message: expect.stringMatching(/72 time-binned maps in one image \(LMAPS, 3,072 pixels = NSIDE 16 each\)/) })
  })
})

test('C_l of anafast, a text table in FITS, from l = 0 to 64', async () => {
  const name = 'healpy_cl_wmap_band_iqumap_r9_7yr_W_v4_udgraded32_II_lmax64_rmmono_3iter_nomask.fits'
  const { l, cl, facts } = await readCurve(await openAsBlob(join(DATA, name)), name)
  expect([l[0], l.at(-1), cl.length, facts[1].value]).toEqual([0, 64, 65, 'TEMPERATURE (^2)'])
  expect(cl.every((x) => x >= 0)).toBe(true)
})

test('the counts without the names of the first header are told by the name of the file', async () => {
  const bytes = new Uint8Array(await new Response((await openAsBlob(join(DATA, 'mock_crallh_nside16/RAW_MOCK__16_72_iteration20.fits.gz'))).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer())
  // TTYPEn of the first header become comments.
  const text = Buffer.from(bytes)
  for (let at = text.subarray(0, 2880).indexOf('TTYPE'); at >= 0; at = text.subarray(0, 2880).indexOf('TTYPE')) text.write('COMMENT ', at, 'latin1')
  const read = await readHealpix(new Blob([text]), 'RAW_MOCK.fits')
  expect(read.columns.map(({ alias }) => alias)).toEqual(['data', 'background', 'mu'])
})

test.each([
  ['auger2017_8EeV_events.dat', /looks like an event list or a catalogue: it has directions \(RA, dec\)/],
  ['uhecr_auger2014_231events.txt', /^This text/],
  ['uhecr_ta2014_72events.txt', /^This text/],
  ['snr_catalogue.csv', /^This text/],
  ['table1.csv', /^This text/],
  ['mock_crallh_nside16/norm_MOCK_16_72_iteration20.dat', /^This text table is no map of the whole sky/],
  [`mock_crallh_nside16/config.json`, /This is a JSON file/],
])('%s is refused by its own name', async (name, words) => {
  await expect(open(name)).rejects.toMatchObject({ message: expect.stringMatching(words) })
})
