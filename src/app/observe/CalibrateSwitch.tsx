import { Switch } from '../widgets/Switch.tsx'
import './cards.css'

export interface CalibrateSwitchProps {
  readonly on: boolean
  onChange(on: boolean): void
}

/** Takes the mean of every declination ring out of rates and map. */
export function CalibrateSwitch({ on, onChange }: CalibrateSwitchProps) {
  return (
    <div className="card calibrate">
      <Switch on={on} onChange={onChange}>
        <b>calibrate each declination ring</b>
      </Switch>
      <p className="soft small">
        {on ? 'What experiments must do: whatever is the same all day is called the detector. Of the sky, m = 0 is lost, at every ℓ.' : 'Only somebody who knows the detector to a part in ten thousand may leave this off.'}
      </p>
    </div>
  )
}
