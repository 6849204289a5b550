import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseName, lookLikeTimeBins, nameOfMember, numberedSets } from './numberedNames.ts'

const numbersOf = (names: readonly string[]) => numberedSets(names).map(({ prefix, suffix, members }) => [prefix, suffix, members.map(({ number }) => number)])

test('names that differ in one number are a set, whatever stands beside them', () => {
  expect(numbersOf(['loc_002.fits', 'notes.txt', 'loc_000.fits', 'loc_001.fits', 'sky_000.fits'])).toEqual([['loc_', '.fits', [0, 1, 2]]])
})

test('of several numbers the one that varies counts', () => {
  const names = [0, 1, 2].map((n) => `IC86_2015_NSIDE064_degbin-00${n}_4000GeV.fits.gz`)
  expect(numbersOf(names)).toEqual([['IC86_2015_NSIDE064_degbin-', '_4000GeV.fits.gz', [0, 1, 2]]])
})

test('a number has three digits up to 999 and four from 1000 on', () => {
  expect(numbersOf(['a_999', 'a_1000', 'a_0001', 'a_01', 'a_1'])).toEqual([['a_', '', [999, 1000]]])
})

test('every numbered name is found again from its number', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.uniqueArray(fc.nat(3599), { minLength: 2 }), (before, after, numbers) => {
    const [prefix, suffix] = [`${before.replaceAll(/\d/g, '')}_`, `.${after.replaceAll(/\d/g, '')}`]
    const names = numbers.map((number) => `${prefix}${String(number).padStart(3, '0')}${suffix}`)
    const [set] = numberedSets(names)
    expect(set!.members.map(({ index }) => numbers[index])).toEqual(numbers.toSorted((a, b) => a - b))
    expect(set!.members.map(({ number, index }) => nameOfMember(set!, number) === names[index])).not.toContain(false)
    expect(lookLikeTimeBins(set!)).toBe(numbers.length >= 8)
  }))
})

test('a name belongs to one set only', () => {
  const sets = numberedSets(['000_000', '000_001', '000_002', '001_000', '002_000'])
  const indices = sets.flatMap(({ members }) => members.map(({ index }) => index))
  expect(new Set(indices).size).toBe(indices.length)
})

test('folders are no part of a name', () => {
  expect(['a/b/c.fits', 'a\\c.fits', 'c.fits'].map(baseName)).toEqual(['c.fits', 'c.fits', 'c.fits'])
})
