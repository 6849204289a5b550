/** What a method does where a study does not say. */
export const METHOD_DEFAULTS = {
  /** Of the day. */
  windows: 1,
  /** Scrambled skies. */
  draws: 20,
  seed: 1,
  /** ξ of Forward–Backward. */
  halfOpeningDeg: 30,
  /** Draws that tell an error to a tenth. */
  bootstrap: 50,
} as const
