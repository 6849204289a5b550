import { useRef } from 'react'
import { angleText, magnitude, signed, withMinus } from '../../drawing/format.ts'
import { hourText } from '../../drawing/plots/clock.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { ClockName } from '../../study/document.ts'
import { useSize } from '../sky/useSize.ts'
import { MethodPlane } from './MethodPlane.tsx'
import './methods.css'

/** A dipole in the plane of the equator, with what is known of its error. */
export interface PlanarDipole {
  readonly d0h: number
  readonly d6h: number
  readonly covariance?: readonly [number, number, number, number] | undefined
  readonly a1: number
  readonly a1Error?: number | undefined
  /** Radians. */
  readonly alpha1: number
  readonly alpha1Error?: number | undefined
}

export interface MethodRow {
  readonly id: string
  readonly name: string
  /** What it found; left out where it cannot find any. */
  readonly found?: PlanarDipole | undefined
  /** What this method must find of the true sky. */
  readonly predicted?: { readonly a1: number; readonly alpha1: number } | undefined
  /** One sentence that begins with “Cannot see”. */
  readonly cannotSee: string
}

export interface MethodTableProps {
  /** Of a sky that is known; undefined for a real one, and for counts drawn anew. */
  readonly truth: PlanarDipole | undefined
  readonly rows: readonly MethodRow[]
  /** Whether the true sky is more than a dipole. */
  readonly leaky?: boolean
  /** By whose hours; sidereal, whose are right ascensions, where it is left out. */
  readonly clock?: ClockName | undefined
  /** The row whose method makes the map. */
  readonly chosen: string | undefined
  onMethod(id: string): void
}

/** Narrower than this (CSS pixels) every method is a card. */
const NARROW = 640

/** The true dipole, and what every method makes of it. */
export function MethodTable({ truth, rows, leaky = false, clock = 'sidereal', chosen, onMethod }: MethodTableProps) {
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box)
  return (
    <section className="card methods" aria-label="The dipole by every method">
      <header>
        <h2>The dipole by every method</h2>
        <p className="soft small">{predictedNote(leaky, clock)}{truth === undefined ? 'No true sky is known of these counts.' : 'bias is of A₁ against the true A₁; pull is (A₁ − predicted) / σ'}</p>
      </header>
      <div ref={box} className="methods-body">
        <MethodPlane {...{ truth, rows, clock, chosen }} size={width < NARROW ? Math.min(260, Math.max(160, width)) : 230} />
        {width < NARROW ? <Cards {...{ truth, rows, clock, chosen, onMethod }} /> : <Table {...{ truth, rows, clock, chosen, onMethod }} />}
      </div>
    </section>
  )
}

function predictedNote(leaky: boolean, clock: ClockName): string {
  if (clock !== 'sidereal') return `where the true dipole and the motion of the Earth stand in ${CLOCKS[clock].time}; predicted: what a method finds of that without chance; `
  return leaky ? 'predicted: what it finds of this sky without chance, with what leaks in of higher multipoles; ' : ''
}

const truthName = (clock: ClockName): string => (clock === 'sidereal' ? 'True sky' : `True sky, by ${CLOCKS[clock].time}`)
const phaseName = (clock: ClockName): string => (clock === 'sidereal' ? 'α₁' : 'hour')
const phaseText = (clock: ClockName, angle: number, error?: number): string => (clock === 'sidereal' ? angleText(angle, error) : hourText(angle, error))

const foundA1 = (row: MethodRow): string => (row.found === undefined ? '—' : magnitude(row.found.a1, row.found.a1Error))
/** A phase that may be any says nothing. */
const ANY_PHASE = Math.PI / 2

const foundPhase = ({ found }: MethodRow, clock: ClockName): string =>
  found === undefined ? '—' : found.alpha1Error !== undefined && !(found.alpha1Error < ANY_PHASE) ? 'any' : phaseText(clock, found.alpha1, found.alpha1Error)
/** Nothing has no direction. */
const truePhase = ({ a1, alpha1 }: Pick<PlanarDipole, 'a1' | 'alpha1'>, clock: ClockName): string => (a1 === 0 ? '—' : phaseText(clock, alpha1))
const predictedText = ({ predicted }: MethodRow, clock: ClockName): string => (predicted === undefined ? '—' : predicted.a1 === 0 ? '0' : `${magnitude(predicted.a1)}, ${truePhase(predicted, clock)}`)

/** How much too large A₁ is, in per cent of the true one: `−71 %`. */
export function biasText(row: MethodRow, truth: PlanarDipole | undefined): string {
  if (row.found === undefined || truth === undefined || !(truth.a1 > 0)) return '—'
  const percent = 100 * (row.found.a1 / truth.a1 - 1)
  return `${Math.abs(percent) < 9.95 ? signed(Number(percent.toFixed(1)), 2) : signed(Math.round(percent))} %`
}

/** How many standard deviations A₁ is above what the method must find: `+0.6`. */
export function pullText({ found, predicted }: MethodRow): string {
  if (found?.a1Error === undefined || predicted === undefined || !(found.a1Error > 0)) return '—'
  const pull = ((found.a1 - predicted.a1) / found.a1Error).toFixed(1)
  return Number(pull) === 0 ? '0.0' : Number(pull) > 0 ? `+${pull}` : withMinus(pull)
}

interface Listed extends MethodTableProps {
  readonly clock: ClockName
}

function Table({ truth, rows, clock, chosen, onMethod }: Listed) {
  return (
    <div className="table-scroll methods-table" tabIndex={0} role="region" aria-label="Dipoles, table">
      <table className="number">
        <thead>
          <tr>
            {['method', 'A₁', phaseName(clock), 'predicted', 'bias', 'pull'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {truth !== undefined && (
            <tr className="truth">
              <th scope="row">{truthName(clock)}</th>
              <td>{magnitude(truth.a1)}</td>
              <td>{truePhase(truth, clock)}</td>
              <td>—</td>
              <td>—</td>
              <td>—</td>
            </tr>
          )}
          {rows.map((row, i) => (
            <tr key={row.id} data-chosen={row.id === chosen || undefined}>
              <th scope="row">
                <Name {...{ row, i, chosen, onMethod }} />
                <span className="soft small">{row.cannotSee}</span>
              </th>
              <td>{foundA1(row)}</td>
              <td>{foundPhase(row, clock)}</td>
              <td>{predictedText(row, clock)}</td>
              <td>{biasText(row, truth)}</td>
              <td>{pullText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Name({ row, i, chosen, onMethod }: { readonly row: MethodRow; readonly i: number } & Pick<MethodTableProps, 'chosen' | 'onMethod'>) {
  return (
    <button type="button" className="text-button method-name" aria-pressed={row.id === chosen} onClick={() => onMethod(row.id)}>
      <b aria-hidden="true">{i + 1}</b> {row.name}
    </button>
  )
}

function Cards({ truth, rows, clock, chosen, onMethod }: Listed) {
  return (
    <ul className="method-cards">
      {truth !== undefined && (
        <li className="truth">
          <h3>{truthName(clock)}</h3>
          <Numbers values={[['A₁', magnitude(truth.a1)], [phaseName(clock), truePhase(truth, clock)]]} />
        </li>
      )}
      {rows.map((row, i) => (
        <li key={row.id} data-chosen={row.id === chosen || undefined}>
          <Name {...{ row, i, chosen, onMethod }} />
          <Numbers values={[['A₁', foundA1(row)], [phaseName(clock), foundPhase(row, clock)], ['bias', biasText(row, truth)], ['pull', pullText(row)], ['predicted', predictedText(row, clock)]]} />
          <p className="soft small">{row.cannotSee}</p>
        </li>
      ))}
    </ul>
  )
}

function Numbers({ values }: { readonly values: readonly (readonly [string, string])[] }) {
  return (
    <dl className="number">
      {values.map(([name, value]) => (
        <div key={name}>
          <dt className="soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
