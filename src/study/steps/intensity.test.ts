import { expect, test } from 'vitest'
import { relativeTo } from './intensity.ts'

const job = { breathe: () => Promise.resolve() }

test('δI is n/B − 1 where something is expected; counts and expectation are handed on as they are when nothing has to be hidden', async () => {
  const [counts, background] = [Float64Array.of(3, NaN, 0), Float64Array.of(2, NaN, 4)]
  const made = await relativeTo(counts, background, job)
  expect([...made.value]).toEqual([0.5, NaN, -1])
  expect(made.counts).toBe(counts)
  expect(made.background).toBe(background)
})

test.each([
  ['counts where nothing is expected', Float64Array.of(3, 5), Float64Array.of(2, 0)],
  ['an expectation without counts', Float64Array.of(3, NaN), Float64Array.of(2, 7)],
  ['infinite counts', Float64Array.of(3, Infinity), Float64Array.of(2, 7)],
])('%s are hidden, in arrays of their own', async (_, counts, background) => {
  const made = await relativeTo(counts, background, job)
  expect([...made.value]).toEqual([0.5, NaN])
  expect([...made.counts]).toEqual([3, NaN])
  expect([...made.background]).toEqual([2, NaN])
  expect([counts[1], background[1]].every(Number.isNaN)).toBe(false)
})
