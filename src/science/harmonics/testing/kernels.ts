/** The two kernels beside each other. */
import { ringsOf, type Geometry } from '../../sphere/rings.ts'
import { emptyAlm } from '../alm.ts'
import { harmonicKernels } from '../harmonicKernel.ts'
import { analysis, synthesis } from '../transform.ts'
import { typescriptKernel } from '../typescriptKernel.ts'
import { wasmKernel } from '../wasmKernel.ts'

/**
 * The largest difference between what the kernels make of the same lively coefficients and of the same map, each over its root
 * mean square. Throws where there is no WebAssembly: a comparison of the reference with itself proves nothing.
 */
export function kernelsApart(geometry: Geometry, lmax: number): number {
  if (wasmKernel() === undefined) throw new Error('there is no WebAssembly here')
  const rings = ringsOf(geometry)
  const alm = emptyAlm(lmax)
  for (let i = 0; i < alm.re.length; i++) {
    alm.re[i] = Math.sin(1.7 * i + 0.3)
    alm.im[i] = i <= lmax ? 0 : Math.cos(2.3 * i)
  }
  const map = Float64Array.from({ length: rings.pixels }, (_, p) => (p % 11 === 5 ? NaN : Math.sin(0.9 * p) + 0.1))
  const both = [wasmKernel, typescriptKernel].map((maker) => {
    harmonicKernels.prefer(maker)
    const coefficients = analysis(rings, map, lmax)
    return [synthesis(rings, alm), coefficients.re, coefficients.im]
  })
  harmonicKernels.prefer(wasmKernel)
  return Math.max(...both[0].map((ours, i) => apart(ours, both[1][i])))
}

function apart(a: Float64Array, b: Float64Array): number {
  let most = 0
  let square = 0
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i])) return Infinity
    most = Math.max(most, Math.abs(a[i] - b[i]))
    square += b[i] ** 2
  }
  return most === 0 ? 0 : most / Math.sqrt(square / a.length)
}
