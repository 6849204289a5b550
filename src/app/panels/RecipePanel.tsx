import type { CommandTable } from '../commands.ts'
import { useSession } from '../../session/store.ts'
import { skyOf } from '../seen.ts'
import { Popover } from '../widgets/Popover.tsx'
import { DataCard } from './DataCard.tsx'
import { MaskCard } from './MaskCard.tsx'
import { ShowCard } from './ShowCard.tsx'
import { SmoothCard } from './SmoothCard.tsx'
import { SubtractCard } from './SubtractCard.tsx'

/** The fixed chain applied to the sky: mask, subtract, smooth, show. Cards can be switched off, never moved. */
export function RecipePanel({ commands }: { readonly commands: CommandTable }) {
  const fromGround = useSession(({ study }) => skyOf(study)?.source.from !== 'harmonics')
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
      {fromGround && <Unseen />}
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
