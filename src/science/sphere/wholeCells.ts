/** The numbers of cells that time bins can be put into: even ones that hold the same number of whole bins each, from the most down. */
export const cellsForBins = (bins: number, most = 720): readonly number[] =>
  Array.from({ length: Math.max(0, Math.min(bins, most) - 3) }, (_, i) => Math.min(bins, most) - i).filter((cells) => cells % 2 === 0 && bins % cells === 0)
