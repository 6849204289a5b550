/** The page's WebGL2 context: one canvas that is in no document, from which panes copy. */

/** What a person may ask for in the address: `?renderer=canvas`, `?renderer=webgl`. */
export type RendererName = 'canvas' | 'webgl'

const ATTRIBUTES: WebGLContextAttributes = { alpha: true, antialias: false, depth: false, stencil: false, premultipliedAlpha: true, preserveDrawingBuffer: false }

/** Rasterisers that run on the processor: our own is quicker, because it keeps what does not change. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i

/**
 * A context, or undefined where there is none worth having.
 *
 * @param evenSoftware  takes a context that the processor draws, which is slower than the canvas: for those who ask, and for tests
 */
export function openContext(evenSoftware: boolean): WebGL2RenderingContext | undefined {
  const canvas = document.createElement('canvas')
  const gl = canvas.getContext('webgl2', { ...ATTRIBUTES, failIfMajorPerformanceCaveat: !evenSoftware })
  if (gl === null) return undefined
  if (evenSoftware || !SOFTWARE.test(rendererOf(gl))) return gl
  // Given back at once: a browser grants a page only some contexts.
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return undefined
}

/** Who draws, in the browser's words: for the choice above and for figures, never shown to be precise. */
export function rendererOf(gl: WebGL2RenderingContext): string {
  const named = gl.getExtension('WEBGL_debug_renderer_info')
  return String(gl.getParameter(named === null ? gl.RENDERER : named.UNMASKED_RENDERER_WEBGL))
}
