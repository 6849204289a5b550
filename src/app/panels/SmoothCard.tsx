import { sessionStore, useSession } from '../../session/store.ts'
import type { Recipe } from '../../study/document.ts'
import { BOUNDS } from '../../study/bounds.ts'
import { setCard } from '../../study/edits.ts'
import { announce } from '../announce.ts'
import { recipeId, recipeOf } from '../seen.ts'
import { Slider } from '../widgets/Slider.tsx'
import { Card, Convention } from './Card.tsx'

export function SmoothCard() {
  const smooth = useSession(({ study }) => recipeOf(study)?.smooth)
  const recipe = useSession(({ study }) => recipeId(study))
  const edit = useSession((session) => session.edit)
  if (smooth === undefined) return null
  return (
    <SmoothView
      smooth={smooth}
      onSwitch={(on) => announce(sessionStore.getState(), setCard(recipe, 'smooth', { on }), on ? 'Smoothing on' : 'Smoothing off')}
      onRadius={(radiusDeg, gesture) => edit(setCard(recipe, 'smooth', { radiusDeg }), { label: 'Smoothing radius', ...(gesture === undefined ? {} : { gesture }) })}
    />
  )
}

export interface SmoothViewProps {
  readonly smooth: Recipe['smooth']
  onSwitch(on: boolean): void
  onRadius(radiusDeg: number, gesture?: string): void
}

const [smallest, largest] = BOUNDS.radiusDeg

export function SmoothView({ smooth: { on, radiusDeg }, onSwitch, onRadius }: SmoothViewProps) {
  return (
    <Card number={4} title="Smooth" on={on} onSwitch={onSwitch} note="top-hat">
      {on && <Slider label="top-hat radius" value={radiusDeg} min={smallest} max={largest} step={0.5} unit="°" onChange={onRadius} />}
      {on && (
        <Convention>
          Counts and expectation are summed over the disc separately and then divided. A pixel counts when its centre lies within the radius; at the edge of
          the field of view the disc is cut off, and neighbouring values share most of their events.
        </Convention>
      )}
    </Card>
  )
}
