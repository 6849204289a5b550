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
      {multipole !== undefined && <MultipoleNote index={first.index} name={multipoleText(multipole)} />}
      <SeenByOthers />
      {tag !== undefined && <span className="tag">{tag}</span>}
    </div>
  )
}

/** Which part of the sky is shown, what that leaves undone, and the way back. */
function MultipoleNote({ index, name }: { readonly index: number; readonly name: string }) {
  const back = () => announce(sessionStore.getState(), setMultipole(index, undefined), 'All multipoles shown')
  return (
    <div className="multipole-note">
      <button type="button" className="chip" aria-pressed="true" title="Show all of the sky again (Escape)" onClick={back}>
        {name} on the map ×
      </button>
      <p className="small">{name} part of the seen sky, not smoothed; leakage between multipoles not undone</p>
    </div>
  )
}
