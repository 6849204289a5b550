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

export interface SetFingerprint {
  /** The next bytes of a part; parts come one after the other, counted from 0. */
  update(bytes: Uint8Array, part: number): void
  /** 64 hexadecimal digits. Ends the stream. */
  digest(): string
}

/**
 * The fingerprint of files that belong together, in their order: of one file its own, of several the SHA-256 of a text with a line for each,
 * `<sha256 of the file, 64 digits> <its bytes>` and a line feed. Names are not in it, nor how the files were packed together: loose files and a ZIP
 * archive of them are the same set.
 */
export async function openSetFingerprint(): Promise<SetFingerprint> {
  const hasher = await createSHA256()
  hasher.init()
  const lines: string[] = []
  let [current, length] = [0, 0]
  const close = (): void => {
    lines.push(`${hasher.digest()} ${length}\n`)
    hasher.init()
    length = 0
  }
  return {
    update(bytes, part) {
      for (; current < part; current++) close()
      hasher.update(bytes)
      length += bytes.length
    },
    digest() {
      close()
      return lines.length === 1 ? lines[0]!.slice(0, 64) : hasher.update(lines.join('')).digest()
    },
  }
}
