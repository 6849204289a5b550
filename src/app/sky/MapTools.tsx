import { QUANTITY_TITLES } from '../../drawing/scale.ts'
import { sessionStore, useSession } from '../../session/store.ts'
import { showQuantity } from '../../study/comparing.ts'
import { setMultipole } from '../../study/edits.ts'
import { multipoleText } from '../../study/multipoleName.ts'
import type { MapAt } from '../../study/shown.ts'
import { announce } from '../announce.ts'
import { late } from '../late.tsx'
import { SeenByOthers } from '../scale/SeenByOthers.tsx'
import { canShow } from '../seen.ts'
import { provenanceOf, syntheticTag } from './provenance.ts'
import { QuantityControl } from './QuantityControl.tsx'

const SkyMenus = late(() => import('./SkyMenus.tsx').then((part) => part.SkyMenus))

/** The row above the map: what it shows, how it is laid out, what it is held against, and where it comes from. */
export function MapTools({ first }: { readonly first: MapAt }) {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const { quantity, multipole, part } = first.pane
  const tag = syntheticTag(provenanceOf(study, part))
  return (
    <div className="sky-tools">
      <QuantityControl
        value={multipole === undefined ? quantity : undefined}
        canShow={(wanted) => canShow(study, wanted)}
        onChange={(wanted) => edit(showQuantity(wanted), { label: `${QUANTITY_TITLES[wanted]} shown` })}
      />
      <div className="sky-menus">
        <SkyMenus />
      </div>
      {multipole !== undefined && (
        <button
          type="button"
          className="chip"
          aria-pressed="true"
          title="Show all of the sky again (Escape)"
          onClick={() => announce(sessionStore.getState(), setMultipole(first.index, undefined), 'All multipoles shown')}
        >
          {multipoleText(multipole)} on the map ×
        </button>
      )}
      <SeenByOthers />
      {tag !== undefined && <span className="tag">{tag}</span>}
    </div>
  )
}
