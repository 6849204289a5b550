/** A small graph with the real names and tiny numbers: what the engine does is seen without any science. */
import type { DifferenceSource, HarmonicsSource, MapSource, Recipe, Sky, Study } from '../../study/document.ts'
import { of, step, type Graph, type Job, type Ref } from '../../study/graph.ts'
import type { Display, Intensity, Results, Smoothed, Spectrum, Table } from '../../study/results.ts'
import { Problem } from '../../science/problem.ts'
import { defaultScale, seededStudy, viewOf } from '../../study/seeded.ts'

const geometry = { kind: 'healpix', nside: 1 } as const
const PIXELS = 12

const skyOf = (study: Study, ref: Ref): Sky => study.parts[ref.part] as Sky
const recipeOf = (study: Study, ref: Ref): Recipe => study.recipes[skyOf(study, ref).recipe]!
const constant = (value: number): Float64Array => new Float64Array(PIXELS).fill(value)
const intensityOf = (value: number): Intensity => ({ geometry, value: constant(value), ringMeanRemoved: false })

/** Something to stop an arrow in its tracks, so that a test can look at it half done. */
export type Pause = (result: keyof Results, job: Job) => Promise<void> | undefined

const sources = { map: 'mapIntensity', harmonics: 'harmonicIntensity', difference: 'differenceIntensity', observations: 'reconstruction' } as const

export function toyGraph(pause: Pause = () => undefined): Graph {
  return {
    table: step('table')({
      edition: 1,
      plan: (ref, study) => ({ settings: study.parts[ref.part], needs: {} }),
      run: async (_, data, job): Promise<Table> => {
        await pause('table', job)
        const bytes = data?.kind === 'data' ? await ((await job.file(data.origin)) as Blob).arrayBuffer() : new ArrayBuffer(0)
        return { geometry, columns: [constant(new Uint8Array(bytes)[0] ?? 0)] }
      },
    }),
    mapIntensity: step('mapIntensity')({
      edition: 1,
      plan: (ref, study) => ({ settings: null, needs: { table: of('table', (skyOf(study, ref).source as MapSource).intensity!.data) } }),
      run: ({ table }) => intensityOf(table.columns[0]![0]!),
    }),
    harmonicIntensity: step('harmonicIntensity')({
      edition: 1,
      plan: (ref, study) => ({ settings: skyOf(study, ref).source as HarmonicsSource, needs: {} }),
      run: async (_, source, job) => {
        await pause('harmonicIntensity', job)
        return intensityOf(source.power.seed + source.dipole[0])
      },
    }),
    differenceIntensity: step('differenceIntensity')({
      edition: 1,
      plan: (ref, study) => {
        const [a, b] = (skyOf(study, ref).source as DifferenceSource).of
        return { settings: null, needs: { of: [of('intensity', a), of('intensity', b)] } }
      },
      run: ({ of: [a, b] }) => intensityOf(a!.value[0]! - b!.value[0]!),
    }),
    intensity: step('intensity')({
      edition: 1,
      plan: (ref, study) => ({ settings: null, needs: { made: of(sources[skyOf(study, ref).source.from], ref.part) } }),
      run: ({ made }) => made as Intensity,
    }),
    residual: step('residual')({
      edition: 1,
      plan: (ref, study) => ({ settings: recipeOf(study, ref).subtract, needs: { intensity: of('intensity', ref.part) } }),
      run: async ({ intensity }, { on, degrees }, job) => {
        await pause('residual', job)
        return on ? intensityOf(intensity.value[0]! - degrees.length) : intensity
      },
    }),
    smoothed: step('smoothed')({
      edition: 1,
      plan: (ref, study) => ({ settings: recipeOf(study, ref).smooth, needs: { residual: of('residual', ref.part) } }),
      run: async ({ residual }, { radiusDeg }, job): Promise<Smoothed> => {
        await pause('smoothed', job)
        return { geometry, value: constant(residual.value[0]! / radiusDeg), sigma: constant(0.5) }
      },
    }),
    significance: step('significance')({
      edition: 1,
      plan: (ref) => ({ settings: null, needs: { smoothed: of('smoothed', ref.part) } }),
      run: () => {
        throw new Problem('no-coverage', 'A toy sky has no counts.')
      },
    }),
    spectrum: step('spectrum')({
      edition: 1,
      plan: (ref, study) => ({ settings: recipeOf(study, ref).spectrum, needs: { residual: of('residual', ref.part) } }),
      run: ({ residual }, { lmax, zonal }): Spectrum => ({ l: Float64Array.of(lmax), cl: Float64Array.of(residual.value[0]! ** 2 * lmax), zonal }),
    }),
    display: step('display')({
      edition: 1,
      plan: (ref) => ({ settings: ref.at ?? null, needs: { shown: of('smoothed', ref.part) } }),
      run: ({ shown }) => ({ geometry, values: Float32Array.from(shown.value ?? []) }) as unknown as Display,
    }),
  } as unknown as Graph // the arrows nobody here asks for are left out
}

const power = { amplitude: 0, slope: -2, lmax: 2, seed: 1 }
const recipe: Recipe = { ...Object.values(seededStudy.recipes)[0]!, subtract: { on: true, degrees: [1], zonal: false }, smooth: { on: true, radiusDeg: 10 } }

/** Two synthetic skies, their difference, and a file. */
export const toyStudy: Study = {
  ...seededStudy,
  parts: {
    a: { kind: 'sky', recipe: 'main', source: { from: 'harmonics', nside: 1, dipole: [0.5, 0, 0], power, spots: [] } },
    b: { kind: 'sky', recipe: 'main', source: { from: 'harmonics', nside: 1, dipole: [0, 0, 0], power: { ...power, seed: 7 }, spots: [] } },
    difference: { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['a', 'b'] } },
    file: { kind: 'data', origin: { name: 'map.fits', bytes: 1, sha256: 'f'.repeat(64) }, reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false } },
    map: { kind: 'sky', recipe: 'main', source: mapSource() },
  },
  recipes: { main: recipe },
  view: viewOf([{ kind: 'map', part: 'a', quantity: 'relativeIntensity', scale: defaultScale }]),
}

function mapSource(): MapSource {
  return { from: 'map', intensity: { data: 'file', column: 0 }, reference: 'background', backgroundMade: 'sameData', alpha: 1 } as MapSource
}

/** The toy study with another smoothing radius. */
export const smoothedBy = (radiusDeg: number, study: Study = toyStudy): Study => ({
  ...study,
  recipes: { main: { ...study.recipes['main']!, smooth: { on: true, radiusDeg } } },
})

/** A promise and its handle. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}
