import { afterEach, describe, expect, test, vi } from 'vitest'
import { ringsOf, type Geometry } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { discKernels } from './discKernel.ts'
import { wasmDiscKernel } from './discWasmKernel.ts'
import { discKernelsApart } from './testing/discs.ts'
import { topHatSums } from './topHat.ts'

afterEach(() => discKernels.prefer(wasmDiscKernel))

const GEOMETRIES: readonly Geometry[] = [
  { kind: 'healpix', nside: 1 },
  { kind: 'healpix', nside: 2 },
  { kind: 'healpix', nside: 16 },
  { kind: 'healpix', nside: 37 },
  { kind: 'healpix', nside: 64 },
  { kind: 'gauss', rings: 1, perRing: 1 },
  { kind: 'gauss', rings: 23, perRing: 67 }, // an odd ring has no pixel half a turn on
  { kind: 'gauss', rings: 90, perRing: 180 },
]

describe('the WebAssembly kernel and its reference in TypeScript', () => {
  test.each(GEOMETRIES)('find the same pixels and the same sums to 1e−12 on %o, for small and large discs', (geometry) => {
    for (const radius of [0, 2, 10, 30, 60, 95, 178, 180]) {
      const { sizes, sums, shares } = discKernelsApart(geometry, radians(radius))
      expect(sizes).toBe(0)
      expect(sums).toBeLessThan(1e-12)
      expect(shares).toBeLessThan(1e-12)
    }
  })
})

describe('where WebAssembly is not to be had', () => {
  test('TypeScript takes its place, and discs are summed all the same', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 4 })
    const layer = Float64Array.from({ length: rings.pixels }, (_, p) => 1 + Math.sin(p))
    const [fallback, usual] = [() => undefined, wasmDiscKernel].map((maker) => {
      discKernels.prefer(maker)
      expect(discKernels.lease(1).kernel.name).toBe(maker === wasmDiscKernel ? 'webassembly' : 'typescript')
      const out = new Float64Array(rings.pixels)
      topHatSums(rings, 0.5, [layer], [out])
      return out
    })
    fallback.forEach((x, p) => expect(Math.abs(x - usual[p])).toBeLessThan(1e-12))
  })

  test('a module that is refused is no error', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    vi.resetModules()
    const fresh = await import('./discWasmKernel.ts')
    expect(fresh.wasmDiscKernel()).toBeUndefined()
    vi.unstubAllGlobals()
  })
})
