import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Study } from '../study/document.ts'
import { of, refName, type Name, type Ref } from '../study/graph.ts'
import { derive } from './derive.ts'
import { ready } from './digest.ts'
import { createFiles } from './files.ts'
import { ThreadJob } from './job.ts'
import { gate, smoothedBy, toyGraph, toyStudy } from './testing/toy.ts'
import { Vault } from './vault.ts'

beforeAll(ready)

const ran: string[] = []
const note = (ref: Ref): void => void ran.push(refName(ref))
beforeEach(() => void (ran.length = 0))

const files = createFiles()
const graph = toyGraph()
const make = <K extends Name>(ref: Ref<K>, study: Study, vault: Vault, job = new ThreadJob({ files })) => derive(graph, ref, study, vault, job, note)

describe('derive', () => {
  test('makes what is needed first, each arrow once', async () => {
    const vault = new Vault()
    const [display] = await Promise.all([make(of('display', 'a'), toyStudy, vault), make(of('spectrum', 'a'), toyStudy, vault)])
    expect(display.values[0]).toBeCloseTo((1.5 - 1) / 10)
    expect([...ran].sort()).toEqual(['display@a', 'harmonicIntensity@a', 'intensity@a', 'residual@a', 'smoothed@a', 'spectrum@a'])
  })

  test('a smoothing slider re-runs smoothing and what is drawn of it, nothing else', async () => {
    const vault = new Vault()
    for (const result of ['display', 'spectrum'] as const) await make(of(result, 'a'), toyStudy, vault)
    ran.length = 0
    for (const result of ['display', 'spectrum'] as const) await make(of(result, 'a'), smoothedBy(5), vault)
    expect(ran).toEqual(['smoothed@a', 'display@a'])
  })

  test('going back computes nothing', async () => {
    const vault = new Vault()
    for (const study of [toyStudy, smoothedBy(5)]) await make(of('display', 'a'), study, vault)
    ran.length = 0
    await make(of('display', 'a'), toyStudy, vault)
    expect(ran).toEqual([])
  })

  test('two skies and their difference live in one study and share their making', async () => {
    const vault = new Vault()
    for (const part of ['a', 'b', 'difference']) await make(of('intensity', part), toyStudy, vault)
    expect((await make(of('intensity', 'difference'), toyStudy, vault)).value[0]).toBe(1.5 - 7)
    expect(ran.filter((name) => name.startsWith('harmonicIntensity'))).toEqual(['harmonicIntensity@a', 'harmonicIntensity@b'])
  })

  test('a missing file fails what needs it, and once supplied it is found', async () => {
    const vault = new Vault()
    const own = createFiles()
    const job = new ThreadJob({ files: own })
    await expect(make(of('display', 'map'), toyStudy, vault, job)).rejects.toMatchObject({ code: 'file-missing', facts: { name: 'map.fits' } })
    own.supply('f'.repeat(64), new Blob([Uint8Array.of(21)]))
    expect((await make(of('intensity', 'map'), toyStudy, vault, job)).value[0]).toBe(21)
  })
})

describe('a cancelled request', () => {
  test('leaves what it finished upstream', async () => {
    const vault = new Vault()
    const reached = gate()
    const never = gate()
    const slow = toyGraph((result) => (result === 'smoothed' ? (reached.open(), never.opened) : undefined))
    const job = new ThreadJob()
    const asked = derive(slow, of('display', 'a'), toyStudy, vault, job, note)
    await reached.opened
    job.cancel()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    ran.length = 0
    await make(of('display', 'a'), toyStudy, vault).catch(() => {})
    expect(ran).toEqual(['smoothed@a', 'display@a'])
  })

  test('does not disturb another that needs the same work far upstream', async () => {
    const vault = new Vault()
    const reached = gate()
    const held = gate()
    let begun = 0
    const slow = toyGraph((result, job) => (result !== 'harmonicIntensity' ? undefined : (begun++, reached.open(), held.opened.then(() => job.breathe()))))
    const [old, young] = [new ThreadJob(), new ThreadJob()]
    const first = derive(slow, of('display', 'a'), toyStudy, vault, old)
    await reached.opened
    const second = derive(slow, of('display', 'a'), smoothedBy(5), vault, young)
    await new Promise((resolve) => setTimeout(resolve))
    old.cancel()
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    held.open()
    expect((await second).values[0]).toBeCloseTo(0.1)
    expect(begun).toBe(1)
  })

  test('progress of shared work reaches everyone who waits, under the name of the arrow that speaks', async () => {
    const vault = new Vault()
    const reached = gate()
    const held = gate()
    const slow = toyGraph((result, job) => (result !== 'harmonicIntensity' ? undefined : (reached.open(), held.opened.then(() => job.report(0.5)))))
    const told: unknown[] = []
    const listener = (who: string) => new ThreadJob({ tell: (done, result) => told.push([who, done, result]) })
    const both = [derive(slow, of('display', 'a'), toyStudy, vault, listener('old'))]
    await reached.opened
    both.push(derive(slow, of('display', 'a'), smoothedBy(5), vault, listener('young')))
    await new Promise((resolve) => setTimeout(resolve))
    held.open()
    await Promise.all(both)
    expect(told).toEqual([['old', 0.5, 'harmonicIntensity'], ['young', 0.5, 'harmonicIntensity']])
  })
})

describe('the law', () => {
  const edits = fc.array(
    fc.record({
      part: fc.constantFrom('a', 'b'),
      seed: fc.integer({ min: 1, max: 3 }),
      dipole: fc.constantFrom(0, 0.5),
      radiusDeg: fc.constantFrom(5, 10, 20),
      degrees: fc.constantFrom([1], [1, 2], []),
      on: fc.boolean(),
      lmax: fc.constantFrom(10, 20),
    }),
    { minLength: 1, maxLength: 8 },
  )
  type Edit = typeof edits extends fc.Arbitrary<(infer E)[]> ? E : never
  const edited = (study: Study, e: Edit): Study => ({
    ...study,
    parts: {
      ...study.parts,
      [e.part]: { kind: 'sky', recipe: 'main', source: { from: 'harmonics', nside: 1, dipole: [e.dipole, 0, 0], power: { amplitude: 0, slope: -2, lmax: 2, seed: e.seed }, spots: [] } },
    },
    recipes: { main: { ...study.recipes['main']!, subtract: { on: e.on, degrees: e.degrees, zonal: false }, smooth: { on: true, radiusDeg: e.radiusDeg }, spectrum: { lmax: e.lmax, zonal: false } } },
  })

  test('after any sequence of edits, what was made step by step equals what is made from nothing', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (sequence) => {
        const vault = new Vault(2000) // small enough to forget now and then
        let study = toyStudy
        for (const edit of sequence) {
          study = edited(study, edit)
          for (const part of ['a', 'b', 'difference']) {
            for (const result of ['display', 'spectrum'] as const) {
              expect(await make(of(result, part), study, vault)).toEqual(await make(of(result, part), study, new Vault()))
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
