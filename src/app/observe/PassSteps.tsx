import { useStillness } from '../sky/useStillness.ts'
import { signed } from '../../drawing/format.ts'
import { sparkline } from '../../drawing/plots/sparkline.ts'
import { NumberField } from '../widgets/NumberField.tsx'

export interface PassStepsProps {
  /** Of the plain iteration; to convergence where it is left out. */
  readonly passes: number | undefined
  readonly logLikelihood: readonly number[] | undefined
  readonly playing: boolean
  onPlaying(playing: boolean): void
  onPasses(passes: number | undefined, gesture?: string): void
}

export const MOST_PASSES = 200

/** The likelihood at once, or pass by pass to see how it comes about. */
export function PassSteps({ passes, logLikelihood, playing, onPlaying, onPasses }: PassStepsProps) {
  const still = useStillness()
  const stepwise = passes !== undefined
  const more = () => onPasses(Math.min(MOST_PASSES, (passes ?? 0) + 1))
  return (
    <div className="card-group">
      <div className="segmented passes-choice" role="group" aria-label="How far">
        <button type="button" aria-pressed={!stepwise} onClick={() => onPasses(undefined)}>
          to convergence
        </button>
        <button type="button" aria-pressed={stepwise} onClick={() => !stepwise && onPasses(1)}>
          pass by pass
        </button>
      </div>
      {stepwise && (
        <div className="line passes-line">
          <NumberField label="pass" value={passes} min={1} max={MOST_PASSES} onChange={(count) => onPasses(count)} />
          <button type="button" className="chip" disabled={passes >= MOST_PASSES} onClick={more}>
            one more
          </button>
          <button type="button" className="chip" aria-pressed={playing} aria-label={playing ? 'pause the passes' : 'play the passes'} disabled={still} title={still ? 'Your system asks for less motion: press “one more”' : undefined} onClick={() => onPlaying(!playing)}>
            {playing ? 'pause' : 'play'}
          </button>
        </div>
      )}
      {logLikelihood !== undefined && logLikelihood.length > 1 && <Convergence values={logLikelihood} step={stepwise ? 'pass' : 'quasi-Newton step'} />}
    </div>
  )
}

const [WIDTH, HEIGHT] = [240, 44]

/** Sums over all counts are good to so much of themselves. */
const ROUNDING = 1e-15
const gained = (value: number, from: number): number => (Math.abs(value - from) < ROUNDING * Math.abs(from) ? 0 : value - from)

/** ln L against the pass, above where it began. */
function Convergence({ values, step }: { readonly values: readonly number[]; readonly step: 'pass' | 'quasi-Newton step' }) {
  const gains = values.map((value) => gained(value, values[0]!))
  const { path, points } = sparkline(gains, WIDTH, HEIGHT, 5)
  const steps = values.length - 1
  const [all, inLast] = [signed(gains.at(-1)!), signed(gained(values.at(-1)!, values.at(-2)!))]
  return (
    <figure className="convergence">
      <svg className="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`ln L against the ${step}: ${all} since the beginning, ${inLast} in the last of ${steps}`}>
        <path className="convergence-line" d={path} />
        {points.slice(-1).map(({ x, y }) => (
          <circle key={x} className="convergence-end" cx={x} cy={y} r={3} />
        ))}
      </svg>
      <figcaption className="soft small number">
        ln L {all} in {steps} {plural(step, steps)}, {inLast} in the last
      </figcaption>
    </figure>
  )
}

const plural = (step: 'pass' | 'quasi-Newton step', count: number): string => (count === 1 ? step : step === 'pass' ? 'passes' : 'quasi-Newton steps')
