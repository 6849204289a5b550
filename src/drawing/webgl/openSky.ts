/** Opens the context of the page and follows its losses. */
import { openContext } from './context.ts'
import { WebglSky } from './webglSky.ts'

export interface Watch {
  /** Everything on the card is gone; until `restored` nothing can be drawn there. */
  lost(): void
  restored(sky: WebglSky): void
}

/** Undefined where there is no context worth having; `evenSoftware` as for `openContext`. */
export function openSky(evenSoftware: boolean, { lost, restored }: Watch): WebglSky | undefined {
  const gl = openContext(evenSoftware)
  if (gl === undefined) return undefined
  gl.canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault() // or it would never be restored
    lost()
  })
  gl.canvas.addEventListener('webglcontextrestored', () => restored(new WebglSky(gl)))
  return new WebglSky(gl)
}
