/** Who draws the maps of the page: the graphics card where there is one, else the processor on a canvas. One choice for all panes. */
import { useSyncExternalStore } from 'react'
import type { RendererName } from '../../drawing/webgl/context.ts'
import type { WebglSky } from '../../drawing/webgl/webglSky.ts'

export interface Renderer {
  readonly name: RendererName
  /** The graphics card, when it is the one who draws. */
  readonly sky?: WebglSky
  /** What a person should know of it. */
  readonly note?: string
}

const CANVAS: Renderer = { name: 'canvas' }
const NONE = 'This browser offers no WebGL 2: the map is drawn on a canvas.'
const LOST = 'The browser has taken the graphics card away: the map is drawn without it until it comes back.'
const REFUSED = 'The graphics card could not draw the map: it is drawn without it.'

let renderer = CANVAS
let begun = false
/** Whether the card has failed on a picture: it is not asked again in this visit. */
let failed = false
const listeners = new Set<() => void>()

/** The renderer, which begins as the canvas; the other one is only fetched when the page has come to rest. */
export const useRenderer = (): Renderer => useSyncExternalStore(listen, () => renderer)

function listen(changed: () => void): () => void {
  listeners.add(changed)
  if (!begun) {
    begun = true
    const wanted = new URLSearchParams(location.search).get('renderer')
    // Some browsers know no idle time.
    if (wanted !== 'canvas') (globalThis.requestIdleCallback ?? setTimeout)(() => void tryCard(wanted === 'webgl'))
  }
  return () => listeners.delete(changed)
}

function become(next: Renderer): void {
  renderer = next
  for (const changed of listeners) changed()
}

/** Tries the graphics card; `asked` takes it even where the processor plays its part. A page does so once: it has one context. */
export async function tryCard(asked: boolean): Promise<void> {
  try {
    const { openSky } = await import('../../drawing/webgl/openSky.ts')
    const sky = openSky(asked, { lost: () => failed || become({ ...CANVAS, note: LOST }), restored: (again) => failed || become({ name: 'webgl', sky: again }) })
    if (sky !== undefined) become({ name: 'webgl', sky })
    else if (asked) become({ ...CANVAS, note: NONE })
  } catch {
    // The part could not be fetched, or the card is broken: the canvas goes on.
    if (asked) become({ ...CANVAS, note: REFUSED })
  }
}

/** The canvas takes over for good. */
export function giveUpCard(): void {
  failed = true
  become({ ...CANVAS, note: REFUSED })
}
