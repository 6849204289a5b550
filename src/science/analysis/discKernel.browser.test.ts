import { expect, test } from 'vitest'
import { discKernels } from './discKernel.ts'
import { discKernelsApart } from './testing/discs.ts'

test('a browser sums discs in WebAssembly, over the pixels of the reference and with its numbers to 1e−12', () => {
  expect(discKernels.lease(1).kernel.name).toBe('webassembly')
  const { sizes, sums, shares } = discKernelsApart({ kind: 'healpix', nside: 64 }, 0.2)
  expect(sizes).toBe(0)
  expect(Math.max(sums, shares)).toBeLessThan(1e-12)
})
