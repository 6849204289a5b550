import { AZIMUTHS, type Azimuth } from '../../science/sphere/localAzimuth.ts'

const SIDE = 72
const RADIUS = 22
/** Seen from above, north up and east to the right, as on a map of the ground. */
const onPage = ([north, west]: readonly [number, number, number], radius: number): [number, number] => [SIDE / 2 - west * radius, SIDE / 2 - north * radius]

const LETTERS = [['N', [1, 0, 0]], ['E', [0, -1, 0]], ['S', [-1, 0, 0]], ['W', [0, 1, 0]]] as const

/** A horizon seen from above: where azimuth 0 lies, and an arrow to where it is 90°. */
export function AzimuthDial({ azimuth }: { readonly azimuth: Azimuth }) {
  const { x, y } = AZIMUTHS[azimuth]
  const [startX, startY] = onPage(x, RADIUS)
  const [endX, endY] = onPage(y, RADIUS)
  const clockwise = startX === endX ? 0 : (startX - SIDE / 2) * (endY - SIDE / 2) - (startY - SIDE / 2) * (endX - SIDE / 2) > 0
  // The head points along the circle: towards where the angle goes on growing.
  const [backX, backY] = [-(startX - SIDE / 2) / RADIUS, -(startY - SIDE / 2) / RADIUS]
  const head = [[1, 0], [-7, 4.2], [-7, -4.2]].map(([along, across]) => [endX + along! * backX + across! * backY, endY + along! * backY - across! * backX].join()).join(' ')
  return (
    <svg className="dial" viewBox={`0 0 ${SIDE} ${SIDE}`} width={SIDE} height={SIDE} aria-hidden="true">
      <circle cx={SIDE / 2} cy={SIDE / 2} r={RADIUS} className="dial-horizon" />
      {LETTERS.map(([letter, at]) => {
        const [cx, cy] = onPage(at, RADIUS + 8.5)
        return (
          <text key={letter} x={cx} y={cy} className="dial-letter">
            {letter}
          </text>
        )
      })}
      <line x1={SIDE / 2} y1={SIDE / 2} x2={startX} y2={startY} className="dial-zero" />
      <path d={`M ${startX} ${startY} A ${RADIUS} ${RADIUS} 0 0 ${clockwise ? 1 : 0} ${endX} ${endY}`} className="dial-arc" />
      <polygon points={head} className="dial-head" />
      <circle cx={startX} cy={startY} r="3.4" className="dial-start" />
    </svg>
  )
}
