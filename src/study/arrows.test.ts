import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { derive } from '../engine/derive.ts'
import { ready } from '../engine/digest.ts'
import { ThreadJob } from '../engine/job.ts'
import { peek } from '../engine/peek.ts'
import { Vault } from '../engine/vault.ts'
import { centreOf } from '../science/sphere/pixelAt.ts'
import { ringOf, ringsOf } from '../science/sphere/rings.ts'
import { graph } from './arrows.ts'
import type { MockCounts, Observation, Sky, Study } from './document.ts'
import { setCard, setPin, setQuantity, setScale, setUnseen, toggleDegree } from './edits.ts'
import { of, refName, type Name, type Ref } from './graph.ts'
import type { Results } from './results.ts'
import { seededStudy } from './seeded.ts'
import { smoothedValue } from './smoothed.ts'
import { wanted } from './wanted.ts'

/** The seeded study at nside 16, with fewer events: the same arrows, faster. */
const small: Study = {
  ...seededStudy,
  parts: Object.fromEntries(
    Object.entries(seededStudy.parts).map(([name, part]) => {
      if (part.kind === 'observation') return [name, { ...part, nside: 16 }]
      if (part.kind === 'sky' && part.source.from === 'harmonics') return [name, { ...part, source: { ...part.source, nside: 16 } }]
      return [name, part]
    }),
  ),
}

let vault: Vault
let ran: string[]
beforeAll(ready)
beforeEach(() => {
  vault = new Vault()
  ran = []
})

const make = <K extends Name>(ref: Ref<K>, study: Study): Promise<Results[K]> => derive(graph, ref, study, vault, new ThreadJob(), (made) => void ran.push(refName(made)))
const makeAll = async (study: Study): Promise<void> => {
  for (const ref of wanted(study)) await make(ref, study)
}
/** The arrows that run again after an edit of a study whose results are all made. */
async function rerun(edit: (study: Study) => Study, from = small): Promise<string[]> {
  await makeAll(from)
  ran = []
  await makeAll(edit(from))
  return ran.map((name) => name.replace(/@.*/, '')).sort()
}

describe('a change recomputes only what depends on it', () => {
  test('smoothing: the smoothed map, its significance and their pictures', async () => {
    expect(await rerun(setCard('main', 'smooth', { radiusDeg: 5 }))).toEqual(['display', 'display', 'significance', 'smoothed'])
  })
  test('looking at significance: nothing, for the read-out named it already; looking at counts: their picture', async () => {
    expect(await rerun(setQuantity(0, 'significance'))).toEqual([])
    expect(await rerun(setQuantity(0, 'counts'))).toEqual(['display'])
  })
  test('the multipoles subtracted: everything behind the residual, nothing before it', async () => {
    const again = ['dipole', 'display', 'display', 'fit', 'harmonics', 'profile', 'residual', 'significance', 'smoothed', 'spectrum']
    expect(await rerun(toggleDegree('main', 2), toggleDegree('main', 1)(small))).toEqual(again)
  })
  test('the dipole alone was fitted all along, so subtracting it fits nothing', async () => {
    expect(await rerun(toggleDegree('main', 1))).not.toContain('fit')
  })
  test('the bins of the profile: the profile', async () => {
    expect(await rerun(setCard('main', 'profile', { bins: 12 }))).toEqual(['profile'])
  })
  test('the scale, the colours and a pin: nothing', async () => {
    expect(await rerun((study) => setPin([10, 20])(setScale(0, { limit: 1e-3, colours: 'blueRed' })(study)))).toEqual([])
  })
  test('the zero contour, or unseen sky in white: the lines of what is drawn', async () => {
    expect(await rerun(setScale(0, { zeroContour: true }))).toEqual(['contours'])
    expect(await rerun(setUnseen('white'))).toEqual([]) // the same lines
  })
  test('unseen sky in white alone: the lines, for its edge', async () => {
    expect(await rerun(setUnseen('white'))).toEqual(['contours'])
  })
  test('undo: nothing', async () => {
    await makeAll(small)
    await makeAll(setCard('main', 'mask', { on: true, declinationDeg: [-30, 30] })(small))
    ran = []
    await makeAll(small)
    expect(ran).toEqual([])
  })
})

describe('the zero contour', () => {
  test('has the map on its two sides, and stays inside the field of view', async () => {
    const { levels: [{ level, lines }], edge } = await make(of('contours', 'sky', 'relativeIntensity'), small) as Results['contours'] & { levels: readonly [Results['contours']['levels'][0]] }
    const { declination: [, north] } = await make(of('mask', 'sky'), small)
    expect(level).toBe(0)
    expect(lines.first.length).toBeGreaterThan(1)
    for (let i = 1; i < lines.points.length; i += 2) expect(lines.points[i]).toBeLessThan(north + 0.08)
    expect(edge.first).toHaveLength(2) // one edge, in the north
    for (let i = 1; i < edge.points.length; i += 2) expect(Math.abs(edge.points[i] - north)).toBeLessThan(0.08)
  })

  test('does not exist for counts, which have no sign', async () => {
    const { levels } = await make(of('contours', 'sky', 'counts'), small)
    expect(levels[0]!.lines.first).toHaveLength(1)
  })
})

test('a place that is not seen says whether there was no value, or what the mask has against it', async () => {
  const { background, geometry } = await make(of('intensity', 'sky'), small)
  const rings = ringsOf(geometry)
  const least = background!.filter((b) => b > 0).sort()[500]
  const study = setCard('main', 'mask', { on: true, declinationDeg: [-90, 25], minimumCounts: least })(small)
  await makeAll(study)
  const north = rings.first[rings.sinDelta.findIndex((s) => s < Math.sin((25 * Math.PI) / 180))] // the first pixel south of +25°
  const few = background!.findIndex((b, i) => i >= north && b > 0 && b < least)
  const enough = background!.findIndex((b, i) => i >= north && b >= least)
  const hidden = (pixel: number) => peek(graph, vault, study, centreOf(rings, pixel))[0]
  expect(hidden(0)).toMatchObject({ seen: false, hidden: 'noValue' })
  expect(hidden(north - 1)).toMatchObject({ seen: false, hidden: 'declination' })
  expect(hidden(few)).toMatchObject({ seen: false, hidden: 'fewCounts' })
  expect(hidden(enough)).toMatchObject({ seen: true })
  expect(hidden(enough)).not.toHaveProperty('hidden')
})

describe('the seeded sky', () => {
  test('is seen from pole to 76° north by two observatories that share no random number', async () => {
    const { declination, skyFraction } = await make(of('mask', 'sky'), small)
    expect(declination[0]).toBeLessThan(-1.5)
    expect(declination[1]).toBeGreaterThan((70 * Math.PI) / 180)
    expect(declination[1]).toBeLessThan((76 * Math.PI) / 180)
    expect(skyFraction).toBeGreaterThan(0.97)
    const twin: Study = { ...small, parts: { ...small.parts, twin: small.parts['mexico']! } }
    const [one, other] = [await make(of('mocked', 'mexico'), twin), await make(of('mocked', 'twin'), twin)]
    expect(one.counts).not.toEqual(other.counts)
  })

  test('gives back its equatorial dipole within the statistical error, joint with what it was mixed with', async () => {
    const study = [1, 2, 3].reduce((before, l) => toggleDegree('main', l)(before), small)
    const { d0h, d6h, covariance } = await make(of('dipole', 'sky'), study)
    // l ≤ 3 leaves the power above l = 3 to leak in: the truth is 7e-4, 5e-4; leakage is of the order of √C_4.
    expect(Math.abs(d0h - 7e-4)).toBeLessThan(5e-5)
    expect(Math.abs(d6h - 5e-4)).toBeLessThan(5e-5)
    expect(Math.sqrt(covariance![0])).toBeLessThan(1e-5)
  })

  test('counts exactly what the recipe says: the expectation of each ring is the mean of its counts', async () => {
    const { counts, background, geometry } = await make(of('reconstruction', 'sky'), small)
    const rings = ringsOf(geometry)
    const sums = new Float64Array(rings.count)
    for (let i = 0; i < rings.pixels; i++) if (Number.isFinite(counts![i])) sums[ringOf(rings, i)] += counts![i] - background![i]
    for (let r = 0; r < rings.count; r++) expect(Math.abs(sums[r])).toBeLessThan(1e-2)
  })
})

test('what is measured after a subtraction is measured against B(1 + fit): pixels, discs and bins alike', async () => {
  const halves: Study = { ...small, recipes: { main: { ...small.recipes['main']!, profile: { declinationDeg: [-90, 90], bins: 2, harmonics: 0 } } } }
  const study = toggleDegree('main', 1)(setCard('main', 'smooth', { on: false })(halves))
  const before = await make(of('intensity', 'sky'), study)
  const { value, counts, background, geometry } = await make(of('residual', 'sky'), study)
  const disc = await make(of('smoothed', 'sky'), study)
  const profile = await make(of('profile', 'sky'), study)
  const rings = ringsOf(geometry)
  const [n, b] = [[0, 0], [0, 0]]
  let subtracted = 0
  for (let i = 0; i < value.length; i++) {
    if (!Number.isFinite(value[i])) continue
    const f = before.value[i] - value[i]
    subtracted = Math.max(subtracted, f)
    const [from, end] = [rings.first[ringOf(rings, i)], rings.first[ringOf(rings, i) + 1]]
    const half = i - from < (end - from) / 2 ? 0 : 1
    n[half] += counts![i]
    b[half] += before.background![i] * (1 + f)
    expect(background![i] / (before.background![i] * (1 + f))).toBeCloseTo(1, 12)
    expect(Math.abs(smoothedValue(disc, i) - value[i] / (1 + f))).toBeLessThan(1e-13)
  }
  expect(subtracted).toBeGreaterThan(5e-4)
  for (const half of [0, 1]) {
    expect(Math.abs(profile.value[half] - (n[half] / b[half] - 1))).toBeLessThan(1e-13)
    expect(profile.error[half] / (Math.sqrt(n[half]) / b[half])).toBeCloseTo(1, 10)
  }
})

describe('two skies and their difference in one study', () => {
  const recipe = small.recipes['main']!
  const other: Sky = { ...(small.parts['truth'] as Sky), source: { ...((small.parts['truth'] as Sky).source as Extract<Sky['source'], { from: 'harmonics' }>), dipole: [1e-3, 0, 0] } }
  const pair: Study = {
    ...small,
    parts: { ...small.parts, other, difference: { kind: 'sky', recipe: 'plain', source: { from: 'difference', of: ['truth', 'other'] } } },
    recipes: { main: recipe, plain: { ...recipe, smooth: { on: false, radiusDeg: 0 } } },
  }

  test('the difference of two skies that differ by a dipole is that dipole', async () => {
    const { d0h, d6h } = await make(of('dipole', 'difference'), pair)
    expect(d0h).toBeCloseTo(-3e-4, 7)
    expect(d6h).toBeCloseTo(5e-4, 7)
  })
  test('changing one recipe leaves the sky that follows the other alone', async () => {
    await make(of('display', 'sky'), pair)
    await make(of('display', 'difference'), pair)
    ran = []
    const edited = setCard('plain', 'smooth', { on: true, radiusDeg: 3 })(pair)
    await make(of('display', 'sky'), edited)
    await make(of('display', 'difference'), edited)
    expect(ran).toEqual(['smoothed@difference', 'display@difference'])
  })
  test('errors of independent count maps add in quadrature', async () => {
    const counts = (part: string, seed: number): Observation => ({ ...(small.parts[part] as Observation), counts: { ...((small.parts[part] as Observation).counts as MockCounts), seed } })
    const study: Study = {
      ...small,
      parts: {
        ...small.parts,
        again: counts('pole', 99),
        one: { kind: 'sky', recipe: 'main', source: { from: 'observations', observations: ['pole'], method: 'ringMean' } },
        two: { kind: 'sky', recipe: 'main', source: { from: 'observations', observations: ['again'], method: 'ringMean' } },
        difference: { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['one', 'two'] } },
      },
    }
    const { value, error } = await make(of('intensity', 'difference'), study)
    let chi2 = 0
    let n = 0
    for (let i = 0; i < value.length; i++) {
      if (!Number.isFinite(value[i])) continue
      chi2 += (value[i] / error![i]) ** 2
      n++
    }
    // One isotropy-free number: mean 1, minus the ring means (one degree of freedom per ring), ± 4√(2/n).
    expect(chi2 / n).toBeGreaterThan(1 - 0.06 - 4 * Math.sqrt(2 / n))
    expect(chi2 / n).toBeLessThan(1 + 4 * Math.sqrt(2 / n))
  })
})
