/** What a person hands over at once: one file, or several that belong together. By reference: a Blob is not copied. */
export interface Member {
  readonly name: string
  readonly file: Blob
}

export type Handed = Blob | readonly Member[]
