import { magnitude } from '../../drawing/format.ts'
import type { Bootstrap, Convergence } from '../../study/results.ts'
import { Convention } from '../panels/Card.tsx'
import { Switch } from '../widgets/Switch.tsx'
import './trust.css'

export interface TrustCardProps {
  readonly trust: Convergence
  /** What each detector is called. */
  readonly names: readonly string[]
  /** Not asked for, on its way, or there. */
  readonly bootstrap: Bootstrap | 'working' | undefined
  readonly draws: number
  /** What the formula says of the scatter of one component. */
  readonly stated: number | undefined
  onBootstrap(on: boolean): void
}

/** Less likely than this, counts are something else than rate × acceptance. */
const UNLIKELY = 1e-3

/** What the method keeps of each wave in right ascension, by the closed form, and whether its model holds. */
export function TrustCard({ trust: { kept, goodness, passes, converged, passesNeeded, solarLeak, slopeOpen }, names, bootstrap, draws, stated, onBootstrap }: TrustCardProps) {
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
      {solarLeak !== undefined && (
        <p className="small number">
          The Earth’s motion leaves {magnitude(Math.hypot(...solarLeak))} at {hourText(Math.atan2(solarLeak[1], solarLeak[0]))} by this clock.
        </p>
      )}
      <Switch on={bootstrap !== undefined} onChange={onBootstrap}>
        <span className="soft">bootstrap the dipole ({draws} draws)</span>
      </Switch>
      {bootstrap === 'working' && <p className="small soft">drawing counts anew…</p>}
      {typeof bootstrap === 'object' && (
        <p className="small number" role="status">
          δ<sub>0h</sub>, δ<sub>6h</sub> scatter by {magnitude(Math.sqrt(bootstrap.covariance[0]))}, {magnitude(Math.sqrt(bootstrap.covariance[3]))} in {bootstrap.draws} draws{stated === undefined ? '' : `; the formula says ${magnitude(stated)}`}.
        </p>
      )}
      <Convention title="Which formula?">
        After k passes, of wave m in right ascension ρₘᵏ⁻¹ vₘ⟨Aₘ, x⟩ is still missing, where Aₘ(δ) are the harmonics of the exposure, vₘ = Aₘ/A₀ and ρₘ = Σ|Aₘ|²/A₀. Shown is the mean over the exposure for cosᵐδ: m = 1 is the dipole. To first order, for
        live time that is even through the day.
      </Convention>
    </section>
  )
}

const percent = (share: number): string => `${share > 0.9995 ? '100' : (100 * share).toFixed(share > 0.1 ? 0 : 1)} %`

const hourText = (angle: number): string => `${(((angle * 12) / Math.PI + 24) % 24).toFixed(1)} h`
