/** Which kernel runs the harmonic transforms: WebAssembly where it can, TypeScript elsewhere; the same numbers to 1e−12. */
import { kernelPool } from '../math/kernelPool.ts'
import type { HarmonicKernel } from './harmonicRoom.ts'
import { typescriptKernel } from './typescriptKernel.ts'
import { wasmKernel } from './wasmKernel.ts'

/** Rooms up to 64 MiB are kept for the next transform. */
export const harmonicKernels = kernelPool<HarmonicKernel>(wasmKernel, typescriptKernel, 8_388_608)
