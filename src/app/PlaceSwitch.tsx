import { sessionStore, useSession } from '../session/store.ts'
import { placeOf } from '../study/desks.ts'
import type { PlaceName } from '../study/document.ts'
import { later } from '../study/later.ts'
import { complaintOf } from './announce.ts'

const PLACES: { readonly [P in PlaceName]: string } = { explore: 'Explore', observe: 'Observe' }

/** The places of the page; each shows the same study in its own way. */
export function PlaceSwitch() {
  const here = useSession(({ study }) => placeOf(study))
  return (
    <nav className="places" aria-label="Places">
      {(Object.keys(PLACES) as PlaceName[]).map((place) => (
        <button key={place} type="button" aria-current={place === here ? 'page' : undefined} onClick={() => void go(place)}>
          {PLACES[place]}
        </button>
      ))}
    </nav>
  )
}

/** What the other places bring along is fetched when somebody goes there. */
async function go(place: PlaceName): Promise<void> {
  const { say } = sessionStore.getState()
  try {
    const { goTo } = await later(() => import('../study/places.ts'))
    sessionStore.getState().edit(goTo(place), { label: `Went to ${PLACES[place]}` })
  } catch (reason) {
    say({ tone: 'alert', ...complaintOf(`Going to ${PLACES[place]}`, reason) })
  }
}
