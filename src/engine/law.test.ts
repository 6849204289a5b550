/** The law of the house, with its real arrows: what is made step by step equals what is made from nothing. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { graph } from '../study/arrows.ts'
import type { MockCounts, Study } from '../study/document.ts'
import { addMap, addPlain, compareHow, openMapBeside, removeMap, stopComparing } from '../study/comparing.ts'
import { setCard, setMultipole, setQuantity, setScale, toggleDegree } from '../study/edits.ts'
import { refName, type Ref } from '../study/graph.ts'
import { defaultCompare, defaultScale, seededStudy, viewOf } from '../study/seeded.ts'
import { wanted } from '../study/wanted.ts'
import { derive } from './derive.ts'
import { ready } from './digest.ts'
import { ThreadJob } from './job.ts'
import { Vault } from './vault.ts'

beforeAll(ready)

/** The seeded study made small, its truth beside it, and their difference: two skies and what parts them, in one study. */
const small: Study = (() => {
  const { truth, mexico, pole, sky } = seededStudy.parts
  if (truth?.kind !== 'sky' || truth.source.from !== 'harmonics' || mexico?.kind !== 'observation' || pole?.kind !== 'observation' || sky?.kind !== 'sky') throw new Error('another seeded study')
  return {
    ...seededStudy,
    parts: {
      truth: { ...truth, source: { ...truth.source, nside: 4 } },
      mexico: { ...mexico, nside: 4 },
      pole: { ...pole, nside: 4 },
      sky,
      difference: { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['sky', 'truth'] } },
    },
    view: { ...viewOf([
      { kind: 'map', part: 'sky', quantity: 'relativeIntensity', scale: defaultScale },
      { kind: 'map', part: 'difference', quantity: 'relativeIntensity', scale: defaultScale },
      { kind: 'spectrum', shows: ['sky', 'difference'] },
      { kind: 'profile', shows: ['sky'] },
    ]), compare: { ...defaultCompare, how: 'beside' } },
  }
})()

const reseed = (seed: number) => (study: Study): Study => {
  const mexico = study.parts['mexico']
  return mexico?.kind !== 'observation' ? study : { ...study, parts: { ...study.parts, mexico: { ...mexico, counts: { ...(mexico.counts as MockCounts), seed } } } }
}
const tilt = (z: number) => (study: Study): Study => {
  const truth = study.parts['truth']
  return truth?.kind !== 'sky' || truth.source.from !== 'harmonics' ? study : { ...study, parts: { ...study.parts, truth: { ...truth, source: { ...truth.source, dipole: [7e-4, 5e-4, z] } } } }
}

/** Nobody has handed it over: its pictures are a sentence that says so. */
const someFile = { kind: 'data', origin: { name: 'b.fits', bytes: 9, sha256: 'b'.repeat(64) }, reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false } } as const
const someSource = { from: 'map', intensityIs: 'deviation', reference: 'ringMean', backgroundMade: 'sameData', alpha: 1 } as const

const anEdit: fc.Arbitrary<(study: Study) => Study> = fc.oneof(
  fc.constantFrom(5, 10, 20).map((radiusDeg) => setCard('main', 'smooth', { radiusDeg })),
  fc.boolean().map((on) => setCard('main', 'smooth', { on })),
  fc.constantFrom(1, 2).map((l) => toggleDegree('main', l)),
  fc.boolean().map((zonal) => setCard('main', 'subtract', { zonal })),
  fc.constantFrom([-90, 90], [-60, 30]).map(([south, north]) => setCard('main', 'mask', { on: true, declinationDeg: [south!, north!] })),
  fc.constantFrom(4, 8).map((lmax) => setCard('main', 'spectrum', { lmax })),
  fc.constantFrom(12, 24).map((bins) => setCard('main', 'profile', { bins })),
  fc.constantFrom('relativeIntensity' as const, 'significance' as const, 'counts' as const).map((quantity) => setQuantity(0, quantity)),
  fc.constantFrom(1e-3, 2e-3).map((limit) => setScale(0, { limit })),
  fc.constantFrom(7, 8).map(reseed),
  fc.constantFrom(-4e-4, 0).map(tilt),
  fc.constantFrom(undefined, { l: 1 }, { l: 3 }, { l: 3, m: 2 }, { l: 400 }).map((multipole) => setMultipole(0, multipole)),
  fc.constantFrom(addMap('truth', 'relativeIntensity'), addMap('sky', 'significance'), addPlain('subtract'), addPlain('smooth')),
  fc.constantFrom('beside' as const, 'swipe' as const, 'fade' as const, 'difference' as const).map(compareHow),
  fc.constantFrom(removeMap(1), removeMap(2), stopComparing, openMapBeside(someFile, (data) => ({ ...someSource, intensity: { data, column: 0 } }))),
)

/** Every picture of a study; a failure is a picture too: its sentence. */
async function pictures(study: Study, vault: Vault, note?: (ref: Ref) => void): Promise<{ [name: string]: unknown }> {
  const made: { [name: string]: unknown } = {}
  for (const ref of wanted(study)) {
    made[refName(ref)] = await derive(graph, ref, study, vault, new ThreadJob(), note).catch((problem: Error) => {
      if (problem.name !== 'Problem') throw problem
      return problem.message
    })
  }
  return made
}

describe('the real arrows', () => {
  test('after any sequence of edits, every picture equals the one made from nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 1, maxLength: 5 }), fc.constantFrom(20_000, 1e9), async (edits, budget) => {
        const vault = new Vault(budget)
        let study = small
        await pictures(study, vault)
        for (const edit of edits) {
          study = edit(study)
          expect(await pictures(study, vault)).toEqual(await pictures(structuredClone(study), new Vault()))
        }
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  /** The arrows that an edit runs again, each once. */
  async function rerun(edit: (study: Study) => Study): Promise<string[]> {
    const vault = new Vault()
    const ran: string[] = []
    await pictures(small, vault)
    await pictures(edit(small), vault, (ref) => ran.push(refName(ref)))
    expect(new Set(ran).size).toBe(ran.length)
    return [...new Set(ran.map((name) => name.replace(/@.*/, '')))].sort()
  }

  test('the reach of a spectrum touches no map', async () => {
    expect(await rerun(setCard('main', 'spectrum', { lmax: 4 }))).toEqual(['harmonics', 'noise', 'spectrum'])
  })

  test('subtracting a dipole does not observe the sky again', async () => {
    const ran = await rerun(toggleDegree('main', 1))
    for (const observed of ['harmonicIntensity', 'mocked', 'reconstruction', 'mask']) expect(ran).not.toContain(observed)
    expect(ran).toEqual(expect.arrayContaining(['residual', 'smoothed', 'display', 'spectrum']))
  })

  test('another seed of one observatory leaves the other and the truth alone', async () => {
    const vault = new Vault()
    const ran: string[] = []
    await pictures(small, vault)
    await pictures(reseed(99)(small), vault, (ref) => ran.push(refName(ref)))
    expect(ran).toContain('mocked@mexico')
    expect(ran.filter((name) => name.startsWith('mocked@pole') || name.startsWith('harmonicIntensity'))).toEqual([])
  })
})
