/** Which kernel runs the disc sums: WebAssembly where it can, TypeScript elsewhere; the same pixels, and the same numbers to 1e−12. */
import { kernelPool } from '../math/kernelPool.ts'
import type { DiscKernel } from './discRoom.ts'
import { typescriptDiscKernel } from './discTypescriptKernel.ts'
import { wasmDiscKernel } from './discWasmKernel.ts'

/** Rooms up to 16 MiB are kept for the next disc sums. */
export const discKernels = kernelPool<DiscKernel>(wasmDiscKernel, typescriptDiscKernel, 2_097_152)
