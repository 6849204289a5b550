import { describe, expect, test } from 'vitest'
import { isProblem } from '../science/problem.ts'
import { someFile, someSource } from '../session/testing/edits.ts'
import { openMap } from '../study/edits.ts'
import { seededStudy } from '../study/seeded.ts'
import { filesOf, orOutOfMemory } from './memory.ts'

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (reason) {
    return reason
  }
}
const endless = (): number => 1 + endless()
const files = [{ name: 'big.fits', bytes: 1.2e9 }, { name: 'small.fits', bytes: 1.6e6 }]

describe('no room for an array', () => {
  test.each([
    ['more than there is', () => new ArrayBuffer(2 ** 45)],
    ['more than there can be', () => new Float64Array(2 ** 50)],
  ])('is told with the sizes of the files: %s', (_, work) => {
    const problem = orOutOfMemory(thrownBy(work), files)
    expect(problem).toMatchObject({ code: 'out-of-memory', message: 'This browser has not enough memory left for that: big.fits has 1.2 GB, small.fits has 1.6 MB.', facts: { bytes: 1.2016e9 } })
  })

  test('of other browsers is known by its words', () => {
    for (const words of ['out of memory', 'Out of memory', 'array buffer allocation failed']) expect(isProblem(orOutOfMemory(new RangeError(words), []), 'out-of-memory')).toBe(true)
  })

  test.each([
    ['endless recursion', endless],
    ['a length below zero', () => new Float64Array(-1)],
    ['a text repeated less than never', () => 'ab'.repeat(-1)],
  ])('is not %s, which is a mistake of ours', (_, work) => {
    const reason = thrownBy(work)
    expect(reason).toBeInstanceOf(RangeError)
    expect(orOutOfMemory(reason, files)).toBe(reason)
  })
})

test('the files of a study are those it names, and no others', () => {
  expect(filesOf(seededStudy)).toEqual([])
  expect(filesOf(openMap(someFile(), someSource)(seededStudy))).toEqual([someFile().origin])
})
