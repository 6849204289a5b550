/** Where a number comes from. */
export interface Sourced {
  /** Author, year, table or section; as far as we have seen it ourselves, or who quotes it. */
  readonly source: string
  /** Written down from memory: nobody has compared it with the paper yet. The page says so. */
  readonly unverified?: true
}

export const REVIEW = 'Ahlers & Mertsch 2017, Prog. Part. Nucl. Phys. 94'

/** The source as the page prints it. */
export const sourceText = ({ source, unverified }: Sourced): string => (unverified === true ? `${source} (from memory, unverified)` : source)
