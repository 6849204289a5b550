import { degreesText, measured } from '../../drawing/format.ts'
import { dipolePlot } from '../../drawing/plots/dipolePlot.ts'
import type { Dipole } from '../../science/analysis/dipole.ts'
import { degrees } from '../../science/units.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { of } from '../../study/graph.ts'
import { skyId } from '../seen.ts'
import type { Size } from '../sky/useSize.ts'
import { PlotCard } from './PlotCard.tsx'

/** The equatorial dipole with its errors. */
export function DipolePanel() {
  const sky = useSession(({ study }) => skyId(study))
  const finding = useSession((session) => findingOf(session, of('dipole', sky)))
  const dipole = finding?.value
  return (
    <PlotCard
      title="Dipole"
      note={dipole === undefined ? 'δ₀ₕ, δ₆ₕ' : `[${dipolePlot(dipole, 100).unit.text || '1'}], ${fitText(dipole)}`}
      findings={[finding]}
      table={() => dipole && <DipoleTable dipole={dipole} />}
      footer={<p className="dipole-note soft">The declination component cannot be measured from the ground.</p>}
    >
      {(size) => dipole && <DipoleView dipole={dipole} size={size} />}
    </PlotCard>
  )
}

/** Which multipoles were fitted together with it: the answer depends on them. */
export const fitText = ({ degrees: l }: Dipole): string => {
  const gapless = l.every((degree, i) => degree === i + 1)
  return gapless && l.length > 1 ? `fit with ℓ ≤ ${l.length}` : `fit with ℓ = ${l.join(', ')}`
}

/** A signal that noise alone makes more often than once in a thousand skies is called weak. */
const WEAK = 1e-3

export function DipoleView({ dipole, size: { width, height } }: { readonly dipole: Dipole; readonly size: Size }) {
  const side = Math.max(90, Math.min(width - (width > 280 ? 150 : 106), height))
  const { frame, origin, tip, headPath, ellipse68, ellipse95, circles, xTicks } = dipolePlot(dipole, side)
  const { a1, a1Error, alpha1, alpha1Error, chance, limit95 } = dipole
  const weak = chance !== undefined && chance > WEAK
  const edge = (x: number, y: number, text: string) => (
    <text className="hour" x={x} y={y} textAnchor="middle" dominantBaseline="central">
      {text}
    </text>
  )
  return (
    <div className="dipole">
      <svg className="plot" width={side} height={side} role="img" aria-label={dipoleInWords(dipole)}>
        {circles.map((r) => r < (frame.right - frame.left) / 2 && <circle key={r} className="rule" cx={origin.x} cy={origin.y} r={r} />)}
        <path className="zero" d={`M${frame.left} ${origin.y}H${frame.right}M${origin.x} ${frame.top}V${frame.bottom}`} />
        {edge(side - 8, origin.y, '0h')}
        {edge(origin.x, 7, '6h')}
        {edge(10, origin.y, '12h')}
        {edge(origin.x, side - 7, '18h')}
        {xTicks.filter(({ text }) => text.startsWith('+')).slice(-1).map(({ at, text }) => (
          <text key={text} className="tick-text" x={at} y={origin.y + 11} textAnchor="middle">
            {text}
          </text>
        ))}
        <path className="arrow" d={`M${origin.x} ${origin.y}L${tip.x} ${tip.y}`} />
        <path className="arrow-head" d={headPath} />
        <path className="ellipse95" d={ellipse95} />
        <path className="ellipse68" d={ellipse68} />
      </svg>
      <dl className="dipole-numbers number">
        <div>
          <dt>
            A<sub>1</sub>
          </dt>
          <dd><Measured x={a1} sigma={a1Error} /></dd>
        </div>
        <div>
          <dt>
            α<sub>1</sub>
          </dt>
          <dd>{angleText(alpha1, alpha1Error)}</dd>
        </div>
        {weak && (
          <div>
            <dt>chance</dt>
            <dd>
              {chance >= 0.01 ? `${Math.round(100 * chance)} %` : <Measured x={chance} />}
            </dd>
          </div>
        )}
        {weak && limit95 !== undefined && (
          <div>
            <dt title="95 % upper limit">
              A<sub>1</sub> &lt;
            </dt>
            <dd>
              <Measured x={limit95} />
            </dd>
          </div>
        )}
      </dl>
    </div>
  )
}

/** A positive number that may break before its power of ten. */
function Measured({ x, sigma }: { readonly x: number; readonly sigma?: number | undefined }) {
  const [value, power] = measured(x, sigma).replace('+', '').split(' × ')
  return (
    <>
      <span className="unbroken">{value}</span> {power !== undefined && <span className="unbroken">× {power}</span>}
    </>
  )
}

/** `38° ± 1°` */
function angleText(angle: number, error: number | undefined): string {
  if (error === undefined || !Number.isFinite(error)) return degreesText(angle)
  const decimals = degrees(error) >= 0.95 ? 0 : degrees(error) >= 0.095 ? 1 : 2
  return `${degreesText(angle, decimals)} ± ${degreesText(error, decimals)}`
}

const dipoleInWords = ({ a1, a1Error, alpha1, alpha1Error }: Dipole): string =>
  `Dipole in the equatorial plane: amplitude ${measured(a1, a1Error).replace('+', '')}, maximum at right ascension ${angleText(alpha1, alpha1Error)}${a1Error === undefined ? '' : '; ellipses enclose 68 % and 95 %'}.`

function DipoleTable({ dipole }: { readonly dipole: Dipole }) {
  const { d0h, d6h, covariance, a1, a1Error, alpha1, alpha1Error, chance, limit95 } = dipole
  const rows: [string, string][] = [
    ['δ₀ₕ', measured(d0h, covariance && Math.sqrt(covariance[0]))],
    ['δ₆ₕ', measured(d6h, covariance && Math.sqrt(covariance[3]))],
    ['A₁', measured(a1, a1Error).replace('+', '')],
    ['α₁', angleText(alpha1, alpha1Error)],
    ['chance', chance === undefined ? '—' : measured(chance).replace('+', '')],
    ['A₁ below (95 %)', limit95 === undefined ? '—' : measured(limit95).replace('+', '')],
  ]
  return (
    <table className="number">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
