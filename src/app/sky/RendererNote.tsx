import { useRenderer } from './renderer.ts'

const DRAWN = {
  canvas: ['drawn on a canvas', 'The maps are drawn by the processor, on a canvas.'],
  webgl: ['drawn by WebGL', 'The maps are drawn by the graphics card.'],
} as const

/** Who draws the maps; a sentence when something happened to the one who did. */
export function RendererNote() {
  const { name, note } = useRenderer()
  const [word, title] = DRAWN[name]
  return (
    <>
      <span className="timings" title={title}>
        {word}
      </span>
      {/* Always there, so that what appears in it is heard. */}
      <span role="status">{note}</span>
    </>
  )
}
