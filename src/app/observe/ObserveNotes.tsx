import { findingOf, useSession } from '../../session/store.ts'
import { clockOf } from '../../study/clockName.ts'
import { OBSERVED } from '../../study/desks.ts'
import { of } from '../../study/graph.ts'
import { METHOD_DEFAULTS } from '../../study/methodDefaults.ts'
import { setMethod, showFourClocks } from '../../study/observeEdits.ts'
import { AlongField } from './AlongField.tsx'
import { ClocksCard } from './ClocksCard.tsx'
import { problemOf } from '../plots/problemOf.ts'
import { foundOf, sitesOf } from './observed.ts'
import { TrustCard } from './TrustCard.tsx'

/** What can and cannot be known: how far the map can be trusted, and what may be inferred all the same. */
export function ObserveNotes() {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const trust = useSession((session) => findingOf(session, of('convergence', OBSERVED.found))?.value)
  const dipole = useSession((session) => findingOf(session, of('dipoles', OBSERVED.found))?.value?.rows.find(({ method }) => method === 'dipoleLikelihood')?.found)
  const bootstrap = useSession((session) => findingOf(session, of('bootstrap', OBSERVED.found)))
  const asked = foundOf(study)?.bootstrap
  const clock = clockOf(study, OBSERVED.found)
  return (
    <div className="observe-notes">
      {trust !== undefined && (
        <TrustCard
          trust={trust}
          names={sitesOf(study).map(({ observation }) => observation.site.name)}
          bootstrap={asked === undefined ? undefined : (bootstrap?.value ?? 'working')}
          problem={asked === undefined ? undefined : problemOf(bootstrap)}
          draws={asked ?? METHOD_DEFAULTS.bootstrap}
          onBootstrap={(on) => edit(setMethod({ bootstrap: on ? METHOD_DEFAULTS.bootstrap : undefined }), { label: on ? 'Dipole bootstrapped' : 'No bootstrap' })}
        />
      )}
      {dipole !== undefined && clock === 'sidereal' && <AlongField {...dipole} />}
      <ByFourClocks />
    </div>
  )
}

function ByFourClocks() {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const [first] = sitesOf(study)
  const finding = useSession((session) => (first === undefined ? undefined : findingOf(session, of('clocks', first.id))))
  if (first === undefined) return null
  return (
    <ClocksCard
      name={first.observation.site.name}
      on={study.view.fourClocks === true}
      clocks={finding?.value}
      problem={finding?.state === 'failed' ? finding.problem.message : undefined}
      onSwitch={(on) => edit(showFourClocks(on), { label: on ? 'Four clocks' : 'One clock' })}
    />
  )
}
