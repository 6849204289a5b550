import type { MethodName, ObservationsSource } from '../../study/document.ts'
import { METHOD_DEFAULTS } from '../../study/methodDefaults.ts'
import { Card, Convention } from '../panels/Card.tsx'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { Slider } from '../widgets/Slider.tsx'
import { METHOD_WORDS } from './methodWords.ts'
import { PassSteps } from './PassSteps.tsx'
import './cards.css'

type Settings = Omit<ObservationsSource, 'from' | 'observations'>

export interface MethodCardProps {
  readonly number: number
  readonly settings: Settings
  /** The methods that these observations allow. */
  readonly methods: readonly MethodName[]
  /** ln L after every pass, the beginning included; of the likelihood. */
  readonly logLikelihood?: readonly number[] | undefined
  /** Whether passes are added one by one. */
  readonly playing: boolean
  /** What changed; a setting that is `undefined` is taken out of the document. `gesture` is the same for every change of one drag. */
  onChange(patch: { readonly [K in keyof Settings]?: Settings[K] | undefined }, gesture?: string): void
  onPlaying(playing: boolean): void
}

/** Windows of whole hours that a day is cut into evenly. */
const WINDOWS: Readonly<Record<string, string>> = { '1': '24 h', '2': '12 h', '3': '8 h', '4': '6 h', '6': '4 h', '12': '2 h', '24': '1 h' }

/** How the sky is found from the counts. */
export function MethodCard({ number, settings, methods, logLikelihood, playing, onChange, onPlaying }: MethodCardProps) {
  const { method, passes, windows, draws, seed, halfOpeningDeg } = { ...METHOD_DEFAULTS, ...settings }
  const options = Object.fromEntries(methods.map((name) => [name, METHOD_WORDS[name].name])) as { readonly [M in MethodName]?: string }
  const { does, cannotSee } = METHOD_WORDS[method]
  return (
    <Card number={number} title="Reconstruct" note={passes === undefined ? undefined : `pass ${passes}`}>
      <div className="card-choice">
        <Choice label="method" options={options} value={method} onChange={(chosen) => onChange({ method: chosen })} />
      </div>
      <p className="small">{does}</p>
      {method === 'likelihood' && <PassSteps {...{ passes, logLikelihood, playing, onPlaying }} onPasses={(count, gesture) => onChange({ passes: count }, gesture)} />}
      {(method === 'directIntegration' || method === 'scrambling') && (
        <div className="card-choice">
          <Choice label="window" options={windows in WINDOWS ? WINDOWS : { ...WINDOWS, [windows]: `1/${windows} of a day` }} value={String(windows)} onChange={(count) => onChange({ windows: Number(count) })} />
        </div>
      )}
      {method === 'scrambling' && (
        <fieldset className="card-fields">
          <legend className="visually-hidden">Scrambling</legend>
          <NumberField label="draws" value={draws} min={1} max={1000} onChange={(count) => onChange({ draws: count })} />
          <NumberField label="seed" value={seed} min={0} max={2 ** 31 - 1} onChange={(value) => onChange({ seed: value })} />
        </fieldset>
      )}
      {method === 'forwardBackward' && <Slider label="half opening ξ" value={halfOpeningDeg} min={1} max={60} unit="°" onChange={(deg, gesture) => onChange({ halfOpeningDeg: deg }, gesture)} />}
      <Convention title="What it cannot see">{cannotSee}</Convention>
    </Card>
  )
}
