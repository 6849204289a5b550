import { angleText, magnitude, measured } from '../../drawing/format.ts'
import { dipolePlot } from '../../drawing/plots/dipolePlot.ts'
import type { Dipole } from '../../science/analysis/dipole.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { of } from '../../study/graph.ts'
import { ringMeanRemoved, skyId } from '../seen.ts'
import type { Size } from '../sky/useSize.ts'
import { isWeak } from '../weak.ts'
import { PlotCard } from './PlotCard.tsx'

/** The equatorial dipole with its errors. */
export function DipolePanel() {
  const sky = useSession(({ study }) => skyId(study))
  const finding = useSession((session) => findingOf(session, of('dipole', sky)))
  const removed = useSession(ringMeanRemoved)
  const dipole = finding?.value
  return (
    <PlotCard
      title="Dipole"
      csv="dipole"
      note={dipole === undefined ? 'δ₀ₕ, δ₆ₕ' : `[${dipolePlot(dipole, 100).unit.text || '1'}], ${fitText(dipole)}`}
      findings={[finding]}
      table={() => dipole && <DipoleTable dipole={dipole} />}
      footer={<p className="dipole-note soft">{alongTheAxis(removed, dipole)}</p>}
    >
      {(size) => dipole && <DipoleView dipole={dipole} size={size} />}
    </PlotCard>
  )
}

/** What is known of the third component. */
function alongTheAxis(removed: boolean, dipole: Dipole | undefined): string {
  if (removed) return 'The declination component cannot be measured from the ground.'
  const fitted = dipole?.multipoles.some(({ l, m }) => l === 1 && m === 0) ?? false
  return fitted ? 'The declination component is fitted too: a₁₀ in the table.' : 'The declination component is not fitted: only m ≠ 0.'
}

/** Which multipoles were fitted together with it: the answer depends on them. */
export const fitText = ({ degrees: l }: Dipole): string => {
  const gapless = l.every((degree, i) => degree === i + 1)
  return gapless && l.length > 1 ? `fit with ℓ ≤ ${l.length}` : `fit with ℓ = ${l.join(', ')}`
}

export function DipoleView({ dipole, size: { width, height } }: { readonly dipole: Dipole; readonly size: Size }) {
  const side = Math.max(90, Math.min(width - (width > 280 ? 150 : 106), height))
  const { frame, origin, tip, headPath, ellipse68, ellipse95, circles, xTicks } = dipolePlot(dipole, side)
  const { a1, a1Error, chance, limit95 } = dipole
  const weak = isWeak(dipole)
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
          <dd>{directionText(dipole)}</dd>
        </div>
        {weak && chance !== undefined && (
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
  const [value, power] = magnitude(x, sigma).split(' × ')
  return (
    <>
      <span className="unbroken">{value}</span> {power !== undefined && <span className="unbroken">× {power}</span>}
    </>
  )
}

const directionText = (dipole: Dipole): string => (isWeak(dipole) ? 'not determined' : angleText(dipole.alpha1, dipole.alpha1Error))

const dipoleInWords = (dipole: Dipole): string =>
  `Dipole in the equatorial plane: amplitude ${magnitude(dipole.a1, dipole.a1Error)}, ${isWeak(dipole) ? 'direction' : 'maximum at right ascension'} ${directionText(dipole)}${dipole.a1Error === undefined ? '' : '; ellipses enclose 68 % and 95 %'}.`

function DipoleTable({ dipole }: { readonly dipole: Dipole }) {
  const { d0h, d6h, covariance, a1, a1Error, chance, limit95, multipoles } = dipole
  const rows: [string, string][] = [
    ['δ₀ₕ', measured(d0h, covariance && Math.sqrt(covariance[0]))],
    ['δ₆ₕ', measured(d6h, covariance && Math.sqrt(covariance[3]))],
    ['A₁', magnitude(a1, a1Error)],
    ['α₁', directionText(dipole)],
    ['chance', chance === undefined ? '—' : magnitude(chance)],
    ['A₁ < (95 %)', limit95 === undefined ? '—' : magnitude(limit95)],
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
        {multipoles.flatMap(partsOf).map(({ part, at, value }) => (
          <tr key={part + at}>
            <th scope="row">
              {part} a<sub>{at}</sub>
            </th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One a_lm as rows; those of negative m follow from it, and m = 0 is real. */
const partsOf = ({ l, m, re, im, error }: Dipole['multipoles'][number]) => [
  { part: 'Re', at: `${l},${m}`, value: measured(re, error) },
  ...(m === 0 ? [] : [{ part: 'Im', at: `${l},${m}`, value: measured(im, error) }]),
]
