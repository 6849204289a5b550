import { useEffect, useRef, useState } from 'react'
import { observatories } from '../../literature/observatories.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { OBSERVED } from '../../study/desks.ts'
import type { MethodName, Study } from '../../study/document.ts'
import { of } from '../../study/graph.ts'
import type { RingRates } from '../../study/results.ts'
import { addObservatory, removeObservatory, setLiveTime, setMethod, setMock, setObservation, setTrueSky, showWorld } from '../../study/observeEdits.ts'
import { CalibrateSwitch } from './CalibrateSwitch.tsx'
import { CountsCard } from './CountsCard.tsx'
import { MethodCard } from './MethodCard.tsx'
import { foundOf, sitesOf, truthOf } from './observed.ts'
import { ObservatoryCard } from './ObservatoryCard.tsx'
import { TrueSkyCard } from './TrueSkyCard.tsx'
import { TwoWorlds, type World } from './TwoWorlds.tsx'

const METHODS: readonly MethodName[] = ['likelihood', 'directIntegration', 'scrambling', 'forwardBackward', 'ringMean', 'absolute']
/** A pass a moment, slow enough to be seen. */
const PASS_MS = 450
const MOST_PASSES = 60
/** A thousandth from pole to equator. */
const SLOPE = 1e-3

/** What is there, who looks, what is counted, and how the sky is found again. */
export function ObservePanel() {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const convergence = useSession((session) => findingOf(session, of('convergence', OBSERVED.found))?.value)
  const [playing, setPlaying] = useState(false)
  const rates = useSession((session) => (sitesOf(session.study)[0] === undefined ? undefined : findingOf(session, of('rates', sitesOf(session.study)[0]!.id))?.value))
  const world = isDetectorWorld(study) ? 'detector' : 'sky'
  const { moved, counts: countsSeen } = useMoved(rates, world)
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
        {truth !== undefined && <TrueSkyCard number={1} truth={truth} onChange={(patch, gesture) => change('True sky', gesture)(setTrueSky(patch))} />}
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
        </li>
        {counts.from === 'mock' && (
          <CountsCard number={2 + sites.length} counts={counts} onChange={(patch, gesture) => change('Counts', gesture)((was) => sites.reduce((next, { id }) => setMock(id, patch)(next), was))} />
        )}
        <MethodCard
          number={3 + sites.length}
          settings={found}
          methods={METHODS}
          logLikelihood={convergence?.passes.map(({ logLikelihood }) => logLikelihood)}
          playing={playing}
          onChange={(patch, gesture) => change('Reconstruction', gesture)(setMethod(patch))}
          onPlaying={setPlaying}
        />
      </ol>
      <CalibrateSwitch on={found.method !== 'absolute'} onChange={(on) => change(on ? 'Rings calibrated' : 'Acceptance trusted')(setMethod({ method: on ? 'likelihood' : 'absolute' }))} />
      <TwoWorlds world={world} moved={moved} counts={countsSeen} onWorld={(next) => change(next === 'sky' ? 'World 1: tilted sky' : 'World 2: tilted detector')(showWorld(next === 'sky' ? 'tiltedSky' : 'tiltedDetector', SLOPE))} />
    </section>
  )
}

const isDetectorWorld = (study: Study): boolean => {
  const counts = sitesOf(study)[0]?.observation.counts
  return counts?.from === 'mock' && (counts.acceptance.tilt ?? 0) !== 0
}

/** How many of the counts by declination and hour changed with the last change of world; undefined where something else changed too. */
function useMoved(rates: RingRates | undefined, world: World): { readonly moved: number | undefined; readonly counts: number | undefined } {
  const seen = useRef<{ readonly world: World; readonly rates: RingRates }>(undefined)
  const [moved, setMoved] = useState<number>()
  useEffect(() => {
    if (rates === undefined) return
    const before = seen.current
    if (before?.rates === rates) return // the counts of the new world are still to come
    seen.current = { world, rates }
    if (before === undefined) return
    const alike = before.rates.value.length === rates.value.length
    setMoved(before.world === world || !alike ? undefined : rates.value.reduce((n, x, i) => n + (Math.abs(x - before.rates.value[i]!) > ROUNDING ? 1 : 0), 0))
  }, [rates, world])
  return { moved, counts: rates?.value.filter((x) => !Number.isNaN(x)).length }
}

/** Counts without chance are sums of many numbers, which may be added up in another order. */
const ROUNDING = 1e-12

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

function AddObservatory({ taken, onAdd }: { readonly taken: readonly string[]; onAdd(site: { name: string; latitudeDeg: number; longitudeDeg: number; zenithMaxDeg: number }): void }) {
  const offered = observatories.filter(({ name }) => !taken.includes(name))
  return (
    <label className="line">
      <span className="soft">one more observatory</span>
      <select
        className="select"
        value=""
        onChange={({ currentTarget }) => {
          const chosen = offered.find(({ name }) => name === currentTarget.value)
          if (chosen !== undefined) onAdd({ name: chosen.name, latitudeDeg: chosen.latitudeDeg, longitudeDeg: chosen.longitudeDeg, zenithMaxDeg: chosen.zenithMaxDeg[0] ?? 60 })
        }}
      >
        <option value="">choose…</option>
        {offered.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}
