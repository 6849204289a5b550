/**
 * Who works with which kernel. A kernel has one room of numbers, so it is lent to one piece of work at a time; work that is never
 * finished just keeps it. WebAssembly is wanted; TypeScript takes its place where it cannot run, or gets no memory.
 */

export interface Kernel {
  readonly name: 'webassembly' | 'typescript'
  /** An array of at least so many numbers, the same until more are asked for; what it holds then is unknown. Throws RangeError without memory. */
  room(size: number): Float64Array
}

/** Makes a kernel, or says that it cannot run here. */
export type KernelMaker<K> = () => K | undefined

export interface Leased<K> {
  readonly kernel: K
  readonly room: Float64Array
}

export interface KernelPool<K extends Kernel> {
  /** A kernel that nobody else works with, and its room. */
  lease(size: number): Leased<K>
  /** Gives a kernel back to the next asker; one with a large room is dropped, because a WebAssembly memory never shrinks. */
  release(leased: Leased<K>): void
  /** Wants another kernel from now on: for tests and comparisons. */
  prefer(maker: KernelMaker<K>): void
}

/** @param kept  numbers of a room that is worth keeping */
export function kernelPool<K extends Kernel>(usual: KernelMaker<K>, fallback: () => K, kept: number): KernelPool<K> {
  let preferred = usual
  const idle: K[] = []
  const withRoom = (kernel: K, size: number): Leased<K> => ({ kernel, room: kernel.room(size) })
  return {
    lease(size) {
      const kernel = idle.pop() ?? preferred()
      if (kernel === undefined) return withRoom(fallback(), size)
      try {
        return withRoom(kernel, size)
      } catch (refused) {
        if (!(refused instanceof RangeError) || kernel.name === 'typescript') throw refused
        return withRoom(fallback(), size)
      }
    },
    release({ kernel, room }) {
      if (idle.length === 0 && room.length <= kept) idle.push(kernel)
    },
    prefer(maker) {
      preferred = maker
      idle.length = 0
    },
  }
}
