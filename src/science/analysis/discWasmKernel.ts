/** The inner loops of the disc sums in WebAssembly: `discKernel.as.ts`, compiled, behind the same door as their reference. */
import { instanceOf, moduleOf, numbersOf } from '../math/wasm.ts'
import { WASM } from './discKernel.wasm.ts'
import { TILE, type DiscKernel } from './discRoom.ts'
import { halfOf } from './discRows.ts'

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly addAlike: (...numbers: number[]) => void
  readonly addFound: (...numbers: number[]) => void
  readonly findSegments: (...numbers: number[]) => void
}

/** Bytes from one row of found entries to the next. */
const ROW = 8 * TILE

/** A kernel with a memory of its own, or undefined where there is no WebAssembly with vectors: an old browser, or a policy that forbids it. */
export function wasmDiscKernel(): DiscKernel | undefined {
  const module = moduleOf(WASM)
  if (module === undefined) return undefined
  const { memory, addAlike, addFound, findSegments } = instanceOf<Exports>(module)
  const sharesAt = (shares: number) => (shares < 0 ? 0 : 8 * shares)
  return {
    name: 'webassembly',
    room: (size) => numbersOf(memory, size),
    addAlike: (_, { entries, factors, alike, alikeFar }, layer, sums, shares, from, to) =>
      addAlike(8 * entries, alikeFar, alike, 8 * factors, 8 * layer, 8 * sums, sharesAt(shares), from, to),
    addFound: ({ found }, { factors, alike, unlike, unlikeFar }, layer, sums, shares, from, to) =>
      addFound(8 * found, ROW, unlikeFar, unlike, 8 * (factors + 2 * alike), 8 * layer, 8 * sums, sharesAt(shares), from, to),
    findSegments: ({ found }, { n, facing, unlike }, from, to) =>
      findSegments(8 * facing, unlike, from, to, halfOf(n) - 1, 8 * found, ROW),
  }
}
