import { findingOf, sessionStore, useSession } from '../../session/store.ts'
import { angleText, magnitude } from '../../drawing/format.ts'
import type { Dipole } from '../../science/analysis/dipole.ts'
import type { Recipe } from '../../study/document.ts'
import { setCard } from '../../study/edits.ts'
import { of } from '../../study/graph.ts'
import { announce } from '../announce.ts'
import type { CommandTable } from '../commands.ts'
import { MULTIPOLES } from '../multipoles.ts'
import { scientific } from '../numbers.ts'
import { recipeId, recipeOf, skyId, weightsOf } from '../seen.ts'
import { isWeak } from '../weak.ts'
import { Chip } from '../widgets/Chip.tsx'
import { Rows } from '../widgets/Rows.tsx'
import { Card, Convention } from './Card.tsx'

/** Above this the degrees asked for can hardly be told apart in the field of view. */
const ILL_CONDITIONED = 30

export function SubtractCard({ commands }: { readonly commands: CommandTable }) {
  const study = useSession((session) => session.study)
  const dipole = useSession((session) => findingOf(session, of('dipole', skyId(session.study))))
  const subtract = recipeOf(study)?.subtract
  if (subtract === undefined) return null
  return (
    <SubtractView
      subtract={subtract}
      dipole={dipole?.value}
      stale={dipole?.state === 'working'}
      condition={dipole?.value?.condition}
      weights={weightsOf(study)}
      onDegree={(name) => commands[name].run(sessionStore.getState())}
      onChange={(patch, label) => announce(sessionStore.getState(), setCard(recipeId(study), 'subtract', patch), label)}
    />
  )
}

export interface SubtractViewProps {
  readonly subtract: Recipe['subtract']
  readonly dipole: Dipole | undefined
  /** Whether the dipole shown is an older one while the new one is made. */
  readonly stale: boolean
  readonly condition: number | undefined
  readonly weights: ReturnType<typeof weightsOf>
  onDegree(name: (typeof MULTIPOLES)[number]['name']): void
  onChange(patch: Partial<Recipe['subtract']>, label: string): void
}

const WEIGHTS = { counts: 'weighted by the expected counts', errors: 'weighted by 1/σ²', equal: 'all with the same weight' } as const

export function SubtractView({ subtract, dipole, stale, condition, weights, onDegree, onChange }: SubtractViewProps) {
  const { on, degrees, zonal } = subtract
  const switchTo = (next: boolean) => onChange({ on: next, degrees: degrees.length > 0 ? degrees : [1] }, next ? 'Subtraction on' : 'Subtraction off')
  return (
    <Card number={3} title="Subtract" on={on} onSwitch={switchTo} note={dipole === undefined ? 'fit' : `fit of ${degreesInWords(dipole.degrees)}`}>
      <div className="chips">
        {MULTIPOLES.map(({ l, name }) => (
          <Chip key={l} label={name} title={`ℓ = ${l}`} pressed={on && degrees.includes(l)} onPress={() => onDegree(name)} />
        ))}
      </div>
      <div data-stale={stale || undefined}>
        <Rows rows={dipole === undefined ? UNKNOWN : dipoleRows(dipole)} />
      </div>
      {on && (
        <label className="tick small">
          <input type="checkbox" checked={zonal} onChange={(event) => onChange({ zonal: event.currentTarget.checked }, event.currentTarget.checked ? 'm = 0 fitted too' : 'm = 0 left out')} />
          also m = 0 (only where the declination profile is real)
        </label>
      )}
      {on && condition !== undefined && condition > ILL_CONDITIONED && (
        <p className="warning small">
          Condition number {scientific(condition)}: this field of view can hardly tell these multipoles apart. Fit fewer of them.
        </p>
      )}
      <Convention>
        All a<sub>ℓm</sub> of the chosen degrees are fitted together over the seen pixels, {WEIGHTS[weights]},{' '}
        {zonal ? 'with m = 0 and a constant: right where m = 0 is real, as in simulations and with absolute exposure' : 'and only m ≠ 0: a ring mean leaves nothing at m = 0'}.
        Other degrees give another dipole, so the fit is always named.
      </Convention>
    </Card>
  )
}

/** Its place is kept: nothing moves when it comes. */
const UNKNOWN = ['A₁', 'α₁'].map((name) => ({ name, value: '…' }))

const dipoleRows = (dipole: Dipole) => {
  const { a1, a1Error, alpha1, alpha1Error, limit95 } = dipole
  const weak = isWeak(dipole)
  return [
    { name: 'A₁', value: weak && limit95 !== undefined ? `< ${scientific(limit95)} (95 %)` : magnitude(a1, a1Error) },
    { name: 'α₁', value: weak ? 'not determined' : angleText(alpha1, alpha1Error) },
  ]
}

export const degreesInWords = (degrees: readonly number[]): string => `ℓ = ${degrees.join(', ')}`
