import { expect, test } from 'vitest'
import { harmonicKernels } from './harmonicKernel.ts'
import { kernelsApart } from './testing/kernels.ts'

test('a browser runs the transforms in WebAssembly, with the numbers of the reference to 1e−12', () => {
  expect(harmonicKernels.lease(1).kernel.name).toBe('webassembly')
  expect(kernelsApart({ kind: 'healpix', nside: 64 }, 191)).toBeLessThan(1e-12)
  expect(kernelsApart({ kind: 'gauss', rings: 90, perRing: 180 }, 89)).toBeLessThan(1e-12)
})
