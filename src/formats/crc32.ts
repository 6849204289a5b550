/** The checksum of ZIP and PNG: CRC-32, polynomial 0xEDB88320 (ISO 3309), of bytes as they stream by. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (0xedb88320 & -(rest & 1))
  return rest
})

export class Crc32 {
  #rest = 0xffffffff

  update(bytes: Uint8Array): void {
    let rest = this.#rest
    for (let i = 0; i < bytes.length; i++) rest = TABLE[(rest ^ bytes[i]) & 0xff] ^ (rest >>> 8)
    this.#rest = rest
  }

  /** Of everything so far, as an unsigned 32-bit number. */
  get value(): number {
    return (this.#rest ^ 0xffffffff) >>> 0
  }
}
