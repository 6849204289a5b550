import { describe, expect, test } from 'vitest'
import type { ColumnCard, ReadCard, Role } from '../formats/readCard.ts'
import type { MapSource } from './document.ts'
import { studyOfFiles } from './opening.ts'
import { seededStudy } from './seeded.ts'
import { together } from './together.ts'

const column = (guess: Role, patch: Partial<ColumnCard> = {}): ColumnCard =>
  ({ index: 0, name: 'SIGNAL', unit: '', format: 'D', min: 0, max: 9, sum: 1000, integers: guess === 'counts', negative: guess === 'intensity' ? 7 : 0, zero: 0, unseen: 0, guess, because: '', ...patch })
const file = (name: string, columns: readonly ColumnCard[], patch: Partial<ReadCard> = {}): ReadCard => ({
  name, bytes: 1, sha256: name.padEnd(64, '0'), compressed: false, geometry: { kind: 'healpix', nside: 16 }, ordering: 'ring', orderingStated: true, frame: 'equatorial', frameStated: true,
  columns, facts: [], assumptions: [], warnings: [], zerosLookUnseen: false, milliseconds: 1, ...patch,
})
const counts = (name: string, patch: Partial<ColumnCard> = {}, of: Partial<ReadCard> = {}) => file(name, [column('counts', patch)], of)
const intensity = (name: string, patch: Partial<ColumnCard> = {}) => file(name, [column('intensity', { max: 1e-3, min: -1e-3, ...patch })])

/** `main`, `main + role partner`: who is with whom. */
const sorted = (...cards: readonly ReadCard[]) => together(cards).skies.map(({ main, partner }) => (partner === undefined ? main.name : `${main.name} + ${partner.role} ${partner.card.name}`))

describe('counts and their background', () => {
  test.each([
    ['data.fits', 'background.fits'], ['data_64.fits.gz', 'bg_64.fits.gz'], ['hawc-counts.npy', 'hawc-expectation.npy'], ['N.csv', 'off.csv'], ['CR_map.fits', 'CR_bgMap.fits'],
  ])('are told by their names: %s and %s, in any order', (data, background) => {
    const [n, b] = [counts(data), counts(background, { integers: false, sum: 1017 })]
    expect(sorted(n, b)).toEqual([`${data} + background ${background}`])
    expect(sorted(b, n)).toEqual([`${data} + background ${background}`])
  })

  test('or by the name of a column, which one of the files alone has', () => {
    expect(sorted(counts('a.fits', { name: 'background' }), counts('b.fits'))).toEqual(['b.fits + background a.fits'])
  })

  test('of several years stay with those of their year', () => {
    expect(sorted(counts('data_2015.fits'), counts('data_2016.fits'), counts('bg_2016.fits'), counts('bg_2015.fits'))).toEqual([
      'data_2015.fits + background bg_2015.fits', 'data_2016.fits + background bg_2016.fits',
    ])
  })

  test('without telling names are told by sums that match: what is not whole numbers is expected, not counted', () => {
    const [n, b] = [counts('a.fits', { sum: 1e6 }), counts('b.fits', { sum: 1e6 + 4000, integers: false })]
    expect(sorted(b, n)).toEqual(['a.fits + background b.fits'])
    expect(sorted(n, counts('b.fits', { sum: 1.01e6, integers: false }))).toEqual(['a.fits', 'b.fits'])
  })

  test('both whole, are a pair when not one event is lost between them; otherwise they are two maps', () => {
    expect(sorted(counts('a.fits'), counts('b.fits'))).toEqual(['a.fits + background b.fits'])
    expect(sorted(counts('a.fits'), counts('b.fits', { sum: 1001 }))).toEqual(['a.fits', 'b.fits'])
    expect(sorted(counts('a.fits'), counts('b.fits'), counts('c.fits'))).toEqual(['a.fits', 'b.fits', 'c.fits'])
  })

  test('of different NSIDE do not fit as they are, and are known as what they make at the coarser', () => {
    const [n, b] = [counts('data.fits', { unseen: 40 }), counts('background.fits', { unseen: 7 }, { geometry: { kind: 'healpix', nside: 64 }, ordering: 'nested', frame: 'galactic' })]
    const { skies, misfits: [misfit, ...more] } = together([n, b])
    expect(skies).toEqual([{ main: n }])
    expect(more).toEqual([])
    expect(misfit).toMatchObject({ main: n, role: 'background', card: b, pixels: ['HEALPix nside 16', 'HEALPix nside 64'] })
    expect(misfit!.pair).toEqual({
      sky: { main: n, partner: { role: 'background', card: b, column: 0 }, nside: 16 }, degraded: 'partner',
      facts: [
        { name: 'data.fits', nside: 16, ordering: 'ring', frame: 'equatorial', unseen: 40, pixels: 3072 },
        { name: 'background.fits', nside: 64, ordering: 'nested', frame: 'galactic', unseen: 7, pixels: 49152 },
      ],
    })
  })

  test.each([[16, 64, 16, 'partner'], [96, 16, 16, 'main'], [48, 16, 16, 'main'], [5, 15, 5, 'partner']] as const)('of NSIDE %i and %i make a pair at %i by degrading the %s', (own, other, nside, degraded) => {
    const { misfits: [misfit] } = together([counts('n.fits', {}, { geometry: { kind: 'healpix', nside: own } }), counts('bg.fits', {}, { geometry: { kind: 'healpix', nside: other } })])
    expect(misfit!.pair).toMatchObject({ degraded, sky: { nside } })
  })

  test.each([[48, 64], [64, 48], [10, 4]])('of NSIDE %i and %i make none: neither is made of whole pixels of the other', (own, other) => {
    const { misfits: [misfit] } = together([counts('n.fits', {}, { geometry: { kind: 'healpix', nside: own } }), counts('bg.fits', {}, { geometry: { kind: 'healpix', nside: other } })])
    expect(misfit).toBeDefined()
    expect(misfit).not.toHaveProperty('pair')
  })

  test('lie where each of their files says: order and frame need not agree', () => {
    expect(sorted(counts('data.fits'), counts('bg.fits', {}, { ordering: 'nested', frame: 'galactic' }))).toEqual(['data.fits + background bg.fits'])
  })
})

describe('what needs no other file', () => {
  test('stays by itself: a file with both, an intensity, a word about nothing', () => {
    const both = file('both.fits', [column('counts'), column('background', { index: 1 })])
    expect(sorted(both, counts('bg.fits'), intensity('relint.fits'), intensity('other.fits'))).toEqual(['both.fits', 'bg.fits', 'relint.fits', 'other.fits'])
  })

  test('names whose words only begin like a role say nothing', () => {
    expect(sorted(intensity('offset.fits'), counts('bgo_run.fits'), counts('c.fits', { sum: 7 }))).toEqual(['offset.fits', 'bgo_run.fits', 'c.fits'])
  })
})

test('an intensity finds its error', () => {
  expect(sorted(intensity('sigma.fits', { negative: 0, min: 0 }), intensity('relint.fits'))).toEqual(['relint.fits + error sigma.fits'])
  expect(sorted(intensity('relint_a.fits'), intensity('relint_b.fits'), intensity('err_b.fits', { negative: 0, min: 0 }))).toEqual(['relint_a.fits', 'relint_b.fits + error err_b.fits'])
})

describe('the edit of two files', () => {
  const pair = together([counts('data.fits'), counts('bg.fits', { integers: false }, { ordering: 'nested' })]).skies[0]!

  test('makes one sky whose columns lie in two data parts, each with its own reading', () => {
    const { parts } = studyOfFiles(pair, 'instead')(seededStudy)
    expect(parts['map']).toMatchObject({ source: { counts: { data: 'file', column: 0 }, background: { data: 'file-background', column: 0 }, reference: 'background' } })
    expect([parts['file'], parts['file-background']]).toMatchObject([{ origin: { name: 'data.fits' }, reading: { ordering: 'ring' } }, { origin: { name: 'bg.fits' }, reading: { ordering: 'nested' } }])
  })

  test('at one NSIDE says so in the source, and only then', () => {
    const graded = together([counts('data.fits'), counts('bg.fits', {}, { geometry: { kind: 'healpix', nside: 4 } })]).misfits[0]!.pair!
    expect(studyOfFiles(graded.sky, 'instead')(seededStudy).parts['map']).toMatchObject({ source: { background: { data: 'file-background' }, nside: 4 } })
    expect((studyOfFiles(pair, 'instead')(seededStudy).parts['map'] as { source: MapSource }).source).not.toHaveProperty('nside')
  })

  test('beside what is shown leaves it, and takes free names', () => {
    const { parts, view } = studyOfFiles(pair, 'beside')(seededStudy)
    expect(view.panes[0]).toBe(seededStudy.view.panes[0])
    expect((parts['map2'] as { source: MapSource }).source).toMatchObject({ counts: { data: 'file2' }, background: { data: 'file2-background' } })
    expect(parts['file2-background']).toMatchObject({ origin: { name: 'bg.fits' } })
  })
})
