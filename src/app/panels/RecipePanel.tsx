import type { CommandTable } from '../commands.ts'
import { useSession } from '../../session/store.ts'
import { ringMeanRemoved } from '../seen.ts'
import { Popover } from '../widgets/Popover.tsx'
import { DataCard } from './DataCard.tsx'
import { MaskCard } from './MaskCard.tsx'
import { ShowCard } from './ShowCard.tsx'
import { SmoothCard } from './SmoothCard.tsx'
import { SubtractCard } from './SubtractCard.tsx'

/** The fixed chain applied to the sky: mask, subtract, smooth, show. Cards can be switched off, never moved. */
export function RecipePanel({ commands }: { readonly commands: CommandTable }) {
  const removed = useSession(ringMeanRemoved)
  return (
    <section className="recipe" aria-labelledby="recipe-title">
      <h2 id="recipe-title" className="column-title">
        Recipe
      </h2>
      <ol className="recipe-cards">
        <DataCard />
        <MaskCard />
        <SubtractCard commands={commands} />
        <SmoothCard />
        <ShowCard />
      </ol>
      {removed ? <Unseen /> : <LeftOut />}
    </section>
  )
}

function Unseen() {
  return (
    <div className="soft small unseen-note">
      What you cannot see: a ground-based map has no information on variations with declination alone — all a<sub>ℓ0</sub> are set to 0.{' '}
      <Popover button="Why?" label="Why are all a ℓ 0 set to 0?" className="text-button">
        <p>
          The Earth turns the detector past every right ascension, but each declination is always seen at the same angles. A brighter ring and a more
          sensitive detector at those angles make exactly the same counts, so no reconstruction can tell them apart. The convention is to call it the
          detector: every ring then has mean zero, and the part of a dipole that points along the axis is missing.
        </p>
      </Popover>
    </div>
  )
}

/** Where m = 0 is in the map, but not taken into account. */
function LeftOut() {
  return (
    <div className="soft small unseen-note">
      What is left out: variations with declination alone, m = 0, are in this map but not in C<sub>ℓ</sub> and not in the fit, unless you tick them.{' '}
      <Popover button="Why?" label="Why is m = 0 left out?" className="text-button">
        <p>
          The Earth turns a detector on the ground past every right ascension, but each declination is always seen at the same angles. What varies with
          declination alone is therefore only as good as the efficiency that was assumed at those angles, and usually not known to one part in a thousand.
        </p>
        <p>In a simulation, or with an exposure known absolutely, m = 0 is as real as the rest: tick it at Subtract and at Show.</p>
      </Popover>
    </div>
  )
}
