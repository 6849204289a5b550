import { useMemo } from 'react'
import type { Arrow } from '../../drawing/globe.ts'
import { equatorialVector } from '../../science/sphere/directions.ts'
import { radians } from '../../science/units.ts'
import { findingOf, useSession } from '../../session/store.ts'
import type { Id } from '../../study/document.ts'
import { of } from '../../study/graph.ts'

const DIPOLE = [255, 214, 102] as const
const AXIS = [120, 220, 160] as const
/** Beyond the surface by a quarter of the globe: an arrow says where, not how much. */
const REACH = 1.25

/** What stands out of a globe that shows a sky: its dipole (the equatorial part, all that is measured) and, where it is asked for, the axis of the local field. */
export function useArrows(part: Id): readonly Arrow[] {
  const dipole = useSession((session) => findingOf(session, of('dipole', part))?.value)
  const axisShown = useSession(({ study }) => study.view.overlays.includes('magneticAxis'))
  const [raDeg, decDeg] = useSession(({ study }) => study.view.camera.magneticPoleDeg)
  return useMemo(() => {
    const arrows: Arrow[] = []
    if (dipole !== undefined && Math.hypot(dipole.d0h, dipole.d6h) > 0) arrows.push({ direction: [dipole.d0h, dipole.d6h, 0], length: REACH, colour: DIPOLE })
    if (axisShown) arrows.push({ direction: equatorialVector(radians(raDeg), radians(decDeg)), length: REACH, colour: AXIS, axis: true })
    return arrows
  }, [dipole, axisShown, raDeg, decDeg])
}
