/** For checking only: which sky pixel the graphics card finds under each screen pixel. */
import type { Geometry } from '../../../science/sphere/rings.ts'
import type { Camera } from '../../camera.ts'
import { rasterSize } from '../../raster.ts'
import type { WebglSky } from '../webglSky.ts'
import type { Program } from '../programs.ts'

/** [height × width] sky pixel, −1 outside the outline: drawn into whole numbers and read back. */
export async function renderedIndex(sky: WebglSky, camera: Camera, geometry: Geometry, density = 1): Promise<Int32Array> {
  const { gl } = sky
  const { width, height } = rasterSize(camera, density)
  const program = await ready(() => sky.programs.of(camera.view.projection, geometry.kind, 'index'))
  const texture = gl.createTexture()
  gl.bindTexture(gl.TEXTURE_2D, texture)
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32I, width, height)
  const framebuffer = gl.createFramebuffer()
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
  gl.useProgram(program.program)
  sky.aim(program, camera, density, geometry)
  sky.fill(width, height)
  // Of whole numbers only four channels together can be read everywhere.
  const read = new Int32Array(4 * width * height)
  gl.readPixels(0, 0, width, height, gl.RGBA_INTEGER, gl.INT, read)
  gl.deleteFramebuffer(framebuffer)
  gl.deleteTexture(texture)
  gl.bindFramebuffer(gl.FRAMEBUFFER, null)
  // WebGL counts rows from below.
  return Int32Array.from({ length: width * height }, (_, i) => read[4 * ((height - 1 - Math.floor(i / width)) * width + (i % width))]!)
}

async function ready(program: () => Program | undefined): Promise<Program> {
  for (;;) {
    const made = program()
    if (made !== undefined) return made
    await new Promise(requestAnimationFrame)
  }
}
