import type { Camera } from './camera.ts'

/** The rim of the sky, as SVG path data. */
export function outlinePath(camera: Camera): string {
  const { projection, x, y, a, b } = camera
  if (projection.outline === 'rectangle') return `M${x - a} ${y - b}H${x + a}V${y + b}H${x - a}Z`
  return `M${x - a} ${y}A${a} ${b} 0 1 1 ${x + a} ${y}A${a} ${b} 0 1 1 ${x - a} ${y}Z`
}
