import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { carrierOf, compiled, kernelSources } from './kernels.mjs'

const sources = kernelSources()

test('there are kernels', () => expect(sources).toContain('src/science/harmonics/harmonicKernel.as.ts'))

test.each(sources)('the committed bytes of %s are what the compiler makes of it today', { timeout: 60_000 }, async (source) => {
  expect(readFileSync(carrierOf(source), 'utf8')).toBe(await compiled(source))
})

test('a kernel that does not compile is refused with what the compiler said', { timeout: 60_000 }, async () => {
  await expect(compiled('src/science/harmonics/nowhere.as.ts')).rejects.toThrow(/nowhere/)
})
