import { useEffect, useRef, useState } from 'react'
import { findingOf, useSession } from '../../session/store.ts'
import type { MethodName } from '../../study/document.ts'
import { of } from '../../study/graph.ts'
import { setMethod, showWorld, worldOf } from '../../study/observeEdits.ts'
import type { RingRates } from '../../study/results.ts'
import { CalibrateSwitch } from './CalibrateSwitch.tsx'
import { foundOf } from './observed.ts'
import { TwoWorlds, type World } from './TwoWorlds.tsx'

/** A thousandth from the equator to a pole. */
const SLOPE = 1e-3

/** Between the maps and the rates, so that both are in view: two worlds that nobody can tell apart, and what experiments do about it. */
export function Worlds() {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const first = foundOf(study)?.observations[0]
  const rates = useSession((session) => (first === undefined ? undefined : findingOf(session, of('rates', first))?.value))
  const shown = worldOf(study, SLOPE)
  const world = shown && (shown === 'tiltedSky' ? 'sky' : 'detector')
  const { moved, bins } = useMoved(rates, world)
  const method = foundOf(study)?.method
  const [calibrated, setCalibrated] = useState<MethodName>('likelihood')
  const calibrate = (on: boolean) => {
    if (!on && method !== undefined) setCalibrated(method)
    edit(setMethod({ method: on ? calibrated : 'absolute' }), { label: on ? 'Rings calibrated' : 'Acceptance trusted' })
  }
  return (
    <div className="worlds">
      <TwoWorlds
        {...{ world, moved, bins }}
        onWorld={(next) => edit(showWorld(next === 'sky' ? 'tiltedSky' : 'tiltedDetector', SLOPE), { label: next === 'sky' ? 'World 1: tilted sky' : 'World 2: tilted detector' })}
      />
      <CalibrateSwitch on={method !== 'absolute'} onChange={calibrate} />
    </div>
  )
}

/** In how many bins of declination and hour counts changed with the last change of world; undefined where something else changed too. */
function useMoved(rates: RingRates | undefined, world: World | undefined): { readonly moved: number | undefined; readonly bins: number | undefined } {
  const seen = useRef<{ readonly world: World | undefined; readonly rates: RingRates }>(undefined)
  const [moved, setMoved] = useState<number>()
  useEffect(() => {
    if (rates === undefined) return
    const before = seen.current
    if (before?.rates === rates) return // the counts of the new world are still to come
    seen.current = { world, rates }
    if (before === undefined) return
    const between = world !== undefined && before.world !== undefined && before.world !== world && before.rates.value.length === rates.value.length
    setMoved(between ? rates.value.reduce((n, x, i) => n + (Math.abs(x - before.rates.value[i]!) > ROUNDING ? 1 : 0), 0) : undefined)
  }, [rates, world])
  return { moved, bins: rates?.value.filter((x) => !Number.isNaN(x)).length }
}

/** Counts without chance are sums of many numbers, which may be added up in another order. */
const ROUNDING = 1e-12
