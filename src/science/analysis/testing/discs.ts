/** The two kernels of the disc sums beside each other. */
import { ringsOf, type Geometry } from '../../sphere/rings.ts'
import { discKernels } from '../discKernel.ts'
import { typescriptDiscKernel } from '../discTypescriptKernel.ts'
import { wasmDiscKernel } from '../discWasmKernel.ts'
import { topHatSums } from '../topHat.ts'
import { band, scatter } from './skies.ts'

/** How many pixels have discs of different size in the two kernels, and how far sums and shares lie apart, relative to the largest. */
export interface Apart {
  readonly sizes: number
  readonly sums: number
  readonly shares: number
}

/** Compares the kernels on a masked map of scatter. Throws where there is no WebAssembly: a comparison of the reference with itself proves nothing. */
export function discKernelsApart(geometry: Geometry, radius: number): Apart {
  if (wasmDiscKernel() === undefined) throw new Error('there is no WebAssembly here')
  const rings = ringsOf(geometry)
  const seen = band(rings, -50, 91)
  const layer = Float64Array.from(seen, (one, p) => (one === 0 || scatter(p, 3) < 0.1 ? 0 : scatter(p)))
  const ones = Uint8Array.from(seen, (one, p) => (one === 0 || scatter(p, 3) < 0.1 ? 0 : 1))
  const [ours, reference] = [wasmDiscKernel, typescriptDiscKernel].map((maker) => {
    discKernels.prefer(maker)
    const outs = [0, 1, 2].map(() => new Float64Array(rings.pixels))
    topHatSums(rings, radius, [ones, layer], [outs[0], outs[1]], 0, rings.count, outs[2])
    return outs
  })
  discKernels.prefer(wasmDiscKernel)
  return {
    sizes: ours[0].reduce((count, size, p) => (size === reference[0][p] ? count : count + 1), 0),
    sums: apart(ours[1], reference[1]),
    shares: apart(ours[2], reference[2]),
  }
}

function apart(a: Float64Array, b: Float64Array): number {
  const largest = b.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return a.reduce((most, x, p) => Math.max(most, Math.abs(x - b[p])), 0) / largest
}
