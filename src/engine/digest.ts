/**
 * Short names for long texts. A key is compared, stored and sent far more often than it is made, so it is cut to
 * 128 bits: with a million keys the chance that two share a name is 10⁻²⁷.
 *
 * SHA-256 rather than XXH128 because the fingerprint of a file needs it anyway: one piece of wasm serves both.
 * Making the hasher is asynchronous, using it is not; so it is made once, by `ready()`, and keys stay synchronous.
 */
import { createSHA256 } from 'hash-wasm'
import { demand } from '../science/problem.ts'

type Hasher = Awaited<ReturnType<typeof createSHA256>>

let hasher: Hasher | undefined
let loading: Promise<void> | undefined

/** Must have resolved before the first `digest`; later calls cost nothing. */
export function ready(): Promise<void> {
  loading ??= createSHA256().then((made) => void (hasher = made))
  return loading
}

/** The first 128 bits of SHA-256 of a text, as 32 hexadecimal digits. Throws invalid-argument before `ready()`. */
export function digest(text: string): string {
  demand(hasher !== undefined, 'digest() works after ready() has resolved')
  return hasher.init().update(text).digest().slice(0, 32)
}
