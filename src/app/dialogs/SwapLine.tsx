import type { Column, MapSource } from '../../study/document.ts'
import { scientific } from '../numbers.ts'
import { swapped } from './roles.ts'
import type { SkyOnCard } from './skiesOnCard.ts'

export interface SwapLineProps {
  readonly sky: SkyOnCard
  onSource(source: MapSource): void
}

/** Counts and what they are compared with, side by side with their sums: what was guessed the wrong way round is put right by one button. */
export function SwapLine({ sky: { source, files }, onSource }: SwapLineProps) {
  const { counts, background } = source
  if (counts === undefined || background === undefined || files.some(({ data }) => data.reading.as === 'localMaps')) return null
  const told = ({ data, column }: Column): string => {
    const card = files.find(({ id }) => id === data)?.card
    const { name, sum } = card?.columns[column] ?? { name: `column ${column + 1}`, sum: NaN }
    return `${files.length > 1 && card !== undefined ? card.name : name}, ${scientific(sum, 4)} in all`
  }
  return (
    <div className="swap-line">
      <p>
        <span className="soft">counts N</span> {told(counts)}
      </p>
      <button type="button" className="button" onClick={() => onSource(swapped(source))}>
        <span aria-hidden="true">⇄</span> Swap counts and background
      </button>
      <p>
        <span className="soft">background ⟨N⟩</span> {told(background)}
      </p>
    </div>
  )
}
