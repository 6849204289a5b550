import type { Camera } from '../../drawing/camera.ts'
import { drawView } from '../../drawing/fieldOfViewNow.ts'
import { siderealAngle } from '../../drawing/plots/clock.ts'
import { radians } from '../../science/units.ts'
import { Line } from '../sky/SkyOverlay.tsx'

export interface FieldOfViewNowProps {
  readonly camera: Camera
  readonly latitudeDeg: number
  readonly zenithMaxDeg: number
  /** Local sidereal time. */
  readonly hours: number
}

/** Over a map: what the detector sees at this hour, and the declinations between which it sweeps in a day. Lies on the map as its other lines do. */
export function FieldOfViewNow({ camera, latitudeDeg, zenithMaxDeg, hours }: FieldOfViewNowProps) {
  const { paths, zenith } = drawView(camera, { latitude: radians(latitudeDeg), sidereal: siderealAngle(hours), zenithMax: radians(zenithMaxDeg) })
  return (
    <svg className="sky-lines field-of-view" width={camera.width} height={camera.height} aria-hidden="true">
      {paths.map(({ d, style }, i) => (
        <Line key={i} {...{ d, style }} />
      ))}
      {zenith !== undefined && <path className="symbol" d="M-6 0H6M0-6V6" transform={`translate(${zenith[0].toFixed(1)} ${zenith[1].toFixed(1)})`} />}
    </svg>
  )
}
