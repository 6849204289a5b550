import { expect, test } from 'vitest'
import { linePath } from './linePath.ts'

test('a line goes through its points, breaks where one is missing, and keeps a point that is alone', () => {
  expect(linePath([])).toBe('')
  expect(linePath([[0, 1], [2.00049, -3]])).toBe('M0,1L2,-3')
  expect(linePath([[0, 0], [1, 1], undefined, [3, 3], undefined, undefined, [5, 5], [6, 6]])).toBe('M0,0L1,1M3,3ZM5,5L6,6')
  expect(linePath([undefined, [1, 2]])).toBe('M1,2Z')
})
