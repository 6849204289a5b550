import type { LiveTime } from '../../study/document.ts'
import { NumberField } from '../widgets/NumberField.tsx'
import { Slider } from '../widgets/Slider.tsx'
import { Switch } from '../widgets/Switch.tsx'

export interface LiveTimeFieldsProps {
  readonly liveTime: LiveTime | undefined
  onChange(liveTime: LiveTime | undefined, gesture?: string): void
}

/** Live time with one part changed or, given nothing, without it; none at all where nothing is left. */
function withPart<K extends keyof LiveTime>(liveTime: LiveTime | undefined, key: K, part: LiveTime[K] | undefined): LiveTime | undefined {
  const { [key]: _, ...rest } = liveTime ?? {}
  const next = part === undefined ? rest : { ...rest, [key]: part }
  return Object.keys(next).length === 0 ? undefined : next
}

/** When data were taken: all the time, or with gaps and rhythms. */
export function LiveTimeFields({ liveTime, onChange }: LiveTimeFieldsProps) {
  const { gapHours, daily, seasonal, daysOfYear } = liveTime ?? {}
  const set = <K extends keyof LiveTime>(key: K, part: LiveTime[K] | undefined, gesture?: string) => onChange(withPart(liveTime, key, part), gesture)
  return (
    <details className="live-time">
      <summary>Live time: {liveTimeInWords(liveTime)}</summary>
      <div className="card-group">
        <Switch on={gapHours !== undefined} onChange={(on) => set('gapHours', on ? [10, 12] : undefined)}>
          <span className="soft">a gap every day</span>
        </Switch>
        {gapHours !== undefined && (
          <fieldset className="card-fields">
            <legend className="visually-hidden">Gap, local solar hours</legend>
            <NumberField label="from" value={gapHours[0]} min={0} max={24} step={0.5} unit="h" onChange={(hour) => set('gapHours', [hour, gapHours[1]])} />
            <NumberField label="to" value={gapHours[1]} min={0} max={24} step={0.5} unit="h" onChange={(hour) => set('gapHours', [gapHours[0], hour])} />
          </fieldset>
        )}
        <Switch on={daily !== undefined} onChange={(on) => set('daily', on ? { amplitude: 0.1, hour: 12 } : undefined)}>
          <span className="soft">more at some hours</span>
        </Switch>
        {daily !== undefined && (
          <>
            <Slider label="daily, by" value={percent(daily.amplitude)} min={0} max={100} unit="%" onChange={(value, gesture) => set('daily', { ...daily, amplitude: value / 100 }, gesture)} />
            <div className="line">
              <NumberField label="most at, solar time" value={daily.hour} min={0} max={24} step={0.5} unit="h" onChange={(hour) => set('daily', { ...daily, hour })} />
            </div>
          </>
        )}
        <Switch on={seasonal !== undefined} onChange={(on) => set('seasonal', on ? { amplitude: 0.1, day: 180 } : undefined)}>
          <span className="soft">more in some season</span>
        </Switch>
        {seasonal !== undefined && (
          <>
            <Slider label="seasonal, by" value={percent(seasonal.amplitude)} min={0} max={100} unit="%" onChange={(value, gesture) => set('seasonal', { ...seasonal, amplitude: value / 100 }, gesture)} />
            <div className="line">
              <NumberField label="most on day" value={seasonal.day} min={0} max={365} onChange={(day) => set('seasonal', { ...seasonal, day })} />
            </div>
          </>
        )}
        <Switch on={daysOfYear !== undefined} onChange={(on) => set('daysOfYear', on ? [0, 180] : undefined)}>
          <span className="soft">a part of the year</span>
        </Switch>
        {daysOfYear !== undefined && (
          <fieldset className="card-fields">
            <legend className="visually-hidden">Days of the year</legend>
            <NumberField label="day" value={daysOfYear[0]} min={0} max={daysOfYear[1] - 1} onChange={(day) => set('daysOfYear', [day, daysOfYear[1]])} />
            <NumberField label="to" value={daysOfYear[1]} min={daysOfYear[0] + 1} max={365} onChange={(day) => set('daysOfYear', [daysOfYear[0], day])} />
          </fieldset>
        )}
      </div>
    </details>
  )
}

const percent = (share: number): number => Number((100 * share).toFixed(1))

/** `all of it`, `a daily gap, a yearly wave` */
function liveTimeInWords({ gapHours, daily, seasonal, daysOfYear }: LiveTime = {}): string {
  const said = [gapHours && 'a daily gap', daily && 'a daily wave', seasonal && 'a yearly wave', daysOfYear && 'a part of the year'].filter(Boolean)
  return said.length === 0 ? 'all of it' : said.join(', ')
}
