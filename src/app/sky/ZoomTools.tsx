/** Nearer to the sky, and back. */
import { cameraOf } from '../../drawing/camera.ts'
import { zoomed } from '../../drawing/moves.ts'
import { useSession } from '../../session/store.ts'
import { BOUNDS } from '../../study/bounds.ts'

const STEP = 1.5

export function ZoomTools() {
  return (
    <span className="zoom-buttons">
      <ZoomButton factor={1 / STEP} label="Go back" text="−" />
      <ZoomButton factor={STEP} label="Come nearer" text="+" />
    </span>
  )
}

function ZoomButton({ factor, label, text }: { readonly factor: number; readonly label: string; readonly text: string }) {
  const view = useSession(({ study }) => study.view.camera)
  const look = useSession((session) => session.look)
  const [low, high] = BOUNDS.zoom
  // About the middle of the picture, whose size does not matter then.
  const zoom = () => look(zoomed(cameraOf(view, 360, 180), factor))
  return (
    <button type="button" className="button plain icon" aria-label={label} title={label} disabled={factor < 1 ? view.zoom <= low : view.zoom >= high} onClick={zoom}>
      {text}
    </button>
  )
}
