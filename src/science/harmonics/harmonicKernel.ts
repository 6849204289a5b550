/** Which kernel runs the harmonic transforms: WebAssembly where it can, TypeScript elsewhere; the same numbers to 1e−12. */
import type { HarmonicKernel } from './harmonicRoom.ts'
import { typescriptKernel } from './typescriptKernel.ts'
import { wasmKernel } from './wasmKernel.ts'

/** Makes a kernel, or says that it cannot run here. */
export type KernelMaker = () => HarmonicKernel | undefined

let preferred: KernelMaker = wasmKernel
const idle: HarmonicKernel[] = []

/** Rooms up to this size (64 MiB) are kept for the next transform. */
const KEPT = 8_388_608

/** A kernel that nobody else works with. Give it back with `releaseKernel`; one that is lost with its work is simply forgotten. */
export function leaseKernel(): HarmonicKernel {
  return idle.pop() ?? preferred() ?? typescriptKernel()
}

export function releaseKernel(kernel: HarmonicKernel, size: number): void {
  if (idle.length === 0 && size <= KEPT) idle.push(kernel)
}

/** Prefers another kernel from now on: for tests and comparisons. */
export function preferKernel(maker: KernelMaker): void {
  preferred = maker
  idle.length = 0
}
