import { describe, expect, test } from 'vitest'
import { emptyAlm } from '../../science/harmonics/alm.ts'
import { analysis, synthesis } from '../../science/harmonics/transform.ts'
import { Problem } from '../../science/problem.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'
import { analysed, synthesised } from './transforms.ts'

const rings = ringsOf({ kind: 'healpix', nside: 256 })
const map = Float64Array.from({ length: rings.pixels }, (_, p) => Math.sin(p / 1000) + (p % 97) / 97)
const everywhere = new Uint8Array(rings.pixels).fill(1)

/** Breathes as often as it is let; then nobody waits any more. */
function listening(breaths = Infinity): { job: Job; progress: number[]; left: () => number } {
  const progress: number[] = []
  let left = breaths
  const breathe = async () => {
    if (left-- <= 0) throw new Problem('cancelled', 'enough')
  }
  return { progress, left: () => left, job: { breathe, report: (done) => void progress.push(done), file: () => Promise.reject(new Error('no files here')) } }
}

describe('transforms in pieces', () => {
  test('are the transforms in one piece, bit by bit, and say how far they are', async () => {
    const { job, progress } = listening()
    const alm = await analysed(rings, map, 300, job, everywhere)
    expect(alm).toEqual(analysis(rings, map, 300))
    expect(await synthesised(rings, alm, job)).toEqual(synthesis(rings, alm))
    const [there, back] = [progress.slice(0, progress.indexOf(1) + 1), progress.slice(progress.indexOf(1) + 1)]
    for (const steps of [there, back]) {
      expect(steps.length).toBeGreaterThan(10)
      expect(steps).toEqual([...steps].sort((a, b) => a - b))
      expect(steps.at(-1)).toBe(1)
    }
  })

  test('stop where they are cancelled, and leave the next ones right', async () => {
    for (const breaths of [0, 3, 14]) {
      const { job, left } = listening(breaths)
      await expect(analysed(rings, map, 300, job, everywhere)).rejects.toMatchObject({ code: 'cancelled' })
      await expect(synthesised(rings, emptyAlm(300), listening(breaths).job)).rejects.toMatchObject({ code: 'cancelled' })
      expect(left()).toBe(-1)
    }
    expect(await analysed(rings, map, 300, listening().job, everywhere)).toEqual(analysis(rings, map, 300))
  })
})
