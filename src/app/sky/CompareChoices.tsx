import { sessionStore, useSession } from '../../session/store.ts'
import { isPlain, PLAIN } from '../../study/companions.ts'
import { addMap, addPlain, mapIndex, removeMap } from '../../study/comparing.ts'
import type { Id, Quantity, Study } from '../../study/document.ts'
import { DIFFERENCE, mapsOf, MOST_MAPS, shownQuantity } from '../../study/shown.ts'
import { hasQuantity } from '../../study/wanted.ts'
import { announce } from '../announce.ts'
import { skyName } from './mapNames.ts'

/** One thing the map can be held against. */
interface Companion {
  readonly name: string
  readonly part: Id
  readonly quantity: Quantity
  /** Why it cannot be shown. */
  readonly closed?: string | undefined
  readonly add: (study: Study) => Study
}

/** What the map can be held against; what is there already is taken away again. */
export function CompareChoices({ onOpen }: { onOpen(): void }) {
  const study = useSession((session) => session.study)
  const others = otherSkies(study)
  return (
    <>
      <p className="menu-title soft small">The same sky</p>
      {sameSky(study).map((it) => (
        <CompanionButton key={it.name} study={study} it={it} />
      ))}
      {others.length > 0 && <p className="menu-title soft small">Another sky</p>}
      {others.map((it) => (
        <CompanionButton key={it.part} study={study} it={it} />
      ))}
      <button type="button" className="button" disabled={mapsOf(study).length >= MOST_MAPS} onClick={onOpen}>
        Open another map to compare…
      </button>
    </>
  )
}

function CompanionButton({ study, it: { name, part, quantity, closed, add } }: { readonly study: Study; readonly it: Companion }) {
  const index = mapIndex(study, part, quantity)
  const full = index < 0 && mapsOf(study).length >= MOST_MAPS ? `There is room for ${MOST_MAPS} maps` : undefined
  const press = () => (index < 0 ? announce(sessionStore.getState(), add, `Compared with ${name}`) : announce(sessionStore.getState(), removeMap(index), `No longer compared with ${name}`))
  return (
    <button type="button" className="button" aria-pressed={index >= 0} disabled={index < 0 && (closed ?? full) !== undefined} title={closed ?? full} onClick={press}>
      {name}
    </button>
  )
}

const NAMES: { readonly [Q in Quantity]: string } = { relativeIntensity: 'its relative intensity', significance: 'its significance', counts: 'its counts' }
const LACKS: { readonly [Q in Quantity]?: string } = { significance: 'This sky has neither counts nor errors, so no significance', counts: 'This sky has no counts' }

/** The first map's sky in another quantity, or before a step of its recipe. */
function sameSky(study: Study): readonly Companion[] {
  const first = mapsOf(study)[0]?.pane
  const sky = first && study.parts[first.part]
  if (first === undefined || sky?.kind !== 'sky') return []
  const shown = shownQuantity(first)
  const recipe = study.recipes[sky.recipe]
  const quantities = (['relativeIntensity', 'significance', 'counts'] as const).filter((quantity) => quantity !== shown || first.multipole !== undefined)
  return [
    ...quantities.map((quantity) => ({ name: NAMES[quantity], part: first.part, quantity, closed: hasQuantity(study, first.part, quantity) ? undefined : LACKS[quantity], add: addMap(first.part, quantity) })),
    { name: 'it before subtraction', part: PLAIN.subtract, quantity: shown, closed: recipe?.subtract.on ? undefined : 'Nothing is subtracted', add: addPlain('subtract') },
    { name: 'it without smoothing', part: PLAIN.smooth, quantity: shown, closed: recipe?.smooth.on ? undefined : 'Nothing is smoothed', add: addPlain('smooth') },
  ]
}

/** Every other sky of the study, in the quantity of the first map where it has it. */
function otherSkies(study: Study): readonly Companion[] {
  const first = mapsOf(study)[0]?.pane
  if (first === undefined) return []
  const others = Object.keys(study.parts).filter((id) => study.parts[id]!.kind === 'sky' && id !== first.part && id !== DIFFERENCE && !isPlain(id))
  return others.map((part) => {
    const quantity = hasQuantity(study, part, shownQuantity(first)) ? shownQuantity(first) : 'relativeIntensity'
    return { name: skyName(study, part), part, quantity, add: addMap(part, quantity) }
  })
}
