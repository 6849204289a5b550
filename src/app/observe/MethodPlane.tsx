import { magnitude } from '../../drawing/format.ts'
import { dipolePlane, type PlaneArrow } from '../../drawing/plots/dipolePlane.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { MethodTableProps } from './MethodTable.tsx'

const TRUE = 'true sky'

/** All dipoles as arrows in the plane of the equator: the true one as a broad line with a ring at its end, the others numbered as in the table, the chosen one with a head. */
export function MethodPlane({ truth, rows, clock = 'sidereal', chosen, size }: Pick<MethodTableProps, 'truth' | 'rows' | 'clock' | 'chosen'> & { readonly size: number }) {
  const found = rows.flatMap(({ id, found: dipole }) => (dipole === undefined ? [] : [{ id, ...dipole }]))
  const { frame, origin, circles, arrows, unit } = dipolePlane([...(truth === undefined ? [] : [{ ...truth, id: TRUE, covariance: undefined }]), ...found], size)
  const edge = (x: number, y: number, text: string) => (
    <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
      {text}
    </text>
  )
  return (
    <svg className="plot method-plane" width={size} height={size} role="img" aria-label={`Dipoles in the plane of the equator, ${clock === 'sidereal' ? 'right ascension' : CLOCKS[clock].time} 0 h on the right, 6 h at the top. ${truth === undefined ? '' : `True: ${magnitude(truth.a1)}; `}${rows.length} methods.`}>
      {circles.map(({ r }) => (
        <circle key={r} className="rule" cx={origin.x} cy={origin.y} r={r} />
      ))}
      <path className="zero" d={`M${frame.left} ${origin.y}H${frame.right}M${origin.x} ${frame.top}V${frame.bottom}`} />
      {circles.slice(-1).map(({ r, text }) => (
        <text key={r} className="axis-label narrow" x={origin.x + r * Math.SQRT1_2 + 2} y={origin.y + r * Math.SQRT1_2 + 10} textAnchor="middle">
          {text} {unit.text.replace('×', '× ')}
        </text>
      ))}
      {edge(size - 9, origin.y, '0h')}
      {edge(origin.x, 9, '6h')}
      {edge(11, origin.y, '12h')}
      {edge(origin.x, size - 9, '18h')}
      {arrows.map((arrow) => (
        <Arrow key={arrow.id} arrow={arrow} kind={arrow.id === TRUE ? 'true' : arrow.id === chosen ? 'chosen' : 'other'} />
      ))}
      {arrows.map(
        ({ id, number }) =>
          id !== TRUE && (
            <text key={id} className="method-number" x={number.x} y={number.y} textAnchor="middle" dominantBaseline="central">
              {rows.findIndex((row) => row.id === id) + 1}
            </text>
          ),
      )}
    </svg>
  )
}

/** An arrow that is found, the true one, or the one that is spoken of. */
export function Arrow({ arrow: { shaft, head, ellipse, tip }, kind }: { readonly arrow: PlaneArrow; readonly kind: 'true' | 'chosen' | 'other' }) {
  return (
    <g className={`method-arrow ${kind}`}>
      <path className="shaft" d={shaft} />
      {ellipse !== '' && <path className="ellipse" d={ellipse} />}
      {kind === 'chosen' ? <path className="head" d={head} /> : <circle className="tip" cx={tip.x} cy={tip.y} r={kind === 'true' ? 6 : 2.2} />}
    </g>
  )
}
