import { sessionStore, useSession } from '../../session/store.ts'
import type { Recipe } from '../../study/document.ts'
import { BOUNDS } from '../../study/bounds.ts'
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
  /** Whether there are expected counts to set a minimum for. */
  readonly counted: boolean
  onChange(patch: Partial<Recipe['mask']>, label: string): void
}

const [fewest, most] = BOUNDS.minimumCounts

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
              <NumberField label="minimum expected counts" value={minimumCounts} min={fewest} max={most} onChange={(n) => onChange({ minimumCounts: n }, 'Mask changed')} />
            </div>
          )}
          <Convention>
            Pixels whose centre lies outside, or where fewer counts are expected, are left out of everything below: the fit, the smoothing, the spectrum and
            the profile. The mask acts after the ring means were taken. On a ring that it leaves only in part, m = 0 and m ≠ 0 are no longer orthogonal: the
            one shows up in the other.
          </Convention>
        </>
      )}
    </Card>
  )
}
