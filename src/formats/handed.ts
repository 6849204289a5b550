/** What a person hands over at once: one file, or several that belong together. By reference: a Blob is not copied. */
export interface Member {
  readonly name: string
  readonly file: Blob
}

export type Handed = Blob | readonly Member[]

/** Bytes of all that was handed over. */
export const bytesOf = (handed: Handed): number => (handed instanceof Blob ? handed.size : handed.reduce((sum, { file }) => sum + file.size, 0))
