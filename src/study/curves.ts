/** Angular power spectra from files, among the parts of a study. */
import type { CurveCard, FileCard, MarginalsCard } from '../formats/readCard.ts'
import type { Id, Study } from './document.ts'

export const isCurveCard = (card: FileCard): card is CurveCard => 'kind' in card && card.kind === 'curve'
export const isMarginalsCard = (card: FileCard): card is MarginalsCard => 'kind' in card && card.kind === 'marginals'

/** The parts that are read as curves, in the order in which the spectrum draws them. */
export const curvesOf = ({ parts, view }: Study): readonly Id[] =>
  view.panes.find((pane) => pane.kind === 'spectrum')?.shows.filter((name) => isCurve(parts[name])) ?? []

export const isCurve = (part: Study['parts'][Id] | undefined): boolean => part?.kind === 'data' && part.reading.as === 'curve'
