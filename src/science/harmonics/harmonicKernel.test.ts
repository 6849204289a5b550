import { afterEach, describe, expect, test, vi } from 'vitest'
import { moduleOf } from '../math/wasm.ts'
import { ringsOf, type Geometry } from '../sphere/rings.ts'
import { harmonicKernels } from './harmonicKernel.ts'
import { kernelsApart } from './testing/kernels.ts'
import { analysis } from './transform.ts'
import { wasmKernel } from './wasmKernel.ts'

afterEach(() => harmonicKernels.prefer(wasmKernel))

describe('the WebAssembly kernel and its reference in TypeScript', () => {
  test.each<[Geometry, number]>([
    [{ kind: 'healpix', nside: 1 }, 2],
    [{ kind: 'healpix', nside: 2 }, 0],
    [{ kind: 'healpix', nside: 3 }, 20], // coefficients beyond what the rings can hold are aliased
    [{ kind: 'healpix', nside: 37 }, 110], // rings of 4 · 37 pixels go through a chirp
    [{ kind: 'healpix', nside: 64 }, 191],
    [{ kind: 'healpix', nside: 128 }, 383],
    [{ kind: 'gauss', rings: 1, perRing: 1 }, 3],
    [{ kind: 'gauss', rings: 33, perRing: 67 }, 32], // odd rings
    [{ kind: 'gauss', rings: 180, perRing: 360 }, 179],
  ])('give the same numbers to 1e−12 on %o, l ≤ %d', (geometry, lmax) => {
    expect(kernelsApart(geometry, lmax)).toBeLessThan(1e-12)
  })

  test('give the same to 1e−12 at l ≤ 1500, where cos^m δ has lost every digit', () => {
    expect(kernelsApart({ kind: 'gauss', rings: 40, perRing: 9 }, 1500)).toBeLessThan(1e-12)
  })
})

describe('where WebAssembly is not to be had', () => {
  test('TypeScript takes its place, and the transforms go on', () => {
    harmonicKernels.prefer(() => undefined)
    expect(harmonicKernels.lease(1).kernel.name).toBe('typescript')
    const rings = ringsOf({ kind: 'healpix', nside: 4 })
    const map = Float64Array.from({ length: rings.pixels }, (_, p) => Math.sin(p))
    const fallback = analysis(rings, map, 8)
    harmonicKernels.prefer(wasmKernel)
    expect(harmonicKernels.lease(1).kernel.name).toBe('webassembly')
    const usual = analysis(rings, map, 8)
    fallback.re.forEach((x, i) => expect(Math.abs(x - usual.re[i])).toBeLessThan(1e-14))
  })

  test('a module that is refused is no error', async () => {
    expect(moduleOf('AGFzbQ==')).toBeUndefined()
    vi.stubGlobal('WebAssembly', undefined)
    vi.resetModules()
    const fresh = await import('./wasmKernel.ts')
    expect(fresh.wasmKernel()).toBeUndefined()
    vi.unstubAllGlobals()
  })
})
