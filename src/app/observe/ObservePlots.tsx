import { useMemo, useState } from 'react'
import { colourTable } from '../../drawing/colourMaps.ts'
import type { DomeSide } from '../../drawing/dome.ts'
import type { ColourAt } from '../../drawing/domePixels.ts'
import { coefficientsOf, type Coefficient } from '../../drawing/plots/almPlot.ts'
import { skyColours } from '../../drawing/skyColours.ts'
import { degrees } from '../../science/units.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { clockOf } from '../../study/clockName.ts'
import { OBSERVED, truthId } from '../../study/desks.ts'
import { of } from '../../study/graph.ts'
import type { Display, RingRates } from '../../study/results.ts'
import { AlmTriangle } from './AlmTriangle.tsx'
import { Dome } from './Dome.tsx'
import { InTurn } from './InTurn.tsx'
import { MethodsPanel } from './MethodsPanel.tsx'
import { ObserveNotes } from './ObserveNotes.tsx'
import './observe.css'
import { problemOf } from '../plots/problemOf.ts'
import { foundOf, sitesOf } from './observed.ts'
import { RatePanel } from './RatePanel.tsx'
import { setSidereal, useSidereal } from '../../session/sidereal.ts'
import { SkyClock } from './SkyClock.tsx'
import { saveAlm, saveRates } from './saveObserved.ts'
import { Worlds } from './Worlds.tsx'

/** Degrees of the triangle. */
const LMAX = 6

/** Beside the maps of the Observe place: the turning sky over the detector, what it counts, and what is known of the true sky. */
export function ObservePlots() {
  return (
    <InTurn>
      <Worlds />
      <Turning />
      <Rates />
      <Triangle />
      <MethodsPanel />
      <ObserveNotes />
    </InTurn>
  )
}

function Turning() {
  const study = useSession((session) => session.study)
  const display = useSession((session) => findingOf(session, of('display', truthId(session.study), 'relativeIntensity'))?.value)
  const { hours, playing, speed } = useSidereal((now) => now)
  const [side, setSide] = useState<DomeSide>('inside')
  const colourAt = useMemo(() => display && colouring(display), [display])
  const [first] = sitesOf(study)
  if (first === undefined) return null
  const { site, grid } = first.observation
  return (
    <div className="turning">
      <Dome latitudeDeg={site.latitudeDeg} zenithMaxDeg={site.zenithMaxDeg} {...{ hours, side, colourAt }} onSide={setSide} />
      <SkyClock
        {...{ hours, playing, speed }}
        clock={first.observation.clock ?? 'sidereal'}
        cells={grid?.cells ?? 360}
        onHours={(next) => setSidereal({ hours: next })}
        onPlaying={(next) => setSidereal({ playing: next })}
        onSpeed={(next) => setSidereal({ speed: next })}
      />
    </div>
  )
}

/** The true sky on the scale it chose for itself. */
const colouring = ({ geometry, values, autoLimit }: Display): ColourAt => skyColours(geometry, values, { table: colourTable('blueRed'), span: { low: -autoLimit, high: autoLimit }, unseen: GROUND })

/** No true sky has holes. */
const GROUND = { ground: [128, 128, 128], hatch: [128, 128, 128] } as const

function Rates() {
  const study = useSession((session) => session.study)
  const first = foundOf(study)?.observations[0]
  const finding = useSession((session) => (first === undefined ? undefined : findingOf(session, of('rates', first))))
  const hours = useSidereal((now) => now.hours)
  const calibrated = foundOf(study)?.method !== 'absolute'
  const rates = finding?.value
  const clock = clockOf(study, first ?? '')
  const bands = useMemo(() => (rates === undefined ? [] : bandsOf(rates, calibrated)), [rates, calibrated])
  return <RatePanel {...{ bands, clock, calibrated }} hours={clock === 'sidereal' ? hours : undefined} busy={finding?.state === 'working'} problem={problemOf(finding)} onHours={(next) => setSidereal({ hours: next })} onCsv={() => saveRates(study, bands, clock)} />
}

/** Bands as the panel draws them; calibrated, each relative to its own mean. */
function bandsOf({ bands, value, error, cells }: RingRates, calibrated: boolean) {
  return bands.flatMap(([north, south], b) => {
    const row = value.slice(b * cells, (b + 1) * cells)
    if (row.some(Number.isNaN)) return []
    const mean = calibrated ? row.reduce((sum, x) => sum + x, 0) / cells : 0
    return [{ declinationDeg: degrees((north + south) / 2), values: row.map((x) => (1 + x) / (1 + mean) - 1), error: new Float64Array(cells).fill(error[b]!) }]
  })
}

const errorsOf = (variances: readonly Coefficient[]) => (l: number, m: number): number => {
  const variance = variances.find((one) => one.l === l && one.m === m)?.re ?? 0
  return variance > 0 ? Math.sqrt(variance) : NaN
}

function Triangle() {
  const study = useSession((session) => session.study)
  const truth = useSession((session) => findingOf(session, of('harmonics', truthId(session.study), 'before'))?.value)
  const finding = useSession((session) => findingOf(session, of('harmonics', OBSERVED.found, 'before')))
  const recovered = finding?.value
  const noise = useSession((session) => findingOf(session, of('noise', OBSERVED.found))?.value?.coefficients)
  const errors = useMemo(() => noise && errorsOf(coefficientsOf(noise, LMAX)), [noise])
  return <AlmTriangle lmax={LMAX} {...{ truth, recovered, errors }} zonalHidden={foundOf(study)?.method !== 'absolute'} busy={finding?.state === 'working'} problem={problemOf(finding)} onCsv={() => saveAlm(study, LMAX, truth, recovered)} />
}
