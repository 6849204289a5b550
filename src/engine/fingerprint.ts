/**
 * The fingerprint of a file: SHA-256 of its bytes, taken as they stream by. `crypto.subtle` would want the whole file
 * in memory and does not exist on a page served over plain http.
 */
import { createSHA256 } from 'hash-wasm'

export interface Fingerprint {
  /** The next bytes of the file, in order. */
  update(bytes: Uint8Array): void
  /** The fingerprint of everything so far, 64 hexadecimal digits. Ends the stream. */
  digest(): string
}

/** A fingerprint to be fed while a file is parsed, so that the file is read once. */
export async function openFingerprint(): Promise<Fingerprint> {
  const hasher = await createSHA256()
  hasher.init()
  return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest() }
}

/** The fingerprint of a whole file. */
export async function fingerprintOf(file: Blob): Promise<string> {
  const fingerprint = await openFingerprint()
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return fingerprint.digest()
    fingerprint.update(value)
  }
}
