import { describe, expect, test } from 'vitest'
import { columnStats } from './columnStats.ts'
import type { HealpixColumn, HealpixFile } from './healpixFile.ts'
import { describeFile } from './describeFile.ts'
import { mapSourceOf } from './roles.ts'

const NSIDE = 16
const PIXELS = 12 * NSIDE ** 2

/** A fixed sequence that looks random, in (0, 1): golden-ratio steps. */
const spread = (i: number, seed = 0): number => (0.5 + (i + 1 + 7919 * seed) * 0.6180339887498949) % 1
const map = (f: (i: number) => number): Float64Array => Float64Array.from({ length: PIXELS }, (_, i) => f(i))
const column = (name: string, values: Float64Array, alias?: string): HealpixColumn => ({ name, unit: '', format: '1024D', values, ...(alias === undefined ? {} : { alias }) })

const COUNTS = map((i) => Math.floor(20 + 10 * spread(i)))
const SUM = COUNTS.reduce((a, b) => a + b)
const BACKGROUND = map(() => SUM / PIXELS)
const DELTA = map((i) => 2e-3 * (spread(i) - 0.5))
const SIGMA = map((i) => 1e-4 * (1 + spread(i, 1)))
const SIGNIFICANCE = map((i) => 8 * (spread(i, 2) - 0.5))

const file = (...columns: HealpixColumn[]): HealpixFile => ({
  geometry: { kind: 'healpix', nside: NSIDE }, ordering: 'ring', orderingStated: true, frame: 'equatorial', frameStated: true,
  columns, facts: [], assumptions: [], warnings: [], compressed: false,
})
const cardOf = (...columns: HealpixColumn[]) => describeFile(file(...columns), { name: 'm.fits', bytes: 9, sha256: 'abc' }, 5)
const rolesOf = (...columns: HealpixColumn[]) => cardOf(...columns).columns.map(({ guess }) => guess)

describe('statistics', () => {
  test('are of the seen pixels', () => {
    expect(columnStats(Float64Array.of(1, NaN, -2, 0, 5))).toEqual({ min: -2, max: 5, sum: 4, seen: 4, unseen: 1, negative: 1, zero: 1, integers: true, nearIntegers: true })
    expect(columnStats(Float64Array.of(NaN, NaN))).toMatchObject({ min: NaN, max: NaN, sum: 0, seen: 0, unseen: 2, integers: false, nearIntegers: false })
  })

  test('a sum is exact where plain addition loses events', () => {
    expect(columnStats(Float64Array.of(2 ** 53, 1, 1, 1, 1)).sum).toBe(2 ** 53 + 4)
  })

  test('nearly whole numbers are told from fractions', () => {
    expect(columnStats(Float64Array.of(3.0002, 4.9999))).toMatchObject({ integers: false, nearIntegers: true })
    expect(columnStats(Float64Array.of(3.2, 5))).toMatchObject({ nearIntegers: false })
    expect(columnStats(Float64Array.of(1e-4, -2e-4))).toMatchObject({ nearIntegers: false })
  })
})

describe('roles', () => {
  test('whole numbers are counts, whatever their name; alone they are compared with their ring', () => {
    for (const name of ['I', 'TEMPERATURE', 'T', 'data']) {
      const card = cardOf(column(name, COUNTS))
      expect(card.columns[0]).toMatchObject({ guess: 'counts', integers: true, sum: SUM })
      expect(mapSourceOf(card)).toEqual({ counts: 0, intensityIs: 'deviation', reference: 'ringMean' })
      expect(card.assumptions.join(' ')).toMatch(/no background column: counts are compared with the mean of their declination ring/)
    }
  })

  test('a column with the sum of the counts is their background, before or behind them', () => {
    expect(rolesOf(column('TEMPERATURE', COUNTS), column('Q_POLARISATION', BACKGROUND))).toEqual(['counts', 'background'])
    const card = cardOf(column('', BACKGROUND), column('', COUNTS))
    expect(mapSourceOf(card)).toEqual({ counts: 1, background: 0, intensityIs: 'deviation', reference: 'background' })
  })

  test('a third column that resembles the background, and a local map, stay unused', () => {
    expect(rolesOf(column('data', COUNTS), column('background', BACKGROUND), column('mu', BACKGROUND.map((x) => x * 1.0001)))).toEqual(['counts', 'background', 'unused'])
    expect(rolesOf(column('mu', BACKGROUND.map((x) => x * 1.0001)), column('data', COUNTS), column('background', BACKGROUND))).toEqual(['unused', 'counts', 'background'])
    expect(rolesOf(column('N', COUNTS), column('B', BACKGROUND), column('local', COUNTS.toReversed()))).toEqual(['counts', 'background', 'unused'])
  })

  test('a background of whole numbers is known by its name', () => {
    expect(rolesOf(column('n_off', COUNTS.toReversed()), column('n_on', COUNTS))).toEqual(['background', 'counts'])
  })

  test('an unrelated positive column is no background', () => {
    expect(rolesOf(column('N', COUNTS), column('x', BACKGROUND.map((x) => 2 * x)))).toEqual(['counts', 'unused'])
  })

  test('small values of both signs are an intensity, a positive column named sigma its error, a significance is not used', () => {
    const card = cardOf(column('TEMPERATURE', DELTA, 'relint'), column('Q_POLARISATION', SIGMA, 'sigma'), column('U_POLARISATION', SIGNIFICANCE, 'lima'))
    expect(card.columns.map(({ guess }) => guess)).toEqual(['intensity', 'error', 'unused'])
    expect(card.columns[0]).toMatchObject({ name: 'TEMPERATURE', alias: 'relint' })
    expect(card.columns[2].because).toMatch(/significances are computed here/)
    expect(mapSourceOf(card)).toEqual({ intensity: 0, error: 1, intensityIs: 'deviation', reference: 'ringMean' })
  })

  test('the same triple is known without any true name', () => {
    expect(rolesOf(column('TEMPERATURE', DELTA), column('Q_POLARISATION', SIGMA), column('U_POLARISATION', SIGNIFICANCE))).toEqual(['intensity', 'error', 'unused'])
  })

  test('Stokes Q and U beside I are not errors', () => {
    expect(rolesOf(column('I_STOKES', DELTA), column('Q_STOKES', DELTA), column('U_STOKES', DELTA))).toEqual(['intensity', 'unused', 'unused'])
  })

  test('of a microwave map the intensity is shown, however small its polarisation', () => {
    expect(rolesOf(column('I_STOKES', DELTA.map((x) => x * 1e5)), column('Q_STOKES', DELTA), column('U_STOKES', DELTA))).toEqual(['intensity', 'unused', 'unused'])
  })

  test('values about 1 are I = 1 + δI, and 1 is taken away', () => {
    const card = cardOf(column('I', DELTA.map((x) => 1 + x)))
    expect(card.columns[0].guess).toBe('intensity')
    expect(card.columns[0]!.because).toContain('1 is taken away')
    expect(mapSourceOf(card).intensityIs).toBe('ratio')
    expect(card.warnings).toEqual([])
  })

  test('large values of both signs are shown, with a warning', () => {
    const card = cardOf(column('T', DELTA.map((x) => x * 1e5)))
    expect(card.columns[0].guess).toBe('intensity')
    expect(card.warnings.join()).toMatch(/too large for a relative intensity/)
  })

  test('counts that are not whole are weighted counts, with a warning', () => {
    const card = cardOf(column('I', map((i) => 2.4 + spread(i))))
    expect(card.columns[0].guess).toBe('counts')
    expect(card.warnings.join()).toMatch(/not whole numbers/)
  })

  test('masks, exposures and empty columns beside counts are left aside; a lone column of zeros is not', () => {
    expect(rolesOf(column('mask', COUNTS.map((_, i) => i % 2)), column('zeros', map(() => 0)), column('unseen', map(() => NaN)), column('N', COUNTS))).toEqual(['unused', 'unused', 'unused', 'counts'])
    expect(rolesOf(column('N', map(() => 0)))).toEqual(['counts'])
  })

  test('every role is given once and every column has a reason', () => {
    const card = cardOf(column('a', COUNTS), column('b', COUNTS), column('c', BACKGROUND), column('d', BACKGROUND), column('sigma1', SIGMA), column('sigma2', SIGMA), column('e', DELTA))
    const used = card.columns.map(({ guess }) => guess).filter((guess) => guess !== 'unused')
    expect(new Set(used).size).toBe(used.length)
    expect(card.columns.every(({ because }) => because.length > 5)).toBe(true)
  })
})

describe('zeros', () => {
  test('few zeros among few counts are empty pixels', () => {
    const card = cardOf(column('N', map((i) => Math.floor(4 * spread(i)))))
    expect(card.zerosLookUnseen).toBe(false)
    expect(card.assumptions.join()).toMatch(/exactly 0: taken as observed and empty, 3,072 pixels in all/)
  })

  test('many zeros among many counts look like the edge of the field of view', () => {
    const card = cardOf(column('N', COUNTS.map((n, i) => (i < 900 ? 0 : n))))
    expect(card.zerosLookUnseen).toBe(true)
    expect(card.warnings.join()).toMatch(/900 pixels are exactly 0, although the others hold 24\.\d+ counts on average/)
  })

  test('counts where the background is 0 are pointed out', () => {
    const card = cardOf(column('N', COUNTS), column('background', BACKGROUND.map((b, i) => (i < 3 ? 0 : b))))
    expect(card.warnings.join()).toMatch(/In 3 pixels the background is 0/)
  })
})

test('the card carries the file’s own words and the fingerprint', () => {
  const card = describeFile({ ...file(column('N', COUNTS)), assumptions: ['A.'], warnings: ['W.'], facts: [{ keyword: 'K', value: 'v', usedAs: 'u' }] }, { name: 'm.fits', bytes: 9, sha256: 'abc' }, 5)
  expect(card).toMatchObject({ name: 'm.fits', bytes: 9, sha256: 'abc', milliseconds: 5, compressed: false, geometry: { kind: 'healpix', nside: 16 } })
  expect([card.assumptions[0], card.warnings[0], card.facts.length]).toEqual(['A.', 'W.', 1])
  expect(structuredClone(card)).toEqual(card)
})
