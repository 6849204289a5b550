/** Two files of different NSIDE as one sky: what becomes of the pixels of the finer. */
import { describe, expect, test } from 'vitest'
import { blob, type Cards, mapFile, ramp } from '../formats/testing/fixtures.ts'
import type { ReadCard } from '../formats/readCard.ts'
import { isProblem } from '../science/problem.ts'
import { ringToNested } from '../science/sphere/healpix.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { graph } from '../study/arrows.ts'
import type { MapSource, Sky, Study } from '../study/document.ts'
import { setReading, setSource } from '../study/edits.ts'
import { of, type Name, type Ref } from '../study/graph.ts'
import { studyOfFiles } from '../study/opening.ts'
import type { Results } from '../study/results.ts'
import { seededStudy } from '../study/seeded.ts'
import type { PartnerRole } from '../study/together.ts'
import { Desk } from './desk.ts'

const NESTED: Cards = { ORDERING: 'NESTED' }
const file = (values: readonly number[], cards: Cards = {}, name = 'N') => blob(mapFile([{ name, code: 'D', repeat: 1, values }], cards))
/** A map given in NESTED order, in RING order. */
const inRing = (nside: number, nested: readonly number[]): number[] => [...ringToNested(nside)].map((place) => nested[place]!)
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0)

type Made = <K extends Name>(ref: Ref<K>) => Promise<Results[K]>

/** The arrows over two files, or one, brought to one NSIDE. */
async function made(nside: number | undefined, main: Blob, partner?: Blob, role: PartnerRole = 'background', edit: (study: Study) => Study = (study) => study): Promise<Made> {
  const desk = new Desk({ graph })
  const card = (await desk.inspect(1, main, 'data.fits')) as ReadCard
  const other = partner && ((await desk.inspect(2, partner, 'other.fits')) as ReadCard)
  const opened = studyOfFiles({ main: card, ...(other === undefined ? {} : { partner: { role, card: other, column: 0 } }) }, 'instead')(seededStudy)
  const source = (opened.parts['map'] as Sky).source as MapSource
  const study = edit(nside === undefined ? opened : setSource('map', { ...source, nside })(opened))
  let ticket = 2
  return async <K extends Name>(ref: Ref<K>) => {
    let found: unknown
    desk.watch((news) => void (news.kind === 'value' ? (found = news.value) : news.kind === 'failed' && (found = news.problem)))
    await desk.derive(++ticket, study, [{ ref }])
    if (isProblem(found)) throw found
    return found as Results[K]
  }
}
const skyOf = async (...args: Parameters<typeof made>) => (await made(...args))(of('intensity', 'map'))

describe('counts', () => {
  // Pixel q of the nested order at NSIDE 4 holds 4q … 4q + 3 at NSIDE 8, which add up to 16q + 6.
  const fine = ramp(8)
  const sums = ramp(4).map((q) => 16 * q + 6)

  test.each([
    ['NESTED over RING', file(fine, NESTED), file(inRing(4, sums))],
    ['RING over NESTED', file(inRing(8, fine)), file(sums, NESTED)],
    ['NESTED over NESTED', file(fine, NESTED), file(sums, NESTED)],
  ])('of finer pixels are their sums, %s: none is lost, and each lies over its own background', async (_, counts, background) => {
    const sky = await skyOf(4, counts, background)
    expect(sky.geometry).toEqual({ kind: 'healpix', nside: 4 })
    expect(sum(sky.counts!)).toBe((768 * 767) / 2)
    expect([...sky.value]).toEqual(ramp(4).map(() => 0))
  })

  test('stay as they are where the background is the finer, whose sums they are held against', async () => {
    const { counts, background, value } = await skyOf(4, file(sums.map((n) => 2 * n), NESTED), file(fine, NESTED))
    expect([...counts!]).toEqual(inRing(4, sums.map((n) => 2 * n)))
    expect([...background!]).toEqual(inRing(4, sums))
    expect([...value]).toEqual(ramp(4).map(() => 1))
  })

  test('and background may both be finer, and of NSIDE that are no powers of two', async () => {
    const { counts, background } = await skyOf(3, file(ramp(15).map(() => 7)), file(ramp(6).map(() => 35)))
    expect([...counts!]).toEqual(ramp(3).map(() => 25 * 7))
    expect([...background!]).toEqual(ramp(3).map(() => 4 * 35))
  })

  test('of pixels that are seen in part are left out: nothing would tell them from a deficit', async () => {
    const holes = new Map([[21, NaN], [100, NaN], [101, NaN], [102, NaN], [103, NaN]]) // in pixels 5 and 25
    const counts = fine.map((n, p) => holes.get(p) ?? n)
    const { value, counts: seen } = await skyOf(4, file(counts, NESTED), file(sums.map((n, q) => (q === 9 ? NaN : n)), NESTED))
    expect([...value]).toEqual(inRing(4, ramp(4).map((q) => (q === 5 || q === 9 || q === 25 ? NaN : 0))))
    expect(sum(seen!.filter((n) => !Number.isNaN(n)))).toBe(sum(sums) - sums[5]! - sums[9]! - sums[25]!)
  })

  test('that are zero count as seen unless the read card takes them as unobserved', async () => {
    const counts = file(fine.map((n) => (n === 21 ? 0 : n + 1)), NESTED)
    const background = file(sums.map((n) => n + 4), NESTED)
    expect((await skyOf(4, counts, background)).value.filter(Number.isNaN)).toHaveLength(0)
    const strict = await skyOf(4, counts, background, 'background', setReading('file', { zeroIsUnseen: true }))
    expect([...strict.value]).toEqual(inRing(4, ramp(4).map((q) => (q === 5 ? NaN : 0))))
  })

  test('in Galactic coordinates are summed where they were counted, and turned as coarse ones are', async () => {
    const level = ramp(8).map((q) => 100 + 25 * Math.floor(q / 64))
    const background = file(ramp(8).map(() => 150))
    const whole = await skyOf(undefined, file(level, { ...NESTED, COORDSYS: 'G' }), background)
    const shared = await skyOf(8, file(ramp(32).map((p) => level[p >> 4]! / 16), { ...NESTED, COORDSYS: 'G' }), background)
    expect([...shared.counts!]).toEqual([...whole.counts!])
    expect(new Set(whole.counts!).size).toBe(12)
  })

  test('alone are brought to the NSIDE that is asked for, and compared with their rings there', async () => {
    const { geometry, counts, ringMeanRemoved } = await skyOf(4, file(fine, NESTED))
    expect([geometry, ringMeanRemoved]).toEqual([{ kind: 'healpix', nside: 4 }, true])
    expect([...counts!]).toEqual(inRing(4, sums))
  })
})

describe('the dipole of a pair that was degraded', () => {
  const [AMPLITUDE, ALPHA, COARSE, FINE, MEAN] = [0.02, Math.PI / 3, 8, 32, 1.6e9]
  /** cos δ cos α and cos δ sin α of every pixel. */
  function directions(nside: number): readonly (readonly [number, number])[] {
    const { count, first, cosDelta, alpha0 } = ringsOf({ kind: 'healpix', nside })
    return Array.from({ length: count }, (_, r) => {
      const size = first[r + 1]! - first[r]!
      return Array.from({ length: size }, (_, j) => [cosDelta[r]! * Math.cos(alpha0[r]! + (2 * Math.PI * j) / size), cosDelta[r]! * Math.sin(alpha0[r]! + (2 * Math.PI * j) / size)] as const)
    }).flat()
  }
  const dipoleAt = ([x, y]: readonly [number, number]): number => AMPLITUDE * (x * Math.cos(ALPHA) + y * Math.sin(ALPHA))
  const counts = (nside: number): number[] => directions(nside).map((n) => Math.round(MEAN * (COARSE / nside) ** 2 * (1 + dipoleAt(n))))

  test('is that of the pair made at that NSIDE, but for the width of a pixel', async () => {
    const background = file(ramp(COARSE).map(() => MEAN))
    const dipole = async (nside: number | undefined, main: Blob) => (await made(nside, main, background))(of('dipole', 'map'))
    const direct = await dipole(undefined, file(counts(COARSE)))
    const graded = await dipole(COARSE, file(counts(FINE)))
    expect(Math.abs(direct.a1 / AMPLITUDE - 1)).toBeLessThan(1e-7)
    expect(Math.abs(graded.alpha1 - direct.alpha1)).toBeLessThan(1e-7)

    // On the full sky the fit is a projection; the mean over 16 pixels that follow each other in the nested order is done by hand.
    const mean = new Float64Array(12 * COARSE ** 2)
    const [fineOrder, coarse, coarseOrder] = [ringToNested(FINE), directions(COARSE), ringToNested(COARSE)]
    directions(FINE).forEach((n, i) => (mean[fineOrder[i]! >> 4]! += dipoleAt(n) / 16))
    const along = ([x, y]: readonly [number, number]): number => x * Math.cos(ALPHA) + y * Math.sin(ALPHA)
    const projected = sum(coarse.map((n, i) => along(n) * mean[coarseOrder[i]!]!)) / sum(coarse.map((n) => along(n) ** 2))
    expect(Math.abs(graded.a1 / projected - 1)).toBeLessThan(1e-7)
    // A mean of directions is shorter than 1 by half their mean square distance: θ²/12 for squares of side θ, and more for what is not square.
    const loss = 1 - graded.a1 / direct.a1
    expect(loss).toBeGreaterThan(0)
    expect(loss).toBeLessThan((2 * 4 * Math.PI) / (12 * COARSE ** 2) / 12)
  })
})

describe('an intensity', () => {
  // δI at NSIDE 4, of which pixel q at NSIDE 2 holds 4q … 4q + 3; the last quarter of each has twice the error.
  const fine = ramp(4).map((p) => (p % 7 - 3) * 1e-3)
  const sigma = ramp(4).map((p) => (p % 4 === 3 ? 2e-3 : 1e-3))
  const family = (q: number, values: readonly number[]): number[] => values.slice(4 * q, 4 * q + 4)
  const close = (found: Float64Array, expected: readonly number[]) => inRing(2, expected).forEach((x, i) => (Number.isNaN(x) ? expect(found[i]).toBeNaN() : expect(found[i]).toBeCloseTo(x, 15)))

  test('is the mean of finer pixels, and its error that of the mean', async () => {
    const { value, error } = await skyOf(2, file(fine, NESTED, 'relative intensity'), file(sigma, NESTED, 'sigma'), 'error')
    close(value, ramp(2).map((q) => sum(family(q, fine)) / 4))
    close(error!, ramp(2).map(() => (Math.sqrt(1 + 1 + 1 + 4) * 1e-3) / 4))
  })

  test('is averaged over the pixels whose intensity and error are both known, and unseen where there are none', async () => {
    const hidden = (values: readonly number[], holes: readonly number[]) => values.map((x, p) => (holes.includes(p) ? NaN : x))
    const { value, error } = await skyOf(2, file(hidden(fine, [20, 40, 41, 42, 43]), NESTED, 'relative intensity'), file(hidden(sigma, [23]), NESTED, 'sigma'), 'error')
    close(value, ramp(2).map((q) => (q === 10 ? NaN : q === 5 ? (fine[21]! + fine[22]!) / 2 : sum(family(q, fine)) / 4)))
    close(error!, ramp(2).map((q) => (q === 10 ? NaN : q === 5 ? Math.SQRT1_2 * 1e-3 : (Math.sqrt(7) * 1e-3) / 4)))
  })

  test('with errors in another frame is averaged by itself: the same numbers are other places', async () => {
    const steady = file(sigma.map(() => 1e-3), { ...NESTED, COORDSYS: 'G' }, 'sigma')
    const { value, error } = await skyOf(2, file(fine.map((x, p) => (p === 20 ? NaN : x)), NESTED, 'relative intensity'), steady, 'error')
    close(value, ramp(2).map((q) => (q === 5 ? sum(family(q, fine).slice(1)) / 3 : sum(family(q, fine)) / 4)))
    close(error!, ramp(2).map(() => 0.5e-3))
  })

  test('with errors on other pixels is held against each as it is', async () => {
    const coarse = ramp(2).map((q) => (q % 5 - 2) * 1e-3)
    const { value, error } = await skyOf(2, file(coarse, NESTED, 'relative intensity'), file(sigma, NESTED, 'sigma'), 'error')
    close(value, coarse)
    close(error!, ramp(2).map(() => (Math.sqrt(7) * 1e-3) / 4))
  })
})

describe('what cannot be brought to an NSIDE', () => {
  test.each([[4, 6, 4], [8, 4, 8], [6, 12, 4]])('files of NSIDE %i and %i to %i: the reason names it, and what to do', async (own, other, nside) => {
    const attempt = skyOf(nside, file(ramp(own).map(() => 10)), file(ramp(other).map(() => 10)))
    await expect(attempt).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringMatching(new RegExp(`NSIDE ${nside}: a file has HEALPix nside \\d+`)), remedy: expect.stringMatching(/power=-2.*power=0/) })
  })
})
