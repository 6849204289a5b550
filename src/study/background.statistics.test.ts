/**
 * How wide isotropic skies scatter when their background is counted too, and when it is the mean of the map. Seeds are fixed. Bounds
 * are 4 standard errors, from the scatter of the skies, and 0.01 for terms of the order of 1/counts (0.001 to 0.003 here): a false
 * alarm has a probability below 6.3e-5 per bound. Taken for a background that is known exactly, the same skies must break each bound.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../engine/derive.ts'
import { ready } from '../engine/digest.ts'
import { ThreadJob } from '../engine/job.ts'
import { Vault } from '../engine/vault.ts'
import { poisson } from '../science/math/poisson.ts'
import { pixelCount, type Geometry } from '../science/sphere/rings.ts'
import { graph } from './arrows.ts'
import type { Data, MapSource, Study } from './document.ts'
import { of, step, type Graph, type Name, type Ref } from './graph.ts'
import type { Results, Smoothed } from './results.ts'
import { defaultRecipe, viewOf } from './seeded.ts'
import { smoothedSigma, smoothedValue } from './smoothed.ts'

const geometry: Geometry = { kind: 'healpix', nside: 8 }
const PIXELS = pixelCount(geometry)
const MEAN = 1000
const SLACK = 0.01

beforeAll(ready)

const file: Data = {
  kind: 'data', origin: { name: 'counts.fits', bytes: 1, sha256: '0'.repeat(64) },
  reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false },
}
const column = (index: number) => ({ data: 'file', column: index })
const map = (reference: MapSource['reference'], backgroundMade: MapSource['backgroundMade'], counts = 0): MapSource =>
  ({ from: 'map', counts: column(counts), background: column(counts + 1), intensityIs: 'deviation', reference, backgroundMade, alpha: 1 })

function studyOf(reference: MapSource['reference'], backgroundMade: MapSource['backgroundMade'], radiusDeg: number): Study {
  const sky = (source: MapSource) => ({ kind: 'sky', recipe: 'main', source }) as const
  return {
    version: 1, title: 'isotropic counts', view: viewOf([]),
    parts: {
      file, sky: sky(map(reference, backgroundMade)), other: sky(map(reference, backgroundMade, 2)),
      difference: { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['sky', 'other'] } },
    },
    recipes: { main: { ...defaultRecipe, smooth: { on: true, radiusDeg }, spectrum: { lmax: 16, zonal: true }, profile: { declinationDeg: [-90, 90], bins: 12, harmonics: 1 } } },
  }
}

/** The arrows over four columns of independent isotropic counts, instead of a file. */
function skyMaker(seed: number, study: Study): <K extends Name>(ref: Ref<K>) => Promise<Results[K]> {
  const columns = [1, 2, 3, 4].map((stream) => Float64Array.from({ length: PIXELS }, (_, p) => poisson({ seed, stream }, p, MEAN)))
  const drawn: Graph = { ...graph, table: step('table')({ edition: 1, plan: () => ({ settings: null, needs: {} }), run: () => ({ geometry, columns }) }) }
  const vault = new Vault()
  return (ref) => derive(drawn, ref, study, vault, new ThreadJob())
}

const meanOf = (sample: ArrayLike<number>) => Array.from(sample).reduce((sum, x) => sum + x, 0) / sample.length
function meanAndError(sample: readonly number[]): [number, number] {
  const mean = meanOf(sample)
  return [mean, Math.sqrt(sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sample.length - 1) / sample.length)]
}
const squares = (values: Float64Array, sigma: Float64Array) => meanOf(values.map((x, i) => (x / sigma[i]) ** 2))

/** Measured variance over stated variance, wherever the page states one. */
async function ratios(seed: number, made: MapSource['backgroundMade']): Promise<Record<string, number>> {
  const make = skyMaker(seed, studyOf('background', made, 15))
  const { coefficients, covariance } = await make(of('fit', 'sky', 'withDipole'))
  const [[x, y], [xx, xy, , yy]] = [[...coefficients], [...covariance!]]
  const smoothed = await make(of('smoothed', 'sky'))
  const mapped = (at: (map: Smoothed, pixel: number) => number) => smoothed.counts!.map((_, p) => at(smoothed, p))
  const profile = await make(of('profile', 'sky'))
  const difference = await make(of('intensity', 'difference'))
  const { level } = await make(of('noise', 'sky'))
  const { cl } = await make(of('spectrum', 'sky', 'before'))
  const modes = cl.map((_, l) => 2 * l + 1)
  return {
    dipole: (x * x * yy - 2 * x * y * xy + y * y * xx) / (xx * yy - xy * xy) / 2,
    spectrum: meanOf(cl.map((c, l) => c * modes[l])) / meanOf(level.map((c, l) => c * modes[l])),
    smoothed: squares(mapped(smoothedValue), mapped(smoothedSigma)),
    bins: squares(profile.value, profile.error),
    waves: profile.chi2! / profile.degreesOfFreedom,
    difference: squares(difference.value, difference.error!),
  }
}

describe('a background counted with the same exposure, α = 1', () => {
  const SKIES = 300
  const right: Record<string, number>[] = []
  const mutant: Record<string, number>[] = []
  beforeAll(async () => {
    await ready()
    for (let seed = 1; seed <= SKIES; seed++) {
      right.push(await ratios(seed, 'independent'))
      mutant.push(await ratios(seed, 'sameData'))
    }
  }, 300_000)

  test.each([
    ['the χ² of the fitted dipole', 'dipole'], ['the spectrum', 'spectrum'], ['smoothed discs', 'smoothed'],
    ['the bins of the profile', 'bins'], ['the χ² of its waves', 'waves'], ['the difference of two such skies', 'difference'],
  ])('%s shows the noise that is stated, twice that of a known background', (_, which) => {
    const [mean, error] = meanAndError(right.map((ratio) => ratio[which]!))
    const [wrong, wrongError] = meanAndError(mutant.map((ratio) => ratio[which]!))
    console.info(`${which}: ${mean.toFixed(4)} ± ${error.toFixed(4)}; without the factor ${wrong.toFixed(4)}`)
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error + SLACK)
    expect(wrong - 1).toBeGreaterThan(4 * wrongError + SLACK)
  })
})

test('against the mean of the map, S has unit width at the poles, where rings are no reference at all', async () => {
  const SKIES = 1500
  const [square, uncorrected]: [number[], number[]] = [[], []]
  for (let seed = 1; seed <= SKIES; seed++) {
    const make = skyMaker(seed, studyOf('mapMean', 'sameData', 60))
    const { value, formula, doubtful } = await make(of('significance', 'sky'))
    const { overlap } = await make(of('smoothed', 'sky'))
    expect(formula).toContain('mean of the same map')
    expect(doubtful).toBe(0)
    const poles = [0, 1, 2, 3, PIXELS - 4, PIXELS - 3, PIXELS - 2, PIXELS - 1]
    square.push(meanOf(poles.map((p) => value[p]! ** 2)))
    uncorrected.push(meanOf(poles.map((p) => value[p]! ** 2 * (1 - overlap![p]!))))
  }
  const [mean, error] = meanAndError(square)
  const [wrong, wrongError] = meanAndError(uncorrected)
  console.info(`S² at the poles: ${mean.toFixed(4)} ± ${error.toFixed(4)}; without 1 − x̄ ${wrong.toFixed(4)}`)
  expect(Math.abs(mean - 1)).toBeLessThan(4 * error + SLACK)
  expect(1 - wrong).toBeGreaterThan(4 * wrongError + SLACK)
})
