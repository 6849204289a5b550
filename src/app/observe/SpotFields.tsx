import type { HarmonicsSource } from '../../study/document.ts'
import { NumberField } from '../widgets/NumberField.tsx'

type Spots = HarmonicsSource['spots']

export interface SpotFieldsProps {
  readonly spots: Spots
  onChange(spots: Spots): void
}

const MOST = 20
/** Where the larger of the two known excesses below 10° stands, which is where one looks first. */
const FIRST: Spots[number] = { raDeg: 69, decDeg: 14, widthDeg: 7, height: 6e-4 }

/** Gaussian spots, warm or cold: where, how wide (standard deviation), and how high. */
export function SpotFields({ spots, onChange }: SpotFieldsProps) {
  const change = (i: number, patch: Partial<Spots[number]>) => onChange(spots.map((spot, k) => (k === i ? { ...spot, ...patch } : spot)))
  return (
    <div className="card-group">
      {spots.map(({ raDeg, decDeg, widthDeg, height }, i) => (
        <fieldset key={i} className="card-fields spot-fields">
          <legend className="small soft">
            spot {i + 1}{' '}
            <button type="button" className="text-button small" aria-label={`take spot ${i + 1} away`} onClick={() => onChange(spots.filter((_, k) => k !== i))}>
              take away
            </button>
          </legend>
          <NumberField label="α" value={raDeg} min={0} max={360} step={0.5} unit="°" onChange={(deg) => change(i, { raDeg: deg })} />
          <NumberField label="δ" value={decDeg} min={-90} max={90} step={0.5} unit="°" onChange={(deg) => change(i, { decDeg: deg })} />
          <NumberField label="width" value={widthDeg} min={0.5} max={90} step={0.5} unit="°" onChange={(deg) => change(i, { widthDeg: deg })} />
          <NumberField label="height" value={Number((1000 * height).toFixed(4))} min={-1000} max={1000} step={0.05} unit="×10⁻³" onChange={(thousandths) => change(i, { height: thousandths / 1000 })} />
        </fieldset>
      ))}
      {spots.length < MOST && (
        <button type="button" className="chip" onClick={() => onChange([...spots, FIRST])}>
          one more spot
        </button>
      )}
    </div>
  )
}
