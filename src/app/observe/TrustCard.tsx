import { magnitude } from '../../drawing/format.ts'
import type { Bootstrap, Convergence } from '../../study/results.ts'
import { Convention } from '../panels/Card.tsx'
import { Switch } from '../widgets/Switch.tsx'
import { METHOD_WORDS } from './methodWords.ts'
import './trust.css'

export interface TrustCardProps {
  readonly trust: Convergence
  /** What each detector is called. */
  readonly names: readonly string[]
  /** Not asked for, on its way, or there. */
  readonly bootstrap: Bootstrap | 'working' | undefined
  /** Why there is none. */
  readonly problem?: string | undefined
  readonly draws: number
  onBootstrap(on: boolean): void
}

/** A mean over whole years ends with as much of one. */
const ROUNDING = 1e-15
/** More than this of a daily wave makes errors of even live time wrong by some per cent. */
const UNEVEN = 0.1
/** Less likely than this, counts are something else than rate × acceptance. */
const UNLIKELY = 1e-3

/** What the method keeps of each wave in right ascension, by the closed form, and whether its model holds. */
export function TrustCard({ trust: { kept, windows, goodness, passes, converged, passesNeeded, unevenness, solarLeak, slopeOpen }, names, bootstrap, problem, draws, onBootstrap }: TrustCardProps) {
  const waves = Array.from(kept).filter((share) => Number.isFinite(share))
  return (
    <section className="card trust" aria-label="How far it can be trusted">
      {waves.length > 0 && (
        <>
          <h3>Kept of each wave</h3>
          <ol className="wave-shares" aria-label="Share of each wave in right ascension that is kept">
            {waves.map((share, i) => (
              <li key={i} style={{ '--share': Math.max(0, Math.min(1, share)) } as React.CSSProperties}>
                <span className="soft">m = {i + 1}</span> <span className="number">{percent(share)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {windows !== undefined && (
        <p className="small">
          Windows of 1/{windows} of a day mix waves that differ by a multiple of {windows}: what is kept is a mean over phases, and what the noise of different waves has in common is in no error of a fit or a spectrum. The table of methods has it for the dipole.
        </p>
      )}
      {passes.length > 0 && !converged && (
        <p className="small">
          {passes.length} {passes.length === 1 ? 'pass' : 'passes'}, not converged{Number.isFinite(passesNeeded) ? `: 1 % of a dipole is missing after ${passesNeeded}` : ''}.
        </p>
      )}
      {slopeOpen && (
        <p className="small warning-text" role="alert">
          Live time is too short: a slope of the sky in right ascension cannot be told from one of rate and acceptance, and the map has the one that the iteration began with.
        </p>
      )}
      {goodness.map((fit, i) =>
        fit === undefined || !converged ? null : (
          <p key={i} className={fit.probability < UNLIKELY ? 'small warning-text' : 'small'} role={fit.probability < UNLIKELY ? 'alert' : undefined}>
            {goodness.length > 1 && `${names[i] ?? ''}: `}χ²/dof of rate × acceptance × sky: {fit.chiSquare.toFixed(0)} / {fit.degreesOfFreedom.toFixed(0)}
            {fit.probability < UNLIKELY && ': these counts are no rate times an acceptance, and the sky found of them may be the detector’s.'}
          </p>
        ),
      )}
      {unevenness > UNEVEN && (
        <p className="small">Live time is uneven through the day (a wave of {percent(unevenness)}): the errors of the table hold for it, those of fits and spectra at Explore are of even live time.</p>
      )}
      {solarLeak !== undefined && (
        <p className="small number">
          {Math.hypot(...solarLeak) < ROUNDING ? 'The Earth’s motion leaves nothing by this clock.' : `The Earth’s motion leaves ${magnitude(Math.hypot(...solarLeak))} at ${hourText(Math.atan2(solarLeak[1], solarLeak[0]))} by this clock.`}
        </p>
      )}
      <Switch on={bootstrap !== undefined} onChange={onBootstrap}>
        <span className="soft">bootstrap the dipole ({draws} draws)</span>
      </Switch>
      {bootstrap === 'working' && <p className="small soft">{problem ?? 'drawing counts anew…'}</p>}
      {typeof bootstrap === 'object' && (
        <p className="small number" role="status">
          By {METHOD_WORDS[bootstrap.method].name}, δ<sub>0h</sub>, δ<sub>6h</sub> scatter by {errorsText(bootstrap.covariance)} in {bootstrap.draws} draws; its formula says {errorsText(bootstrap.stated)}.
        </p>
      )}
      <Convention title="Which formula?">
        After k passes, of wave m in right ascension ρₘᵏ⁻¹ vₘ⟨Aₘ, x⟩ is still missing, where Aₘ(δ) are the harmonics of the exposure, vₘ = Aₘ/A₀ and ρₘ = Σ|Aₘ|²/A₀. Shown is the mean over the exposure for cosᵐδ: m = 1 is the dipole. To first order, for
        live time that is even through the day. Within windows Θ of a day 1 − sinc²(mΘ/2) of that is left.
      </Convention>
    </section>
  )
}

/** Standard deviations of the two components. */
const errorsText = (covariance: Bootstrap['covariance']): string => `${magnitude(Math.sqrt(covariance[0]))}, ${magnitude(Math.sqrt(covariance[3]))}`

const percent = (share: number): string => `${share > 0.9995 ? '100' : (100 * share).toFixed(share > 0.1 ? 0 : 1)} %`

const hourText = (angle: number): string => `${(((angle * 12) / Math.PI + 24) % 24).toFixed(1)} h`
