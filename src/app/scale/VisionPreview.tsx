import { useEffect } from 'react'
import { filterValues, visions, type Vision } from '../../drawing/vision.ts'
import { setVision } from './vision.ts'
import './vision.css'

export const VISION_NAMES: Readonly<Record<Vision, string>> = {
  protanopia: 'protanopia',
  deuteranopia: 'deuteranopia',
  tritanopia: 'tritanopia',
  achromatopsia: 'no colours',
  projector: 'bright room',
}

/** Shows map and bar as other eyes see them, and says so as long as it lasts. */
export function VisionPreview({ vision }: { readonly vision: Vision }) {
  useEffect(() => {
    document.documentElement.dataset['vision'] = vision
    return () => void delete document.documentElement.dataset['vision']
  }, [vision])
  return (
    <>
      <svg className="vision-filter" width="0" height="0" aria-hidden="true">
        <filter id="vision" colorInterpolationFilters="linearRGB">
          <feColorMatrix type="matrix" values={filterValues(visions[vision])} />
        </filter>
      </svg>
      <span className="tag vision-tag" role="status">
        preview: {VISION_NAMES[vision]}
        <button type="button" className="text-button" aria-label="Leave the preview" onClick={() => setVision(undefined)}>
          exit
        </button>
      </span>
    </>
  )
}
