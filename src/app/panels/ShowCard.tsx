import { colourScale, scaleSummary } from '../../drawing/scale.ts'
import { sessionStore, useSession } from '../../session/store.ts'
import type { Quantity, Recipe } from '../../study/document.ts'
import { BOUNDS } from '../../study/bounds.ts'
import { setCard } from '../../study/edits.ts'
import { mapsOf, shownQuantity } from '../../study/shown.ts'
import { announce } from '../announce.ts'
import { scaleMenuId } from '../scale/scaleMenuId.ts'
import { displayShown, mapPane, recipeId, recipeOf } from '../seen.ts'
import { NumberField } from '../widgets/NumberField.tsx'
import { Card, Convention } from './Card.tsx'
import { DeclinationFields } from './DeclinationFields.tsx'

export const QUANTITY_NAMES: { readonly [Q in Quantity]: string } = {
  relativeIntensity: 'relative intensity',
  significance: 'significance',
  counts: 'counts',
}

export function ShowCard() {
  const pane = useSession(({ study }) => mapPane(study))
  const recipe = useSession(({ study }) => recipeOf(study))
  const id = useSession(({ study }) => recipeId(study))
  const index = useSession(({ study }) => mapsOf(study)[0]?.index ?? 0)
  const display = useSession(displayShown)
  if (pane === undefined || recipe === undefined) return null
  return (
    <ShowView
      quantity={shownQuantity(pane)}
      scale={display && scaleSummary(colourScale(display.quantity, pane.scale, display.autoLimit))}
      automatic={pane.scale.limit === 'auto'}
      menuId={scaleMenuId(index)}
      spectrum={recipe.spectrum}
      profile={recipe.profile}
      onSpectrum={(patch) => announce(sessionStore.getState(), setCard(id, 'spectrum', patch), 'Spectrum changed')}
      onProfile={(patch) => announce(sessionStore.getState(), setCard(id, 'profile', patch), 'Profile changed')}
    />
  )
}

export interface ShowViewProps {
  readonly quantity: Quantity
  /** In words, once the map is there. */
  readonly scale: string | undefined
  readonly automatic: boolean
  /** The pop-over in which it is changed. */
  readonly menuId: string
  readonly spectrum: Recipe['spectrum']
  readonly profile: Recipe['profile']
  onSpectrum(patch: Partial<Recipe['spectrum']>): void
  onProfile(patch: Partial<Recipe['profile']>): void
}

export function ShowView({ quantity, scale, automatic, menuId, spectrum, profile, onSpectrum, onProfile }: ShowViewProps) {
  return (
    <Card number={5} title="Show" note={QUANTITY_NAMES[quantity]}>
      <div className="scale-line">
        <span className="soft">scale</span>
        <button type="button" className="text-button number" popoverTarget={menuId} title="Scale and colours">
          {scale === undefined ? '…' : `${scale}${automatic ? ' (auto)' : ''}`}
        </button>
      </div>
      <div className="line">
        <NumberField label="spectrum up to ℓ =" value={spectrum.lmax} min={BOUNDS.lmax[0]} max={BOUNDS.lmax[1]} onChange={(lmax) => onSpectrum({ lmax })} />
      </div>
      <label className="tick small">
        <input type="checkbox" checked={spectrum.zonal} onChange={(event) => onSpectrum({ zonal: event.currentTarget.checked })} />
        count m = 0 too
      </label>
      <DeclinationFields legend="profile over δ" range={profile.declinationDeg} onChange={(declinationDeg) => onProfile({ declinationDeg })} />
      <div className="line">
        <NumberField label="profile bins" value={profile.bins} min={BOUNDS.bins[0]} max={BOUNDS.bins[1]} onChange={(bins) => onProfile({ bins })} />
      </div>
      <Convention>
        C<sub>ℓ</sub> = Σ<sub>{spectrum.zonal ? 'm' : 'm≠0'}</sub> |a<sub>ℓm</sub>|² / (2ℓ + 1), from the part of the sky that is seen: no correction for the
        rest. Count m = 0 where it is real, in simulations and with absolute exposure. Right ascension grows to the left, as on the sky.
      </Convention>
    </Card>
  )
}
