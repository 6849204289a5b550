import type { MapSource } from '../../study/document.ts'
import { referenceOf } from '../panels/dataSummary.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'

export interface ReferenceQuestionsProps {
  readonly source: MapSource
  onSource(source: MapSource): void
}

const MEANS = { ringMean: 'mean of each ring', mapMean: 'mean of the map' } as const
const REFERENCES = { background: 'background column', ...MEANS } as const
const INTENSITIES = { deviation: 'δI, about 0', ratio: 'I = 1 + δI, about 1' } as const
const MADE = { sameData: 'from the same data', independent: 'independently' } as const
const USUAL_ALPHA = 1 / 20

/** What counts are compared with; how an intensity is written. */
export function ReferenceQuestions({ source, onSource }: ReferenceQuestionsProps) {
  if (source.counts === undefined) {
    return <Choice label="the intensity is given as" options={INTENSITIES} value={source.intensityIs} onChange={(intensityIs) => onSource({ ...source, intensityIs })} />
  }
  const { reference, backgroundMade, alpha, background } = source
  const setAlpha = (backgrounds: number) => onSource({ ...source, alpha: 1 / backgrounds })
  return (
    <>
      <Choice label="counts are compared with" options={background === undefined ? MEANS : REFERENCES} value={reference}
        onChange={(next) => onSource({ ...source, reference: next })} />
      {reference === 'background' && (
        <div className="line">
          <Choice label="the background was made" options={MADE} value={backgroundMade}
            onChange={(made) => onSource({ ...source, backgroundMade: made, alpha: made === 'independent' && alpha >= 1 ? USUAL_ALPHA : alpha })} />
          {backgroundMade === 'independent' && <NumberField label="α = 1 /" value={Math.round(1e6 / alpha) / 1e6} min={0.01} max={100000} step={0.01} onChange={setAlpha} />}
        </div>
      )}
      <p className="soft small">{referenceOf(source)}</p>
    </>
  )
}
