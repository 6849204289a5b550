import { toScreen, toSky, type Camera } from '../../drawing/camera.ts'
import { useSession } from '../../session/store.ts'
import { clockOf } from '../../study/clockName.ts'
import { OBSERVED, truthId } from '../../study/desks.ts'
import type { Id } from '../../study/document.ts'
import { setTrueSky } from '../../study/observeEdits.ts'
import { DipoleArrow } from './DipoleArrow.tsx'
import { FieldOfViewNow } from './FieldOfViewNow.tsx'
import { arrowOf, dipoleOf, sitesOf, truthOf } from './observed.ts'
import { useSidereal } from '../../session/sidereal.ts'

const DEGREES_OF_AN_HOUR = 15

/** Over the maps of the Observe place: what every observatory sees when it is this hour at the first, where the map is one of the stars, and on the true sky its dipole, to take hold of. */
export function OverMap({ camera, part }: { readonly camera: Camera; readonly part: Id }) {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const hours = useSidereal((now) => now.hours)
  const sites = sitesOf(study).map(({ id, observation }) => ({ id, ...observation.site }))
  const truth = truthOf(study)
  const { width, height } = camera
  return (
    <>
      {clockOf(study, part) === 'sidereal' && sites.map(({ id, latitudeDeg, longitudeDeg, zenithMaxDeg }) => (
        <FieldOfViewNow key={id} {...{ camera, latitudeDeg, zenithMaxDeg }} hours={hours + (longitudeDeg - sites[0]!.longitudeDeg) / DEGREES_OF_AN_HOUR} />
      ))}
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
