import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Study } from '../study/document.ts'
import { setCard } from '../study/edits.ts'
import { seededStudy } from '../study/seeded.ts'
import { OLD_LINK, OLD_STUDY_FILE } from '../study/testing/oldStudy.ts'
import { decodeLink, encodeLink } from './links.ts'
import { difference, merge, type Json } from './mergePatch.ts'
import { anEdit, edited } from './testing/edits.ts'

const linkOf = (patch: unknown): string => `#1.${deflateRawSync(typeof patch === 'string' ? patch : JSON.stringify(patch)).toString('base64url')}`

describe('links', () => {
  test('restore every study that edits can make', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { maxLength: 20 }), async (edits) => {
        const study = edited(seededStudy, edits)
        const { study: back, complaints } = await decodeLink(await encodeLink(study))
        expect(back).toEqual(study)
        expect(complaints).toEqual([])
      }),
    )
  })

  test('of the first study are empty, and others are short and safe in an address', async () => {
    expect(await encodeLink(seededStudy)).toBe('')
    expect((await decodeLink('')).study).toBe(seededStudy)
    expect((await decodeLink('#')).study).toBe(seededStudy)
    const link = await encodeLink(setCard('main', 'smooth', { radiusDeg: 7 })(seededStudy))
    expect(link).toMatch(/^#1\.[\w-]{10,80}$/)
  })

  test('made with version 1 are read for ever', async () => {
    const { study, complaints } = await decodeLink(linkOf({ recipes: { main: { smooth: { radiusDeg: 7 }, subtract: { on: true } } } }))
    expect(complaints).toEqual([])
    expect(study).toEqual(setCard('main', 'subtract', { on: true })(setCard('main', 'smooth', { radiusDeg: 7 })(seededStudy)))
  })

  test('made before a view had a camera open as the study they were, seen as usual', async () => {
    const { study, complaints } = await decodeLink(OLD_LINK)
    expect(complaints).toEqual([])
    const { panes, pinDeg, ...usual } = study.view
    const old = JSON.parse(OLD_STUDY_FILE) as Study
    expect({ parts: study.parts, recipes: study.recipes, title: study.title, pinDeg }).toEqual({ parts: old.parts, recipes: old.recipes, title: old.title, pinDeg: old.view.pinDeg })
    expect(panes[0]).toEqual({ kind: 'map', part: 'map', quantity: 'significance', scale: { limit: 12, colours: 'blueRed', zeroContour: false, hatchNegative: false } })
    expect({ panes: seededStudy.view.panes, ...usual }).toEqual(seededStudy.view)
  })

  test('too large for every messenger are refused in a sentence', async () => {
    const noise = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(33 + ((i * 7919 + ((i * i) % 8191)) % 90))).join('')
    await expect(encodeLink({ ...seededStudy, title: noise })).rejects.toMatchObject({ code: 'invalid-study', remedy: expect.stringContaining('study file') })
  })
})

describe('a bad link', () => {
  test('may unfold to 64 KiB and not to a byte more', async () => {
    const padded = (bytes: number) => linkOf(`{${' '.repeat(bytes - 2)}}`)
    expect(await decodeLink(padded(65_536))).toEqual({ study: seededStudy, complaints: [] })
    expect((await decodeLink(padded(65_537))).complaints[0]).toMatch(/far too much/)
  })

  test('with one bad setting keeps the others and names the bad one', async () => {
    const { study, complaints } = await decodeLink(linkOf({ recipes: { main: { smooth: { radiusDeg: 999 }, spectrum: { lmax: 12 } } } }))
    expect(study.recipes['main']!.smooth.radiusDeg).toBe(seededStudy.recipes['main']!.smooth.radiusDeg)
    expect(study.recipes['main']!.spectrum.lmax).toBe(12)
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain('radiusDeg')
  })

  test('with a setting nobody knows names it', async () => {
    const { study, complaints } = await decodeLink(linkOf({ projection: 'moll', recipes: { main: { smooth: { colour: 3 } } } }))
    expect(study).toEqual(seededStudy)
    expect(complaints).toEqual(expect.arrayContaining([expect.stringContaining('projection'), expect.stringContaining('recipes.main.smooth.colour')]))
  })

  test.each([
    ['of another version', '#2.abcd'],
    ['of no version', '#hello'],
    ['with stray characters', '#1.%%%'],
    ['that is not deflated', '#1.AAAA'],
    ['that is not JSON', linkOf('{')],
    ['that is a number', linkOf(7)],
    ['that takes everything away', linkOf({ parts: null, recipes: null })],
    ['that points nowhere', linkOf({ parts: { sky: { recipe: 'ghost' } } })],
    ['nested ten thousand deep', linkOf(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)],
    ['that unfolds to a gigabyte', linkOf(' '.repeat(1_000_000) + '{}')],
    ['that is endless itself', `#1.${'A'.repeat(100_000)}`],
  ])('%s gives the first study and a reason', async (_, hash) => {
    const { study, complaints } = await decodeLink(hash)
    expect(study).toBe(seededStudy)
    expect(complaints[0]).toMatch(/^This link could not be read, because /)
  })

  test('cut short anywhere never throws', async () => {
    const link = await encodeLink(edited(seededStudy, [setCard('main', 'smooth', { radiusDeg: 7 }), setCard('main', 'spectrum', { lmax: 12 })]))
    for (let length = 0; length < link.length; length++) {
      const { study, complaints } = await decodeLink(link.slice(0, length))
      expect(study === seededStudy && (length < 2 || complaints.length > 0)).toBe(true)
    }
  })

  test('made of anything at all never throws and gives a study', async () => {
    await fc.assert(fc.asyncProperty(fc.json(), async (json) => (await decodeLink(linkOf(json))).study.version === 1))
    await fc.assert(fc.asyncProperty(fc.string(), async (text) => (await decodeLink(text)).study.version === 1))
  })

  test('cannot reach into what every object inherits', async () => {
    const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"parts":{"__proto__":{"kind":"sky"}}}'
    await decodeLink(linkOf(hostile))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('merge patches', () => {
  const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean())
  const json = fc.letrec<{ any: Json }>((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, scalar, fc.array(scalar), fc.dictionary(fc.string(), tie('any'))),
  })).any

  test('what differs, merged in, gives back the other', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const patch = difference(a, b)
        expect(patch === undefined ? a : merge(a, patch)).toEqual(b)
      }),
    )
  })

  test('equal things differ in nothing', () => {
    fc.assert(fc.property(json, (a) => difference(a, JSON.parse(JSON.stringify(a)) as Json) === undefined))
  })
})
