import { useId } from 'react'
import './cards.css'

export type World = 'sky' | 'detector'

export interface TwoWorldsProps {
  readonly world: World
  /** How many counts there are, and how many of them differ between the worlds, once that is known. */
  readonly counts?: number | undefined
  readonly moved?: number | undefined
  onWorld(world: World): void
}

const WORLDS: { readonly [W in World]: readonly [string, string] } = { sky: ['World 1', 'tilted sky'], detector: ['World 2', 'tilted detector'] }

/** The same counts from two worlds: more of the sky in the north, or a detector that is better there. */
export function TwoWorlds({ world, counts, moved, onWorld }: TwoWorldsProps) {
  const name = useId()
  return (
    <fieldset className="card two-worlds">
      <legend className="visually-hidden">Which world is it?</legend>
      <div className="segmented">
        {(Object.keys(WORLDS) as World[]).map((one) => (
          <label key={one}>
            <input type="radio" name={name} checked={one === world} onChange={() => onWorld(one)} />
            <span>
              <b>{WORLDS[one][0]}</b> {WORLDS[one][1]}
            </span>
          </label>
        ))}
      </div>
      <p role="status">{movedText(counts, moved)}</p>
    </fieldset>
  )
}

function movedText(counts: number | undefined, moved: number | undefined): string {
  if (moved === undefined) return 'The true sky and the detector change. Watch the counts.'
  const all = counts === undefined ? '' : ` of ${counts.toLocaleString('en')}`
  return moved === 0 ? `Not one count${all} moves. Which world is it?` : `${moved.toLocaleString('en')}${all} counts differ.`
}
