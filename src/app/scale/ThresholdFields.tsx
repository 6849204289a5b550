import { useDeferredValue, useMemo } from 'react'
import { chanceBeyond } from '../../drawing/gaussian.ts'
import { clipped } from '../../drawing/paint.ts'
import type { ColourScale } from '../../drawing/scale.ts'
import type { Display } from '../../study/results.ts'
import { scientific } from '../numbers.ts'
import { NumberField } from '../widgets/NumberField.tsx'
import type { ScalePanelProps } from './ScalePanel.tsx'

export interface ThresholdFieldsProps extends Pick<ScalePanelProps, 'onChange'> {
  readonly scale: ColourScale
  readonly display: Display | undefined
}

/** The discovery threshold of the field, and the one of an indication. */
const COMMUNITY = [5, 3] as const

/** What is smaller than a number, of either sign, is grey; of a significance, how much is beyond it and how much chance would put there. */
export function ThresholdFields({ scale: { quantity, threshold, unit, limit }, display, onChange }: ThresholdFieldsProps) {
  const set = (value: number) => onChange({ threshold: value > 0 ? value : undefined }, { label: value > 0 ? 'Threshold set' : 'Threshold removed' })
  const sigma = quantity === 'significance'
  return (
    <>
      <div className="line">
        <NumberField label="grey below" value={Number((threshold / unit.factor).toPrecision(4))} min={0} max={99_999} step={0.01} unit={sigma ? 'σ' : unit.text} onChange={(typed) => set(Number((typed * unit.factor).toPrecision(6)))} />
        {(sigma ? COMMUNITY : []).map((n) => (
          <button key={n} type="button" className="chip" aria-pressed={threshold === n} onClick={() => set(threshold === n ? 0 : n)}>
            {n} σ
          </button>
        ))}
        {!sigma && (
          <button type="button" className="chip" aria-pressed={threshold > 0} onClick={() => set(threshold > 0 ? 0 : limit / 2)}>
            half the scale
          </button>
        )}
      </div>
      {threshold > 0 && display !== undefined && display.quantity === quantity && <Beyond display={display} threshold={threshold} sigma={sigma} />}
    </>
  )
}

function Beyond({ display: { values, skyFraction }, threshold, sigma }: { readonly display: Display; readonly threshold: number; readonly sigma: boolean }) {
  const settled = useDeferredValue(threshold)
  const { below, above, seen } = useMemo(() => ({ ...clipped(values, { low: -settled, high: settled }), seen: values.reduce((n, value) => n + (value === value ? 1 : 0), 0) }), [values, settled])
  const beyond = below + above
  const share = seen === 0 ? 0 : (100 * beyond) / seen
  return (
    <p className="small threshold-says" role="status">
      Beyond it: {beyond.toLocaleString('en')} of {seen.toLocaleString('en')} pixels, {Number(share.toPrecision(2))} % of what is seen and {Number((share * skyFraction).toPrecision(2))} % of the sky
      ({above.toLocaleString('en')} above, {below.toLocaleString('en')} below).
      {sigma && (
        <>
          {' '}
          Chance alone would put {scientific(chanceBeyond(settled) * seen)} there, 2(1 − Φ({settled})) of them; smoothed pixels share their events, so they come and go in groups.
        </>
      )}
    </p>
  )
}
