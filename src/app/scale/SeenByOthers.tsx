import { late } from '../late.tsx'
import { useVision } from './vision.ts'

const VisionPreview = late(() => import('./VisionPreview.tsx').then((part) => part.VisionPreview))

/** The preview of other eyes, while it is on. */
export function SeenByOthers() {
  const vision = useVision()
  return vision === undefined ? null : <VisionPreview vision={vision} />
}
