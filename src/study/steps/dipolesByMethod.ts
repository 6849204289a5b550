/** The equatorial dipole of the same counts by every method; fetched when somebody observes. */
import { statedDipole } from '../../science/analysis/statedDipole.ts'
import { isProblem } from '../../science/problem.ts'
import { expectedOf, type DipoleMethod } from '../../science/reconstruction/dipoleEstimate.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'
import type { Intensity, MethodDipole, MethodDipoles } from '../results.ts'
import { dipoleBy, type FoundMap, type Ways } from './dipoleWays.ts'

export interface AskedOfDipoles extends Ways {
  /** The true sky, where there is one. */
  readonly truth: Intensity | undefined
  /** Whether that is more than a dipole. */
  readonly moreThanDipole: boolean
  /** The map that was made of the counts, where a method can have its dipole from it. */
  readonly map: FoundMap | undefined
  /** What the mocks expect of a true sky for which no closed form says what a method finds; empty for any other. */
  readonly withoutChance: readonly Marginals[]
}

/** In the order of the table. */
const METHODS: readonly DipoleMethod[] = ['likelihood', 'dipoleLikelihood', 'directIntegration', 'scrambling', 'projection', 'eastWest', 'forwardBackward']

export async function dipolesByMethod(counts: readonly Marginals[], { truth, moreThanDipole, map, withoutChance, ...ways }: AskedOfDipoles, job: Pick<Job, 'breathe' | 'report'>): Promise<MethodDipoles> {
  const known = truth && dipoleIn(truth)
  const rows: MethodDipole[] = []
  for (const method of METHODS) {
    await job.breathe()
    try {
      const found = await dipoleBy(method, counts, ways, job, map)
      // Expectations are no events that could be scrambled, and direct integration is what scrambling expects.
      const must = withoutChance.length === 0 ? undefined : await dipoleBy(method === 'scrambling' ? 'directIntegration' : method, withoutChance, ways, job)
      const expected = must !== undefined ? ([must.d0h, must.d6h] as const) : known && expectedOf(found, [known[0], known[1]])
      rows.push({ method, found: statedDipole(found), ...(expected === undefined ? {} : { expected }) })
    } catch (reason) {
      if (!isProblem(reason) || reason.code === 'cancelled') throw reason
      rows.push({ method, missing: reason.message })
    }
    job.report(rows.length / METHODS.length)
  }
  return { rows, ...(known === undefined ? {} : { truth: known }), moreThanDipole }
}

/** (δ_0h, δ_6h, δ_N) of a sky known everywhere: 3/4π ∫ δI n dΩ. */
export function dipoleIn({ geometry, value }: Intensity): readonly [number, number, number] | undefined {
  const rings = ringsOf(geometry)
  let [x, y, z] = [0, 0, 0]
  for (let r = 0; r < rings.count; r++) {
    const [first, end] = [rings.first[r], rings.first[r + 1]]
    const weight = (3 * rings.pixelArea[r]) / (4 * Math.PI)
    for (let i = first; i < end; i++) {
      const v = weight * value[i]
      const alpha = rings.alpha0[r] + (2 * Math.PI * (i - first)) / (end - first)
      x += v * rings.cosDelta[r] * Math.cos(alpha)
      y += v * rings.cosDelta[r] * Math.sin(alpha)
      z += v * rings.sinDelta[r]
    }
  }
  return Number.isNaN(x) ? undefined : [x, y, z]
}
