/** What every WebAssembly kernel of the house needs: an instance of a module that comes as text, and its memory as numbers. */

const modules = new Map<string, WebAssembly.Module | undefined>()

/** The module of a base64 text, compiled once; undefined where it cannot run. Modules are a few kilobytes, so they are made at once. */
export function moduleOf(base64: string): WebAssembly.Module | undefined {
  if (!modules.has(base64)) modules.set(base64, compiled(base64))
  return modules.get(base64)
}

function compiled(base64: string): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** A new instance, with a memory of its own. */
export function instanceOf<Exports>(module: WebAssembly.Module): Exports {
  return new WebAssembly.Instance(module, {}).exports as Exports
}

const PAGE = 65_536

/** A memory as at least `size` numbers. It never shrinks; growing it ends every view that was given out before. */
export function numbersOf(memory: WebAssembly.Memory, size: number): Float64Array {
  const missing = 8 * size - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
  return new Float64Array(memory.buffer)
}
