import { expect, test } from 'vitest'
import { later } from './later.ts'

test('a part that arrives is handed on', async () => {
  expect((await later(() => import('./bounds.ts'))).BOUNDS.lmax[0]).toBe(2)
})

test('a part that cannot be fetched is a problem with a remedy', async () => {
  const lost = later(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')))
  await expect(lost).rejects.toMatchObject({ code: 'part-missing', remedy: expect.stringContaining('reload') })
})

test('a part that is broken stays a bug', async () => {
  await expect(later(() => Promise.reject(new SyntaxError('unexpected token')))).rejects.toBeInstanceOf(SyntaxError)
})
