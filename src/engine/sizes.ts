/** What lies inside a result: its typed arrays, wherever they are. Results are plain objects, lists and arrays of numbers. */

/** Calls `found` for every typed array inside a value, once each. */
export function eachArray(value: unknown, found: (array: ArrayBufferView) => void, seen = new Set<object>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (ArrayBuffer.isView(value)) found(value)
  else for (const inner of Object.values(value)) eachArray(inner, found, seen)
}

/** The buffers a value keeps alive. */
export function buffersOf(value: unknown): Set<ArrayBufferLike> {
  const buffers = new Set<ArrayBufferLike>()
  eachArray(value, (array) => buffers.add(array.buffer))
  return buffers
}

export interface Parcel<T> {
  readonly value: T
  readonly transfers: ArrayBuffer[]
}

/**
 * A deep copy of a result, packed to be transferred. The vault never gives away what it owns: a transferred
 * array has length zero on the sender's side, and the next asker would receive nothing.
 */
export function parcelOf<T>(value: T): Parcel<T> {
  const copies = new Map<object, unknown>()
  const transfers: ArrayBuffer[] = []
  const copy = (inner: unknown): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner
    if (copies.has(inner)) return copies.get(inner)
    const made = ArrayBuffer.isView(inner) ? copyOfArray(inner as Uint8Array, transfers) : Array.isArray(inner) ? inner.map(copy) : copyOfObject(inner, copy)
    copies.set(inner, made)
    return made
  }
  return { value: copy(value) as T, transfers }
}

function copyOfArray(array: Uint8Array, transfers: ArrayBuffer[]): Uint8Array {
  const copy = array.slice() // its own buffer, even when the original is a window on a larger one
  transfers.push(copy.buffer as ArrayBuffer)
  return copy
}

const copyOfObject = (object: object, copy: (inner: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(object).map(([name, inner]) => [name, copy(inner)]))
