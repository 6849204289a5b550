import type { Frame, Tick } from '../../drawing/plots/frame.ts'

/** Ticks below the frame. */
export function BottomAxis({ frame, ticks, label }: { readonly frame: Frame; readonly ticks: readonly Tick[]; readonly label?: string }) {
  return (
    <g className="axis">
      {ticks.map(({ at, text }) => (
        <g key={text} transform={`translate(${at} ${frame.bottom})`}>
          <path d="M0 0v4" />
          <text y={15} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {label !== undefined && (
        <text className="axis-label" x={2} y={frame.bottom + 15}>
          {label}
        </text>
      )}
    </g>
  )
}

/** Ticks above the frame. */
export function TopAxis({ frame, ticks, label }: { readonly frame: Frame; readonly ticks: readonly Tick[]; readonly label: string }) {
  return (
    <g className="axis">
      {ticks.map(({ at, text }) => (
        <g key={text} transform={`translate(${at} ${frame.top})`}>
          <path d="M0 0v-4" />
          <text y={-8} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      <text className="axis-label narrow" x={0} y={frame.top - 8}>
        {label}
      </text>
    </g>
  )
}

/** Ticks on the left, with lines across. */
export function LeftAxis({ frame, ticks }: { readonly frame: Frame; readonly ticks: readonly Tick[] }) {
  return (
    <g className="axis">
      {ticks.map(({ at, text }) => (
        <g key={text} transform={`translate(${frame.left} ${at})`}>
          <path className="rule" d={`M0 0H${frame.right - frame.left}`} />
          <text x={-7} textAnchor="end" dominantBaseline="central">
            {text}
          </text>
        </g>
      ))}
    </g>
  )
}
