import { useEffect, useRef, useState } from 'react'
import { findingOf, useSession } from '../../session/store.ts'
import type { Study } from '../../study/document.ts'
import { of } from '../../study/graph.ts'
import { setMethod, showWorld } from '../../study/observeEdits.ts'
import type { RingRates } from '../../study/results.ts'
import { CalibrateSwitch } from './CalibrateSwitch.tsx'
import { foundOf, sitesOf } from './observed.ts'
import { TwoWorlds, type World } from './TwoWorlds.tsx'

/** A thousandth from the equator to a pole. */
const SLOPE = 1e-3

/** Between the maps and the rates, so that both are in view: two worlds that nobody can tell apart, and what experiments do about it. */
export function Worlds() {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const first = sitesOf(study)[0]?.id
  const rates = useSession((session) => (first === undefined ? undefined : findingOf(session, of('rates', first))?.value))
  const world = isDetectorWorld(study) ? 'detector' : 'sky'
  const { moved, counts } = useMoved(rates, world)
  return (
    <div className="worlds">
      <TwoWorlds
        {...{ world, moved, counts }}
        onWorld={(next) => edit(showWorld(next === 'sky' ? 'tiltedSky' : 'tiltedDetector', SLOPE), { label: next === 'sky' ? 'World 1: tilted sky' : 'World 2: tilted detector' })}
      />
      <CalibrateSwitch on={foundOf(study)?.method !== 'absolute'} onChange={(on) => edit(setMethod({ method: on ? 'likelihood' : 'absolute' }), { label: on ? 'Rings calibrated' : 'Acceptance trusted' })} />
    </div>
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
