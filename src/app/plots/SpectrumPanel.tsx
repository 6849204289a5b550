import { degreesText, magnitude, measured } from '../../drawing/format.ts'
import { spectrumPlot, type SpectrumCurves, type SpectrumPoint } from '../../drawing/plots/spectrumPlot.ts'
import { findingOf, sessionStore, useSession } from '../../session/store.ts'
import type { MapPane } from '../../study/document.ts'
import { setMultipole } from '../../study/edits.ts'
import { of } from '../../study/graph.ts'
import { mapsOf } from '../../study/shown.ts'
import { announce } from '../announce.ts'
import { skyId } from '../seen.ts'
import { late } from '../late.tsx'
import type { Size } from '../sky/useSize.ts'
import { useFetched } from '../useFetched.ts'
import { BottomAxis, LeftAxis, TopAxis } from './Axes.tsx'
import { PlotCard } from './PlotCard.tsx'
import { useCurves } from './useCurves.ts'

const CurveKeys = late(() => import('./CurveKeys.tsx').then((part) => part.CurveKeys))

/** C_l before and after subtraction, against its noise. */
export function SpectrumPanel() {
  const sky = useSession(({ study }) => study.view.panes.find((pane) => pane.kind === 'spectrum')?.shows.find((name) => study.parts[name]?.kind === 'sky') ?? skyId(study))
  const others = useCurves()
  const before = useSession((session) => findingOf(session, of('spectrum', sky, 'before')))
  const after = useSession((session) => findingOf(session, of('spectrum', sky, 'after')))
  const noise = useSession((session) => findingOf(session, of('noise', sky)))
  const map = useSession(({ study }) => mapsOf(study).find(({ pane }) => pane.part === sky)?.pane)
  const curves = { before: before?.value, after: after?.value, noise: noise?.value, others: others.flatMap(({ drawn }) => (drawn === undefined ? [] : [drawn])) }
  const silent = noise?.value !== undefined && noise.value.level.length === 0
  const zonal = after?.value?.zonal ?? before?.value?.zonal ?? false
  return (
    <PlotCard
      title="Angular power spectrum"
      csv="spectrum"
      note={
        <>
          C<sub>ℓ</sub> [sr], {zonal ? 'all m' : 'm ≠ 0'}
          {silent && '; no noise level: the file has no counts'}
        </>
      }
      findings={[before, after, noise, ...others.map(({ finding }) => finding)]}
      table={() => <SpectrumTable {...curves} />}
      footer={others.length > 0 && <CurveKeys curves={others} />}
    >
      {(size) => (
        <>
          <SpectrumView curves={curves} size={size} />
          {map !== undefined && <LiveTargets map={map} curves={curves} size={size} />}
        </>
      )}
    </PlotCard>
  )
}

const fetchTargets = () => import('./MultipoleTargets.tsx')

/** Choosing a multipole shows it on the map of the same sky. The marks can be chosen once there are some. */
function LiveTargets({ map, curves, size }: { readonly map: MapPane; readonly curves: SpectrumCurves; readonly size: Size }) {
  const fetched = useFetched(curves.after !== undefined, fetchTargets)
  const { frame, before, after } = spectrumPlot(curves, size.width, size.height)
  const choose = (l: number | undefined) => {
    const session = sessionStore.getState()
    const index = mapsOf(session.study).find(({ pane }) => pane.part === map.part)?.index
    if (index !== undefined) announce(session, setMultipole(index, l === undefined ? undefined : { l }), l === undefined ? 'All multipoles shown' : `ℓ = ${l} shown on the map`)
  }
  return fetched && <fetched.MultipoleTargets targets={after.length > 0 ? after : before} frame={frame} chosen={map.multipole?.l} onChoose={choose} />
}

export function SpectrumView({ curves, size: { width, height } }: { readonly curves: SpectrumCurves; readonly size: Size }) {
  const { frame, lTicks, angleTicks, powerTicks, before, after, noisePath, noiseStart, others } = spectrumPlot(curves, width, height)
  return (
    <svg className="plot" width={width} height={height} role="img" aria-label={spectrumInWords(curves)}>
      <LeftAxis frame={frame} ticks={powerTicks} />
      <BottomAxis frame={frame} ticks={lTicks} label="ℓ" />
      <TopAxis frame={frame} ticks={angleTicks} label="180°/ℓ" />
      {noisePath !== '' && <path className="noise-area" d={`${noisePath}V${frame.bottom}H${frame.left}Z`} />}
      <path className="noise-line" d={noisePath} />
      {noiseStart !== undefined && (
        <text className="noise-label" x={noiseStart.x + 14} y={noiseStart.y + 12}>
          noise level
        </text>
      )}
      {others.map(({ path, bars }, i) => (
        <g key={i} className={`other other-${i + 1}`}>
          <path d={path} />
          <path className="error-bar" d={bars} />
        </g>
      ))}
      <g className="before">{before.map((point) => <Mark key={point.l} point={point} radius={point.l > 12 ? 2.6 : 3.4} />)}</g>
      <g className="after">{after.map((point) => <Mark key={point.l} point={point} radius={point.l > 12 ? 2 : 2.7} />)}</g>
      <g className="legend" transform={`translate(${frame.right - 4} ${frame.top + 10})`}>
        <text textAnchor="end" dominantBaseline="central">
          <tspan className="before-key">○</tspan> before <tspan className="after-key">●</tspan> after subtraction
        </text>
      </g>
    </svg>
  )
}

/** A circle; a triangle that points down where the value lies below the axis. */
function Mark({ point: { x, y, below }, radius }: { readonly point: SpectrumPoint; readonly radius: number }) {
  return below ? <path d={`M${x - 3.5} ${y - 4}h7l-3.5 6z`} /> : <circle cx={x} cy={y} r={radius} />
}

function spectrumInWords({ before, after, noise, others = [] }: SpectrumCurves): string {
  const at = (curve: SpectrumCurves['before'], l: number) => (curve === undefined ? undefined : curve.cl[curve.l.indexOf(l)])
  const parts = [1, 2, 3].flatMap((l) => {
    const [was, is] = [at(before, l), at(after, l)]
    return was === undefined || is === undefined ? [] : [`l = ${l}: ${measured(was)} before, ${measured(is)} after subtraction`]
  })
  const level = noise?.level[noise.l.indexOf(10)]
  return [`Angular power spectrum. ${parts.join('; ')}`, level === undefined ? 'no noise level' : `noise level at l = 10: ${measured(level)}`].concat(others.map(({ name }) => `beside it ${name}`)).join('; ') + '.'
}

function SpectrumTable({ before, after, noise, others = [] }: SpectrumCurves) {
  const curve = after ?? before
  const text = (x: number | undefined) => (x === undefined ? '—' : magnitude(x))
  return (
    <table className="number">
      <thead>
        <tr>
          <th scope="col">ℓ</th>
          <th scope="col">180°/ℓ</th>
          <th scope="col">before [sr]</th>
          <th scope="col">after [sr]</th>
          <th scope="col">noise [sr]</th>
          {others.map(({ name }, i) => <th key={i} scope="col">{name}</th>)}
        </tr>
      </thead>
      <tbody>
        {[...(curve?.l ?? [])].map((l, i) =>
          l < 1 ? null : (
            <tr key={l}>
              <th scope="row">{l}</th>
              <td>{degreesText(Math.PI / l)}</td>
              <td>{text(before?.cl[i])}</td>
              <td>{text(after?.cl[i])}</td>
              <td>{text(noise?.level[i])}</td>
              {others.map((other, n) => <td key={n}>{text(other.cl[other.l.indexOf(l)])}</td>)}
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}
