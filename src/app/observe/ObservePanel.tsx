import { useEffect, useState } from 'react'
import { observatories } from '../../literature/observatories.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { CLOCKS } from '../../study/clockName.ts'
import { OBSERVED, truthId } from '../../study/desks.ts'
import type { MethodName, Study } from '../../study/document.ts'
import { of } from '../../study/graph.ts'
import type { Convergence } from '../../study/results.ts'
import { addObservatory, MOST_OBSERVATORIES, observeSky, redraw, redrawOf, removeObservatory, setLiveTime, setMethod, setMock, setObservation, setTrueSky, skiesToObserve } from '../../study/observeEdits.ts'
import { skyName } from '../sky/mapNames.ts'
import { Choice } from '../widgets/Choice.tsx'
import { CountsCard } from './CountsCard.tsx'
import { MethodCard } from './MethodCard.tsx'
import { InTurn } from './InTurn.tsx'
import { foundOf, sitesOf, truthOf } from './observed.ts'
import { ObservatoryCard } from './ObservatoryCard.tsx'
import { MOST_PASSES } from './PassSteps.tsx'
import { TrueSkyCard } from './TrueSkyCard.tsx'

const CLOCK_NAMES = { sidereal: CLOCKS.sidereal.name, solar: CLOCKS.solar.name, antiSidereal: CLOCKS.antiSidereal.name, extendedSidereal: CLOCKS.extendedSidereal.name } as const
const METHODS: readonly MethodName[] = ['likelihood', 'directIntegration', 'scrambling', 'forwardBackward', 'ringMean', 'absolute']
/** A pass a moment, slow enough to be seen. */
const PASS_MS = 450

/** What is there, who looks, what is counted, and how the sky is found again. */
export function ObservePanel() {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const convergence = useSession((session) => findingOf(session, of('convergence', OBSERVED.found))?.value)
  const [playing, setPlaying] = useState(false)
  const [truth, found, sites] = [truthOf(study), foundOf(study), sitesOf(study)]
  usePasses(playing && found?.method === 'likelihood', found?.passes, setPlaying)
  const change = (label: string, gesture?: string) => (next: (study: Study) => Study) => edit(next, { label, ...(gesture === undefined ? {} : { gesture: `observe ${label} ${gesture}` }) })
  if (found === undefined || sites.length === 0) return null
  const [first] = sites
  const { counts } = first!.observation
  return (
    <section className="recipe observe-panel" aria-labelledby="observe-title">
      <h2 id="observe-title" className="column-title">
        Observe
      </h2>
      <ol className="recipe-cards">
        <InTurn>
          <TrueSkyCard
            number={1}
            truth={truthId(study) === OBSERVED.truth ? truth : undefined}
            skies={Object.fromEntries(skiesToObserve(study).map((id) => [id, skyName(study, id)]))}
            chosen={truthId(study)}
            onSky={(sky) => change('Another true sky')(observeSky(sky))}
            onChange={(patch, gesture) => change('True sky', gesture)(setTrueSky(patch))}
          />
          {sites.map(({ id, observation: { site, counts: own } }, i) =>
            own.from !== 'mock' ? null : (
              <ObservatoryCard
                key={id}
                number={2 + i}
                site={site}
                acceptance={own.acceptance}
                liveTime={own.liveTime}
                onSite={(next, gesture) => change('Observatory', gesture)(setObservation(id, { site: next }))}
                onAcceptance={(acceptance, gesture) => change('Acceptance', gesture)(setMock(id, { acceptance }))}
                onLiveTime={(liveTime, gesture) => change('Live time', gesture)(liveTime === undefined ? setMock(id, { liveTime: undefined }) : (was) => setLiveTime(id, liveTime)(setMock(id, { liveTime: undefined })(was)))}
                {...(sites.length > 1 ? { onRemove: () => change(`${site.name} left out`)(removeObservatory(id)) } : {})}
              />
            ),
          )}
          <li className="add-observatory">
            <AddObservatory taken={sites.map(({ observation }) => observation.site.name)} onAdd={(site) => change(`${site.name} added`)(addObservatory(site))} />
            <Choice label="clock" options={CLOCK_NAMES} value={first!.observation.clock ?? 'sidereal'} onChange={(clock) => change(`Clock: ${CLOCKS[clock].name}`)((was) => sites.reduce((next, { id }) => setObservation(id, { clock: clock === 'sidereal' ? undefined : clock })(next), was))} />
            {(first!.observation.clock ?? 'sidereal') !== 'sidereal' && <p className="small soft">By this clock the stars turn in a year: what is found stands at hours of the clock, not at right ascensions.</p>}
          </li>
          {counts.from === 'mock' && (
            <CountsCard number={2 + sites.length} counts={counts} again={redrawOf(study)} onAgain={(again) => change(again === undefined ? 'Counts as they were' : 'Counts drawn anew')(redraw(again))} onChange={(patch, gesture) => change('Counts', gesture)((was) => sites.reduce((next, { id }) => setMock(id, patch)(next), was))} />
          )}
          <MethodCard
            number={3 + sites.length}
            settings={found}
            methods={METHODS}
            logLikelihood={convergence && likelihoodsOf(convergence)}
            playing={playing}
            onChange={(patch, gesture) => {
              if (patch.passes === undefined) setPlaying(false)
              change('Reconstruction', gesture)(setMethod(patch))
            }}
            onPlaying={setPlaying}
          />
        </InTurn>
      </ol>
    </section>
  )
}

/** Adds passes one by one while it plays; the last pass stays. */
function usePasses(playing: boolean, passes: number | undefined, onPlaying: (playing: boolean) => void): void {
  const edit = useSession((session) => session.edit)
  const busy = useSession((session) => session.busy !== undefined)
  useEffect(() => {
    if (!playing || busy) return
    const timer = setTimeout(() => {
      if ((passes ?? 0) >= MOST_PASSES) onPlaying(false)
      else edit(setMethod({ passes: (passes ?? 0) + 1 }), { gesture: 'observe passes', label: 'Passes of the likelihood' })
    }, PASS_MS)
    return () => clearTimeout(timer)
  }, [playing, busy, passes, edit, onPlaying])
}

/** ln L from before any pass on; nothing for methods without. */
const likelihoodsOf = ({ logLikelihoodBefore, passes }: Convergence): readonly number[] | undefined =>
  logLikelihoodBefore === undefined ? undefined : [logLikelihoodBefore, ...passes.map(({ logLikelihood }) => logLikelihood)]

/** The same one may be added again: a time of another acceptance is a detector of its own. */
function AddObservatory({ taken, onAdd }: { readonly taken: readonly string[]; onAdd(site: { name: string; latitudeDeg: number; longitudeDeg: number; zenithMaxDeg: number }): void }) {
  const [asked, setAsked] = useState<string>()
  // A letter or an arrow key chooses from a list, and must not add anything yet.
  const name = asked ?? observatories.find((one) => !taken.includes(one.name))?.name ?? observatories[0]!.name
  const add = () => {
    const { latitudeDeg, longitudeDeg, zenithMaxDeg } = observatories.find((one) => one.name === name)!
    setAsked(undefined)
    onAdd({ name, latitudeDeg, longitudeDeg, zenithMaxDeg: zenithMaxDeg[0] ?? 60 })
  }
  return (
    <div className="line">
      <Choice label="one more observatory" options={Object.fromEntries(observatories.map((one) => [one.name, one.name]))} value={name} onChange={setAsked} />
      <button type="button" className="chip" onClick={add} aria-label={`add ${name}`} disabled={taken.length >= MOST_OBSERVATORIES} title={taken.length >= MOST_OBSERVATORIES ? `${MOST_OBSERVATORIES} observatories at most` : undefined}>
        add
      </button>
    </div>
  )
}
