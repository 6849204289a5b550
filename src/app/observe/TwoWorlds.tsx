import { useId } from 'react'
import './cards.css'

export type World = 'sky' | 'detector'

export interface TwoWorldsProps {
  /** Neither, for any other sky and detector. */
  readonly world: World | undefined
  /** How many bins of declination and hour there are, and in how many of them the worlds differ, once that is known. */
  readonly bins?: number | undefined
  readonly moved?: number | undefined
  onWorld(world: World): void
}

const WORLDS: { readonly [W in World]: readonly [string, string] } = { sky: ['World 1', 'tilted sky'], detector: ['World 2', 'tilted detector'] }

/** The same counts from two worlds: more of the sky in the north, or a detector that is better there. */
export function TwoWorlds({ world, bins, moved, onWorld }: TwoWorldsProps) {
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
      <p role="status">{movedText(bins, moved)}</p>
    </fieldset>
  )
}

function movedText(bins: number | undefined, moved: number | undefined): string {
  if (moved === undefined) return 'The true sky and the detector change. Watch the counts.'
  const all = (bins ?? 0).toLocaleString('en')
  return moved === 0 ? `Not one count moves, in any of ${all} bins of declination and hour. Which world is it?` : `Counts differ in ${moved.toLocaleString('en')} of ${all} bins.`
}
