import type { MethodName } from '../../study/document.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { OBSERVED } from '../../study/desks.ts'
import { of } from '../../study/graph.ts'
import { setMethod } from '../../study/observeEdits.ts'
import type { MethodDipole } from '../../study/results.ts'
import { problemOf } from '../plots/problemOf.ts'
import { foundOf } from './observed.ts'
import { METHOD_WORDS } from './methodWords.ts'
import { MethodTable, type MethodRow } from './MethodTable.tsx'

/** Methods that make a map of their own, by what they are called among the dipoles. */
const MAPS: { readonly [M in MethodDipole['method']]?: MethodName } = { likelihood: 'likelihood', directIntegration: 'directIntegration', scrambling: 'scrambling', forwardBackward: 'forwardBackward' }

/** The dipole of the same counts by every method, beside what each must find. */
export function MethodsPanel() {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const finding = useSession((session) => findingOf(session, of('dipoles', OBSERVED.found)))
  const dipoles = finding?.value
  const method = foundOf(study)?.method
  if (dipoles === undefined) {
    return (
      <section className="card methods" aria-label="The dipole by every method" aria-busy={finding?.state === 'working'}>
        <p className="soft">{problemOf(finding)}</p>
      </section>
    )
  }
  const { truth, moreThanDipole } = dipoles
  const whole = truth === undefined ? 0 : Math.hypot(...truth)
  const [x, y] = acrossAxis(truth ?? [0, 0], whole)
  const chosen = dipoles.rows.find((row) => MAPS[row.method] === method)?.method
  const choose = (id: string) => {
    const map = MAPS[id as MethodDipole['method']]
    if (map !== undefined) edit(setMethod({ method: map }), { label: METHOD_WORDS[map].name })
  }
  return <MethodTable truth={truth && { d0h: x, d6h: y, a1: Math.hypot(x, y), alpha1: Math.atan2(y, x) }} leaky={moreThanDipole} clock={dipoles.clock} rows={dipoles.rows.map((row) => rowOf(row, whole))} chosen={chosen} onMethod={choose} />
}

/** A thousandth of an error, by the measure of `acrossAxis`. */
const LOST = 1e9

/** Of an arrow that points to a pole rounding leaves a part across the axis, to remember its right ascension by. */
const acrossAxis = ([x, y]: readonly number[], whole: number): readonly [number, number] => (Math.hypot(x!, y!) > 1e-12 * whole ? [x!, y!] : [0, 0])

function rowOf({ method, found, expected, missing }: MethodDipole, whole: number): MethodRow {
  const { name, cannotSee } = METHOD_WORDS[method]
  // Nor has one that is lost in its error a phase.
  const predicted = expected && acrossAxis(expected, Math.max(whole, LOST * (found?.a1Error ?? 0)))
  return {
    id: method,
    name,
    found: found && { d0h: found.d0h, d6h: found.d6h, covariance: found.covariance, a1: found.a1, a1Error: found.a1Error, alpha1: found.alpha1, alpha1Error: found.alpha1Error },
    predicted: predicted && { a1: Math.hypot(...predicted), alpha1: Math.atan2(predicted[1], predicted[0]) },
    cannotSee: missing ?? cannotSee,
  }
}
