import { dipolePlane } from '../../drawing/plots/dipolePlane.ts'
import type { ClockDipole } from '../../study/results.ts'
import { Arrow } from './MethodPlane.tsx'
import './methods.css'

const THERE = 'standing '

/** The dial of every clock laid on one another: what stands there as broad lines with rings, what was found as arrows with numbers as in the table. */
export function ClocksPlane({ rows, size }: { readonly rows: readonly ClockDipole[]; readonly size: number }) {
  const standing = rows.flatMap(({ clock, standing: pair }) => (pair === undefined ? [] : [{ id: `${THERE}${clock}`, d0h: pair[0], d6h: pair[1] }]))
  const found = rows.flatMap(({ clock, found: dipole }) => (dipole === undefined ? [] : [{ id: clock as string, d0h: dipole.d0h, d6h: dipole.d6h, covariance: dipole.covariance }]))
  const { frame, origin, circles, arrows, unit } = dipolePlane([...standing, ...found], size)
  const edges = [[size - 9, origin.y, '0h'], [origin.x, 9, '6h'], [11, origin.y, '12h'], [origin.x, size - 9, '18h']] as const
  return (
    <svg className="plot method-plane" width={size} height={size} role="img" aria-label={`Dipoles by the hours of each clock, 0 h on the right, 6 h at the top. ${found.length} found, ${standing.length} as they stand there.`}>
      {circles.map(({ r }) => (
        <circle key={r} className="rule" cx={origin.x} cy={origin.y} r={r} />
      ))}
      <path className="zero" d={`M${frame.left} ${origin.y}H${frame.right}M${origin.x} ${frame.top}V${frame.bottom}`} />
      {circles.slice(-1).map(({ r, text }) => (
        <text key={r} className="axis-label narrow" x={origin.x + r * Math.SQRT1_2 + 2} y={origin.y + r * Math.SQRT1_2 + 10} textAnchor="middle">
          {text} {unit.text.replace('×', '× ')}
        </text>
      ))}
      {edges.map(([x, y, text]) => (
        <text key={text} x={x} y={y} textAnchor="middle" dominantBaseline="central">
          {text}
        </text>
      ))}
      {arrows.map((arrow) => (
        <Arrow key={arrow.id} arrow={arrow} kind={arrow.id.startsWith(THERE) ? 'true' : 'other'} />
      ))}
      {arrows.map(({ id, number }) => {
        const place = rows.findIndex(({ clock }) => clock === id)
        return (
          place >= 0 && (
            <text key={id} className="method-number" x={number.x} y={number.y} textAnchor="middle" dominantBaseline="central">
              {place + 1}
            </text>
          )
        )
      })}
    </svg>
  )
}
