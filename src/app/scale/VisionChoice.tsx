import type { Vision } from '../../drawing/vision.ts'
import { setVision, useVision } from './vision.ts'
import { VISION_NAMES } from './VisionPreview.tsx'

/** The map as other eyes see it, and as a bright lecture room shows it. */
export function VisionChoice() {
  const vision = useVision()
  return (
    <>
      <div className="chips" role="group" aria-label="Preview of other eyes">
        {Object.entries(VISION_NAMES).map(([name, text]) => (
          <button key={name} type="button" className="chip" aria-pressed={vision === name} onClick={() => setVision(vision === name ? undefined : (name as Vision))}>
            {text}
          </button>
        ))}
      </div>
      <p className="soft small">A preview, never part of the study. Colour vision after Machado, Oliveira and Fernandes (2009).</p>
    </>
  )
}
