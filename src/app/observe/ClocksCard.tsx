import { magnitude } from '../../drawing/format.ts'
import { hourText } from '../../drawing/plots/clock.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { ClockDipole, ClockDipoles } from '../../study/results.ts'
import { Convention } from '../panels/Card.tsx'
import { Switch } from '../widgets/Switch.tsx'
import { ClocksPlane } from './ClocksPlane.tsx'
import './clocks.css'

export interface ClocksCardProps {
  /** Whose counts. */
  readonly name: string
  readonly on: boolean
  /** Not there yet where it is left out. */
  readonly clocks?: ClockDipoles | undefined
  /** Why it cannot be there. */
  readonly problem?: string | undefined
  onSwitch(on: boolean): void
}

const PLANE = 210
/** A phase that may be any says nothing; so many errors make an amplitude more than chance. */
const ANY_PHASE = Math.PI / 2
const SURE = 3
/** Of an error, what is nothing beside it. */
const LOST = 1e-3

/** One mock by the stars’ clock, by the Sun’s, and by the two beside them: what each shows, and what must stand there. */
export function ClocksCard({ name, on, clocks, problem, onSwitch }: ClocksCardProps) {
  return (
    <section className="card clocks" aria-label="The dipole by four clocks">
      <header>
        <h2>The dipole by four clocks</h2>
        <Switch on={on} onChange={onSwitch}>
          <span className="soft">look at {name} by all four</span>
        </Switch>
      </header>
      {on && problem !== undefined && (
        <p className="small warning-text" role="alert">
          {problem}
        </p>
      )}
      {on && problem === undefined && clocks === undefined && <p className="small soft">counting by every clock…</p>}
      {on && clocks !== undefined && (
        <>
          <div className="clocks-body">
            <ClocksPlane rows={clocks.rows} size={PLANE} />
            <ClocksTable rows={clocks.rows} />
          </div>
          {clocks.spurious !== undefined && <p className="small number">{spuriousText(clocks.spurious)}</p>}
        </>
      )}
      <Convention title="Which clock?">
        In a year a clock of the Sun turns {CLOCKS.solar.turns} times, one of the stars {CLOCKS.sidereal.turns} times, the anti-sidereal one {CLOCKS.antiSidereal.turns} and the extended-sidereal one {CLOCKS.extendedSidereal.turns} times. Over whole years a wave of one of
        them is nothing by the others. If a wave of the solar day grows and shrinks with the season, by the factor 1 + 2κ cos, it is three waves: itself, and κ of it on either side, by the sidereal and by the anti-sidereal clock. No star stands by the anti-sidereal clock:
        what is seen there says how much of the sidereal wave is the solar day’s, as large, with its maximum at 2φ<sub>solar</sub> − φ<sub>anti-sidereal</sub>. The motion of the Earth stands at 6 h of solar time, with cos²(ε/2) = 95.9 %, and because the
        ecliptic is inclined at 18 h of extended-sidereal time with sin²(ε/2) = 4.1 %. Over part of a year stars and motion stand by every clock. Stands there: in the mean over live time; predicted: what the dipole-only likelihood finds of such counts
        without chance; off: how far from that it is, in σ. Counts by each clock have chances of their own, as those of whole years do.
      </Convention>
    </section>
  )
}

function ClocksTable({ rows }: { readonly rows: readonly ClockDipole[] }) {
  return (
    <div className="table-scroll clocks-table" tabIndex={0} role="region" aria-label="Dipoles by clock, table">
      <table className="number">
        <thead>
          <tr>
            {['clock', 'turns a year', 'A₁', 'hour', 'stands there', 'predicted', 'off'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.clock}>
              <th scope="row">
                <b aria-hidden="true">{i + 1}</b> {CLOCKS[row.clock].name}
              </th>
              <td>{CLOCKS[row.clock].turns}</td>
              {row.found === undefined ? <td colSpan={2}>{row.missing}</td> : <Found {...row.found} />}
              <td>{pairText(row.standing, row.found?.a1Error)}</td>
              <td>{pairText(row.expected, row.found?.a1Error)}</td>
              <td>{offText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Found({ a1, a1Error, alpha1, alpha1Error }: NonNullable<ClockDipole['found']>) {
  return (
    <>
      <td>{magnitude(a1, a1Error)}</td>
      <td>{alpha1Error !== undefined && !(alpha1Error < ANY_PHASE) ? 'any' : hourText(alpha1, alpha1Error)}</td>
    </>
  )
}

/** `4.31 × 10⁻⁴, 6.0 h`; what is nothing beside the error is 0. */
function pairText(pair: readonly [number, number] | undefined, error = 0): string {
  if (pair === undefined) return '—'
  const size = Math.hypot(...pair)
  return size <= LOST * error ? '0' : `${magnitude(size)}, ${hourText(Math.atan2(pair[1], pair[0]))}`
}

/** How far it is from what is predicted, in standard deviations of that direction: `0.8`. */
export function offText({ found, expected }: Pick<ClockDipole, 'found' | 'expected'>): string {
  if (found === undefined || expected === undefined) return '—'
  const [xx, xy, , yy] = found.covariance
  const [x, y] = [found.d0h - expected[0], found.d6h - expected[1]]
  return Math.sqrt((yy * x * x - 2 * xy * x * y + xx * y * y) / (xx * yy - xy * xy)).toFixed(1)
}

function spuriousText({ amplitude, phase, error }: NonNullable<ClockDipoles['spurious']>): string {
  const much = `Of the sidereal dipole as much as the anti-sidereal clock shows, ${magnitude(amplitude, error)}, may be the solar day’s`
  return amplitude < SURE * error ? `${much}; chance alone shows as much.` : `${much}, with its maximum at ${hourText(phase, error / amplitude)} of sidereal time.`
}
