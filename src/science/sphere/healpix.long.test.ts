import { describe, expect, test } from 'vitest'
import { healpixFailures, NONE } from './testing/healpixLaws.ts'

describe('the laws of HEALPix geometry hold for a million random pixels and directions', () => {
  test.each(Array.from({ length: 14 }, (_, order) => 2 ** order))('at nside %i, RING and NESTED', (nside) => {
    expect(healpixFailures(nside, 1_000_000, 3)).toEqual(NONE)
  })

  test.each([3, 5, 7, 100, 1000, 3001, 8191])('at nside %i, which is no power of two', (nside) => {
    expect(healpixFailures(nside, 1_000_000, 4)).toEqual(NONE)
  })
})
