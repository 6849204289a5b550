import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { peek } from '../../engine/peek.ts'
import { Vault } from '../../engine/vault.ts'
import { dipoleOfAlm } from '../../science/harmonics/dipoleVector.ts'
import { randomAlm } from '../../science/harmonics/syntheticSky.ts'
import { analysis, synthesis } from '../../science/harmonics/transform.ts'
import { pixelAt } from '../../science/sphere/pixelAt.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { graph } from '../arrows.ts'
import type { Study } from '../document.ts'
import { setCard, setMultipole } from '../edits.ts'
import { of, type Name, type Ref } from '../graph.ts'
import type { Mask, Results } from '../results.ts'
import { defaultScale, seededStudy, viewOf } from '../seeded.ts'
import { multipole } from './multipole.ts'

beforeAll(ready)

const maskOf = ({ geometry, pixels }: Rings): Mask => ({ geometry, seen: new Uint8Array(pixels).fill(1), seenPixels: pixels, skyFraction: 1, declination: [-1.5, 1.5] })

const { truth } = seededStudy.parts
if (truth?.kind !== 'sky' || truth.source.from !== 'harmonics') throw new Error('another seeded study')
const study: Study = { ...seededStudy, parts: { ...seededStudy.parts, truth: { ...truth, source: { ...truth.source, nside: 16 } } } }
const vault = new Vault()
const make = <K extends Name>(ref: Ref<K>, of = study): Promise<Results[K]> => derive(graph, ref, of, vault, new ThreadJob())

describe('the multipoles of a sky', () => {
  test('add up to a sky that ends at the last of them', async () => {
    const rings = ringsOf({ kind: 'gauss', rings: 9, perRing: 18 })
    const sky = synthesis(rings, randomAlm({ amplitude: 1, slope: -2, lmax: 8 }, [0.1, 0.3, -0.2], { seed: 5, stream: 1 }))
    const alm = analysis(rings, sky, 8)
    const maps = await Promise.all(Array.from({ length: 9 }, (_, l) => multipole.run({ alm, mask: maskOf(rings) }, { l, m: 'all' }, new ThreadJob())))
    sky.forEach((x, i) => expect(Math.abs(maps.reduce((sum, { value }) => sum + value[i], 0) - x)).toBeLessThan(1e-10))
  })

  test('of l = 1 is the dipole of the harmonics, δ·n at every pixel', async () => {
    const [x, y, z] = dipoleOfAlm(await make(of('harmonics', 'truth', 'after')))
    const { geometry, value } = await make(of('multipole', 'truth', 'after-1'))
    const rings = ringsOf(geometry)
    let brightest = 0
    for (let r = 0; r < rings.count; r++) {
      for (let i = rings.first[r]; i < rings.first[r + 1]; i++) {
        const alpha = rings.alpha0[r] + (2 * Math.PI * (i - rings.first[r])) / (rings.first[r + 1] - rings.first[r])
        expect(Math.abs(value[i] - (rings.cosDelta[r] * (x * Math.cos(alpha) + y * Math.sin(alpha)) + rings.sinDelta[r] * z))).toBeLessThan(1e-14)
        brightest = Math.max(brightest, value[i])
      }
    }
    expect(brightest).toBeGreaterThan(5e-4)
  })

  test('are shown where the sky is looked at, and nowhere else', async () => {
    const masked = setCard('main', 'mask', { on: true, declinationDeg: [0, 60] })(study)
    const { values, quantity } = await make(of('display', 'truth', 'after-2'), masked)
    const { seen } = await make(of('mask', 'truth'), masked)
    const { value } = await make(of('multipole', 'truth', 'after-2'), masked)
    expect(quantity).toBe('relativeIntensity')
    values.forEach((x, i) => expect(x).toEqual(seen[i] === 1 ? Math.fround(value[i]) : NaN))
  })

  test('are what is read out of a map that shows one', async () => {
    const shown = setMultipole(0, { l: 2 })({ ...study, view: viewOf([{ kind: 'map', part: 'truth', quantity: 'counts', scale: defaultScale }]) })
    const place = { alpha: 2, delta: -0.3 }
    await make(of('display', 'truth', 'after-2'), shown)
    const { geometry, value } = await make(of('multipole', 'truth', 'after-2'), shown)
    const pixel = pixelAt(ringsOf(geometry), Math.sin(place.delta), Math.cos(place.delta), place.alpha)
    expect(peek(graph, vault, shown, place)).toEqual([{ pixel, seen: true, intensity: value[pixel] }])
  })

  test('end where the spectrum does, with a word about it', async () => {
    await expect(make(of('multipole', 'truth', 'after-41'))).rejects.toMatchObject({ code: 'invalid-argument', message: 'The spectrum of this sky goes to ℓ = 40, so there is no ℓ = 41 to show.' })
    await expect(make(of('multipole', 'truth', 'loud'))).rejects.toMatchObject({ message: '“loud” names no multipole.' })
  })
})
