/** Synthetic skies, and what a mock observatory counts of one. */
import { addSpots, randomAlm } from '../../science/harmonics/syntheticSky.ts'
import { expectedCounts } from '../../science/observatory/mockCounts.ts'
import { streamOf } from '../../science/math/streams.ts'
import { poisson } from '../../science/math/poisson.ts'
import { Problem } from '../../science/problem.ts'
import { geometryOf } from '../../science/reconstruction/marginals.ts'
import { geometryName, ringsOf, sameGeometry } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { of, step } from '../graph.ts'
import type { Intensity, Recorded } from '../results.ts'
import { overRings } from './blocks.ts'
import { observationOf, sourceOf } from './parts.ts'
import { synthesised } from './transforms.ts'

const BLOCK = 4096

export const harmonicIntensity = step('harmonicIntensity')({
  edition: 2,
  plan: (ref, study) => ({ settings: sourceOf(study, ref.part, 'harmonics'), needs: {} }),
  run: async (_, { nside, grid, dipole, power, spots }, job): Promise<Intensity> => {
    const rings = ringsOf(grid === undefined ? { kind: 'healpix', nside: nside! } : geometryOf(grid))
    const alm = randomAlm(power, dipole, { seed: power.seed, stream: streamOf('sky') })
    const value = await synthesised(rings, alm, job)
    const inRadians = spots.map(({ raDeg, decDeg, widthDeg, height }) => ({ alpha: radians(raDeg), delta: radians(decDeg), width: radians(widthDeg), height }))
    await overRings(rings, job, BLOCK, (from, to) => addSpots(rings, inRadians, value, from, to))
    return { geometry: rings.geometry, value, ringMeanRemoved: false }
  },
})

/** Counts of one detector: Poisson draws about the exposure of its site times the intensity of the true sky (R8, integrated over the sidereal day). */
export const mocked = step('mocked')({
  edition: 1,
  plan: (ref, study) => {
    const { site, nside, counts } = observationOf(study, ref.part)
    if (counts.from !== 'mock' || nside === undefined) throw new Problem('invalid-study', `The observation “${ref.part}” is no mock that is kept in HEALPix pixels.`, { facts: { part: ref.part } })
    const { sky, ...mock } = counts
    // The name of the part enters: two detectors of one seed must not share a random number.
    return { settings: { site, nside, mock, stream: ref.part }, needs: { truth: of('intensity', sky) } }
  },
  run: async ({ truth }, { site, nside, mock, stream }, job): Promise<Recorded> => {
    const rings = ringsOf({ kind: 'healpix', nside })
    if (!sameGeometry(truth.geometry, rings.geometry)) {
      throw new Problem('invalid-argument', `The true sky (${geometryName(truth.geometry)}) and the detector (${geometryName(rings.geometry)}) do not share one pixelisation.`, {
        remedy: 'Give both the same nside.',
      })
    }
    const { seed, events, acceptance } = mock
    const view = { latitude: radians(site.latitudeDeg), zenithMax: radians(site.zenithMaxDeg), ...acceptance }
    const expected = expectedCounts(rings, view, truth.value, events)
    const counts = new Float64Array(rings.pixels).fill(NaN)
    const draws = { seed, stream: streamOf(stream) }
    await overRings(rings, job, BLOCK, (from, to) => {
      for (let i = rings.first[from]; i < rings.first[to]; i++) if (expected[i] > 0) counts[i] = poisson(draws, i, expected[i])
    })
    return { geometry: rings.geometry, counts }
  },
})
