/** What of the sky can be seen on the canvas. */
import type { Vector3 } from '../science/math/matrix3.ts'
import { outward, project, type Camera } from './camera.ts'

/** How far from the middle of the picture (radians) the sky is seen. */
export function reachOf(camera: Camera): number {
  const { projection, sense, scale, x, y, width, height } = camera
  const whole = projection.reach === 'sky' ? Math.PI : Math.PI / 2
  let farthest = 0
  for (let i = 0; i < 32; i++) {
    const t = (i % 8) / 8
    const [px, py] = [[t * width, 0], [width, t * height], [width - t * width, height], [0, height - t * height]][i >> 3] as [number, number]
    if (outward(camera, px, py) > 1) return whole
    const [lambda, phi] = projection.raw.invert((sense * (px - x)) / scale, (y - py) / scale)
    farthest = Math.max(farthest, Math.acos(Math.max(-1, Math.min(1, Math.cos(phi) * Math.cos(lambda)))))
  }
  return Math.min(whole, farthest * 1.02)
}

/** Where a vector of the picture falls on the canvas; what is beyond its edges or behind the globe falls nowhere. */
export function onScreen(camera: Camera, [x, y, z]: Vector3): [number, number] | undefined {
  // A hair behind the rim still lies on it.
  if (camera.projection.reach === 'hemisphere' && x < -1e-9) return undefined
  const [px, py] = project(camera, Math.atan2(y, x), Math.atan2(z, Math.hypot(x, y)))
  return px >= 0 && py >= 0 && px <= camera.width && py <= camera.height ? [px, py] : undefined
}
