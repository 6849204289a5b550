import type { ReactNode } from 'react'
import { superscript } from '../../drawing/format.ts'
import { scaleSummary, sizeText, valueText, type ColourScale } from '../../drawing/scale.ts'
import { presetsFor } from '../../drawing/scalePresets.ts'
import type { Scale, View } from '../../study/document.ts'
import type { ScalePatch } from '../../study/edits.ts'
import type { Display } from '../../study/results.ts'
import { Choice } from '../widgets/Choice.tsx'
import { Switch } from '../widgets/Switch.tsx'
import { ColoursChoice } from './ColoursChoice.tsx'
import { ScaleFields, type ScaleChange } from './ScaleFields.tsx'
import './scalePanel.css'
import { ThresholdFields } from './ThresholdFields.tsx'
import { VisionChoice } from './VisionChoice.tsx'

export interface ScalePanelProps {
  readonly scale: ColourScale
  readonly wanted: Scale
  readonly display: Display | undefined
  readonly unseen: View['unseen']
  onChange(patch: ScalePatch, change: ScaleChange): void
  onUnseen(unseen: View['unseen']): void
}

/** Everything about colours that the bar has no room for. */
export function ScalePanel(props: ScalePanelProps) {
  const { scale, wanted, display, unseen, onChange, onUnseen } = props
  const signed = scale.quantity !== 'counts'
  return (
    <div className="scale-panel">
      <p className="scale-panel-head number">{scaleSummary(scale)}</p>
      <Section title="Range">
        <RangeFields {...props} />
        {presetsFor(scale.quantity).length > 0 && (
          <details>
            <summary>As in papers</summary>
            <Presets {...props} />
          </details>
        )}
      </Section>
      <Section title="Colours">
        <ColoursChoice quantity={scale.quantity} value={wanted.colours} onChange={(colours, name) => onChange({ colours }, { label: `Colours: ${name}` })} />
      </Section>
      {signed && (
        <Section title="Sign without colour">
          <Tick label="line of zero" on={wanted.zeroContour} onChange={(zeroContour) => onChange({ zeroContour }, { label: zeroContour ? 'Line of zero drawn' : 'Line of zero removed' })} />
          <Tick label="hatch what is below zero" on={wanted.hatchNegative} onChange={(hatchNegative) => onChange({ hatchNegative }, { label: hatchNegative ? 'Negative values hatched' : 'Hatch removed' })} />
        </Section>
      )}
      {signed && (
        <Section title="Threshold">
          <ThresholdFields {...{ scale, display, onChange }} />
        </Section>
      )}
      <Section title="Unseen sky">
        <div className="segmented" role="group" aria-label="Unseen sky">
          {(['hatched', 'grey', 'white'] as const).map((kind) => (
            <button key={kind} type="button" aria-pressed={unseen === kind} onClick={() => onUnseen(kind)}>
              {kind}
            </button>
          ))}
        </div>
        {unseen === 'white' && <p className="soft small">White is nearly the colour of zero: a line marks where the seen sky ends.</p>}
      </Section>
      <Section title="Seen by others">
        <VisionChoice />
      </Section>
    </div>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="scale-section" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Tick({ label, on, onChange }: { readonly label: string; readonly on: boolean; onChange(on: boolean): void }) {
  return (
    <label className="tick">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  )
}

/** Powers of ten around that of the scale: what a reader may want to write it in. */
function powersNear({ unit, span }: ColourScale): readonly number[] {
  const own = Math.floor(Math.log10(Math.max(Math.abs(span.low), Math.abs(span.high))) + 1e-9)
  return [...new Set([own + 1, own, own - 1, unit.exponent, 0])].filter((power) => Math.abs(power) <= 15).sort((a, b) => b - a)
}

function RangeFields({ scale, wanted, onChange }: ScalePanelProps) {
  const { locked, span, quantity } = scale
  const units = Object.fromEntries([['auto', 'by the range'], ...powersNear(scale).map((power) => [`p${power}`, power === 0 ? 'plain numbers' : `×10${superscript(power)}`])]) as Record<string, string>
  return (
    <>
      <Switch on={locked} onChange={(on) => onChange(on ? { low: undefined, ...(span.high > 0 ? {} : { limit: 'auto' }) } : { low: span.low, limit: span.high }, { label: on ? 'Scale locked to zero' : 'Scale unlocked' })}>
        {quantity === 'counts' ? 'from zero' : 'locked to zero'}
      </Switch>
      <div className="line">
        <ScaleFields {...{ scale, wanted, onChange }} />
        <button type="button" className="chip" aria-pressed={wanted.limit === 'auto'} onClick={() => onChange({ limit: wanted.limit === 'auto' ? span.high : 'auto' }, { label: wanted.limit === 'auto' ? 'Colour scale held' : 'Colour scale automatic' })}>
          auto
        </button>
      </div>
      <Choice
        label="unit"
        options={units}
        value={wanted.power === undefined ? 'auto' : `p${wanted.power}`}
        onChange={(chosen) => onChange({ power: chosen === 'auto' ? undefined : Number(chosen.slice(1)) }, { label: 'Unit of the scale changed' })}
      />
      {!locked && quantity !== 'counts' && <p className="soft small">The palest colour now stands for {valueText(quantity, (span.low + span.high) / 2)}, not for zero.</p>}
    </>
  )
}

function Presets({ scale: { quantity, limit, locked }, wanted, onChange }: ScalePanelProps) {
  return (
    <ul className="presets">
      {presetsFor(quantity).map(({ limit: preset, shows, source, colours }) => {
        const value = `± ${sizeText(quantity, preset)}`
        const on = locked && wanted.limit !== 'auto' && Math.abs(limit / preset - 1) < 1e-9 && (colours === undefined ? wanted.colours !== 'jet' : wanted.colours === colours)
        return (
          <li key={`${shows} ${source}`}>
            <button type="button" aria-pressed={on} onClick={() => onChange({ limit: preset, low: undefined, power: undefined, ...(colours === undefined ? {} : { colours }) }, { label: `Scale ${value}, as ${source}` })}>
              <span className="number">{value}</span>
              <span>
                {shows}
                {colours !== undefined && ', with its colours (jet)'}
              </span>
              <span className="soft">{source}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
