import { expect, test } from 'vitest'
import { commonNsides } from './commonNsides.ts'

test.each([
  ['one file', [64], undefined, [32, 16, 8, 4]],
  ['files that agree', [64, 64], undefined, [32, 16, 8, 4]],
  ['files of which one divides the other', [64, 16], undefined, [16, 8, 4]],
  ['files that only share a divisor', [48, 64], undefined, [16, 8, 4]],
  ['an NSIDE that is no power of two', [12], undefined, [6]],
  ['files that share nothing', [9, 64], undefined, []],
  ['a fine one', [2048], undefined, [1024, 512, 256, 128, 64, 32]],
  ['a study that names another', [64], 2, [32, 16, 8, 4, 2]],
  ['no file', [], 32, []],
] as const)('of %s: %j, %s → %j', (_, nsides, chosen, expected) => {
  expect(commonNsides(nsides, chosen)).toEqual(expected)
})
