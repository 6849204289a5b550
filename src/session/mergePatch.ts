/** JSON merge patches (RFC 7396): what differs from a known object, as an object. `null` takes away; lists are replaced whole. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (object: JsonObject, key: string): Json | undefined => (Object.hasOwn(object, key) ? object[key] : undefined)

/** The patch that makes `to` out of `from`; undefined when they are equal. Neither may contain null. */
export function difference(from: Json | undefined, to: Json): Json | undefined {
  if (!isObject(from) || !isObject(to)) return JSON.stringify(from) === JSON.stringify(to) ? undefined : to
  const changed = Object.keys(to).flatMap((key): [string, Json][] => {
    const patch = difference(own(from, key), to[key]!)
    return patch === undefined ? [] : [[key, patch]]
  })
  const gone = Object.keys(from).flatMap((key): [string, Json][] => (Object.hasOwn(to, key) ? [] : [[key, null]]))
  return changed.length + gone.length === 0 ? undefined : Object.fromEntries([...changed, ...gone])
}

/** `from` with a patch applied. Only own keys are looked at and made, so that a hostile key names nothing but itself. */
export function merge(from: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const base = isObject(from) ? from : {}
  const kept = Object.entries(base).filter(([key]) => !Object.hasOwn(patch, key))
  const changed = Object.entries(patch).flatMap(([key, value]): [string, Json][] => (value === null ? [] : [[key, merge(own(base, key), value)]]))
  return Object.fromEntries([...kept, ...changed])
}
