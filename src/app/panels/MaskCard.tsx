import { sessionStore, useSession } from '../../session/store.ts'
import type { Recipe } from '../../study/document.ts'
import { setCard } from '../../study/edits.ts'
import { announce } from '../announce.ts'
import { declinationRange } from '../numbers.ts'
import { hasCounts, recipeId, recipeOf } from '../seen.ts'
import { NumberField } from '../widgets/NumberField.tsx'
import { Card, Convention } from './Card.tsx'
import { DeclinationFields } from './DeclinationFields.tsx'

export function MaskCard() {
  const mask = useSession(({ study }) => recipeOf(study)?.mask)
  const recipe = useSession(({ study }) => recipeId(study))
  const counted = useSession(({ study }) => hasCounts(study))
  if (mask === undefined) return null
  return <MaskView mask={mask} counted={counted} onChange={(patch, label) => announce(sessionStore.getState(), setCard(recipe, 'mask', patch), label)} />
}

export interface MaskViewProps {
  readonly mask: Recipe['mask']
  /** Whether there are counts to set a minimum for. */
  readonly counted: boolean
  onChange(patch: Partial<Recipe['mask']>, label: string): void
}

export function MaskView({ mask, counted, onChange }: MaskViewProps) {
  const { on, declinationDeg, minimumCounts } = mask
  return (
    <Card number={2} title="Mask" on={on} onSwitch={(next) => onChange({ on: next }, next ? 'Mask on' : 'Mask off')}
      note={on ? declinationRange(declinationDeg) : 'off'}>
      {on && (
        <>
          <DeclinationFields legend="declination" range={declinationDeg} onChange={(range) => onChange({ declinationDeg: range }, 'Mask changed')} />
          {counted && (
            <div className="line">
              <NumberField label="minimum counts" value={minimumCounts} min={0} max={1e12} onChange={(n) => onChange({ minimumCounts: n }, 'Mask changed')} />
            </div>
          )}
          <Convention>
            Pixels whose centre lies outside, or that hold fewer counts, are left out of everything below: the fit, the smoothing, the spectrum and the
            profile. A ring that is seen only in part has a biased mean.
          </Convention>
        </>
      )}
    </Card>
  )
}
