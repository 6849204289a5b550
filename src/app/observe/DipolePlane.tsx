import { dipolePlane, type PlaneArrow } from '../../drawing/plots/dipolePlane.ts'
import './methods.css'

type Kind = 'true' | 'chosen' | 'other'

export interface PlaneEntry extends Omit<Parameters<typeof dipolePlane>[0][number], 'id'> {
  readonly id: string
  /** True ones are broad lines with a ring at their end; the chosen one has a head. */
  readonly kind: Kind
  /** As in the table beside it. */
  readonly number?: number
}

/** Dipoles as arrows on a dial of 24 hours, 0 h on the right and 6 h at the top. */
export function DipolePlane({ entries, size, label }: { readonly entries: readonly PlaneEntry[]; readonly size: number; readonly label: string }) {
  const { frame, origin, circles, arrows, unit } = dipolePlane(entries, size)
  const edges = [[size - 9, origin.y, '0h'], [origin.x, 9, '6h'], [11, origin.y, '12h'], [origin.x, size - 9, '18h']] as const
  const entryOf = (id: string) => entries.find((entry) => entry.id === id)!
  return (
    <svg className="plot method-plane" width={size} height={size} role="img" aria-label={label}>
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
        <Arrow key={arrow.id} arrow={arrow} kind={entryOf(arrow.id).kind} />
      ))}
      {arrows.map(
        ({ id, number }) =>
          entryOf(id).number !== undefined && (
            <text key={id} className="method-number" x={number.x} y={number.y} textAnchor="middle" dominantBaseline="central">
              {entryOf(id).number}
            </text>
          ),
      )}
    </svg>
  )
}

function Arrow({ arrow: { shaft, head, ellipse, tip }, kind }: { readonly arrow: PlaneArrow; readonly kind: Kind }) {
  return (
    <g className={`method-arrow ${kind}`}>
      <path className="shaft" d={shaft} />
      {ellipse !== '' && <path className="ellipse" d={ellipse} />}
      {kind === 'chosen' ? <path className="head" d={head} /> : <circle className="tip" cx={tip.x} cy={tip.y} r={kind === 'true' ? 6 : 2.2} />}
    </g>
  )
}
