import { toScreen, toSky, type Camera } from '../../drawing/camera.ts'
import { useSession } from '../../session/store.ts'
import { OBSERVED, truthId } from '../../study/desks.ts'
import type { Id } from '../../study/document.ts'
import { setTrueSky } from '../../study/observeEdits.ts'
import { DipoleArrow } from './DipoleArrow.tsx'
import { FieldOfViewNow } from './FieldOfViewNow.tsx'
import { arrowOf, dipoleOf, sitesOf, truthOf } from './observed.ts'
import { useSidereal } from '../../session/sidereal.ts'

/** Over the maps of the Observe place: what the first observatory sees at this hour, and on the true sky its dipole, to take hold of. */
export function OverMap({ camera, part }: { readonly camera: Camera; readonly part: Id }) {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const hours = useSidereal((now) => now.hours)
  const [first] = sitesOf(study)
  const truth = truthOf(study)
  const { width, height } = camera
  return (
    <>
      {first !== undefined && <FieldOfViewNow {...{ camera, hours }} latitudeDeg={first.observation.site.latitudeDeg} zenithMaxDeg={first.observation.site.zenithMaxDeg} />}
      {part === OBSERVED.truth && truthId(study) === part && truth !== undefined && (
        <DipoleArrow
          {...arrowOf(truth.dipole)}
          {...{ width, height }}
          project={(alpha, delta) => toScreen(camera, alpha, delta)}
          unproject={(x, y) => toSky(camera, x, y)}
          onChange={(arrow, gesture) => edit(setTrueSky({ dipole: dipoleOf(arrow) }), { gesture: `dipole ${gesture}`, label: 'Dipole of the true sky' })}
        />
      )}
    </>
  )
}
