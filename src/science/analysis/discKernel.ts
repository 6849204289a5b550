/** Which kernel runs the disc sums: WebAssembly where it can, TypeScript elsewhere; the same pixels, and the same numbers to 1e−12. */
import type { DiscKernel } from './discRoom.ts'
import { typescriptDiscKernel } from './discTypescriptKernel.ts'
import { wasmDiscKernel } from './discWasmKernel.ts'

/** Makes a kernel, or says that it cannot run here. */
export type DiscKernelMaker = () => DiscKernel | undefined

let preferred: DiscKernelMaker = wasmDiscKernel
const idle: DiscKernel[] = []

/** Rooms up to this size (16 MiB) are kept for the next disc sums; larger ones go back. */
const KEPT = 2_097_152

/** A kernel that nobody else works with. Give it back with `releaseDiscKernel`; one that is lost with its work is simply forgotten. */
export function leaseDiscKernel(): DiscKernel {
  return idle.pop() ?? preferred() ?? typescriptDiscKernel()
}

export function releaseDiscKernel(kernel: DiscKernel, size: number): void {
  if (idle.length === 0 && size <= KEPT) idle.push(kernel)
}

/** Prefers another kernel from now on: for tests and comparisons. */
export function preferDiscKernel(maker: DiscKernelMaker): void {
  preferred = maker
  idle.length = 0
}
