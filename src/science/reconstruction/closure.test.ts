import { beforeAll, describe, expect, test } from 'vitest'
import closure from '../golden/observation-18_closure.json'
import { powerSpectrum } from '../harmonics/power.ts'
import { analysis, synthesis } from '../harmonics/transform.ts'
import { ringsOf } from '../sphere/rings.ts'
import { geometryOf } from './marginals.ts'
import { beginLikelihood, plainPass } from './ringLikelihood.ts'
import { dipoleAgainst, localCountsOfCase, marginalsOfCase, skyOfCase, wellExposed, type ClosureCase } from './testing/closureCases.ts'
import { exposed, healpixLikelihood, withoutRingMeans } from './testing/healpixLikelihood.ts'

interface Figures {
  readonly corr: number
  readonly residual: number
  readonly slope: number
  readonly ratio: number
  readonly phaseDeg: number
  readonly spectra: readonly number[]
  readonly share: number
}
const PASSES = ['1', '5', '10', '20'] as const

/** The reference form on HEALPix, after passes 1, 5, 10, 20. */
function onHealpix({ input }: ClosureCase, nside: number): Map<string, Figures> {
  const rings = ringsOf({ kind: 'healpix', nside })
  const map = synthesis(rings, skyOfCase(input))
  const counts = localCountsOfCase(input, nside, map)
  const out = new Map<string, Figures>()
  healpixLikelihood(counts, 20, (state) => {
    if (!PASSES.some((pass) => Number(pass) === state.pass)) return
    const weight = wellExposed(rings, exposed(counts, state))
    const truth = withoutRingMeans(rings, map, state.seen)
    const good = Array.from(weight.keys()).filter((p) => weight[p]! > 0)
    const sum = (value: (p: number) => number) => good.reduce((total, p) => total + value(p), 0)
    const [meanMap, meanTruth] = [sum((p) => state.map[p]!) / good.length, sum((p) => truth[p]!) / good.length]
    const centred = (a: Float64Array, meanA: number, b: Float64Array, meanB: number) => sum((p) => (a[p]! - meanA) * (b[p]! - meanB))
    const truths = sum((p) => truth[p]! ** 2)
    const [found, wanted] = [state.map, truth].map((of) => powerSpectrum(analysis(rings, of, 8), { zonal: true }))
    out.set(String(state.pass), {
      corr: centred(state.map, meanMap, truth, meanTruth) / Math.sqrt(centred(state.map, meanMap, state.map, meanMap) * centred(truth, meanTruth, truth, meanTruth)),
      residual: Math.sqrt(sum((p) => (state.map[p]! - truth[p]!) ** 2) / truths),
      slope: sum((p) => state.map[p]! * truth[p]!) / truths,
      ...dipoleAgainst(rings, state.map, truth, weight),
      spectra: Array.from({ length: 8 }, (_, l) => found![l + 1]! / wanted![l + 1]!),
      share: good.length / rings.pixels,
    })
  })
  return out
}

/** The ring form, its dipole after the same passes. */
function onRings({ input }: ClosureCase, cells: number): Map<string, Pick<Figures, 'ratio' | 'phaseDeg'>> {
  const grid = { rings: cells / 2, cells }
  const rings = ringsOf(geometryOf(grid))
  const map = synthesis(rings, skyOfCase(input))
  const state = beginLikelihood(marginalsOfCase(input, grid, map))
  const truth = withoutRingMeans(rings, map, state.seen)
  const out = new Map<string, Pick<Figures, 'ratio' | 'phaseDeg'>>()
  for (let pass = 1; pass <= 20; pass++) {
    plainPass(state)
    if (PASSES.some((at) => Number(at) === pass)) out.set(String(pass), dipoleAgainst(rings, state.intensity.map((x) => x - 1), truth, wellExposed(rings, state.expected)))
  }
  return out
}

/** The printed tolerances leave room for another rule at the edges of pixels; ours is the same one. */
const SAME = 1e-9

/**
 * Dipole ratio and phase of the ring form against the printed ones. What lies between them is the pixels of nside 32, not the method. The ratio for Tibet
 * after 5 passes is, in the reference form, 0.673, 0.687, 0.694 for nside 16, 32, 64, and in the ring form 0.704, 0.702, 0.700, 0.702 for 90, 180, 360,
 * 480 cells; the phase for HAWC after one pass 31.85°, 31.85°, 32.06° and 32.16°, 32.49°, 32.08°, 32.44°. The numbers here are the distances between
 * nside 32 and 360 cells, rounded up; the test of finer pixels below holds their cause to be what is said.
 */
const ROOM: Readonly<Record<(typeof PASSES)[number], { readonly ratio: number; readonly phaseDeg: number }>> = {
  1: { ratio: 0.0075, phaseDeg: 0.25 }, 5: { ratio: 0.0135, phaseDeg: 0.21 }, 10: { ratio: 0.009, phaseDeg: 0.05 }, 20: { ratio: 0.0025, phaseDeg: 0.025 },
}

describe.each(closure.cases)('reference case 18, made by an independent program: $name', (example) => {
  const { expected, good_pixel_fraction: share } = example
  let reference = new Map<string, Figures>()
  let rings: ReturnType<typeof onRings> = new Map()
  beforeAll(() => {
    reference = onHealpix(example, 32)
    rings = onRings(example, 360)
  })

  test.each(PASSES)('the reference form gives its figures after %s passes', (pass) => {
    const [found, wanted] = [reference.get(pass)!, expected[pass]]
    // The printed tolerances leave room for another rule at the edges of pixels; ours is the same one.
    if (pass === '20') expect(found.share).toBe(share) // printed once, for the last pass
    expect(Math.abs(found.corr - wanted.corr)).toBeLessThan(SAME)
    expect(Math.abs(found.residual - wanted.rms_resid_over_rms)).toBeLessThan(SAME)
    expect(Math.abs(found.slope - wanted.slope)).toBeLessThan(SAME)
    expect(Math.abs(found.ratio - wanted.dipole_amp_ratio_L1fit)).toBeLessThan(SAME)
    expect(Math.abs(found.phaseDeg - wanted.dipole_phase_err_deg)).toBeLessThan(SAME)
    found.spectra.forEach((ratio, l) => expect(Math.abs(ratio - wanted.pseudo_cl_ratio_l1_8[l]!)).toBeLessThan(SAME))
  })

  test.each(PASSES)('the ring form gives its dipole after %s passes, as well as pixels of nside 32 allow', (pass) => {
    const found = rings.get(pass)!
    expect(Math.abs(found.ratio - expected[pass].dipole_amp_ratio_L1fit)).toBeLessThan(ROOM[pass].ratio)
    expect(Math.abs(found.phaseDeg - expected[pass].dipole_phase_err_deg)).toBeLessThan(ROOM[pass].phaseDeg)
  })
})

test.each(closure.cases.filter(({ name }) => name.startsWith('A5')))('finer pixels bring the reference form towards the ring form: $name', (example) => {
  const [fine, rings] = [onHealpix(example, 64), onRings(example, 360)]
  for (const pass of PASSES) {
    const [at64, found, at32] = [fine.get(pass)!, rings.get(pass)!, example.expected[pass]]
    expect(Math.abs(at64.ratio - found.ratio)).toBeLessThan(Math.abs(at32.dipole_amp_ratio_L1fit - found.ratio))
    expect(Math.abs(at64.phaseDeg - found.phaseDeg)).toBeLessThan(Math.abs(at32.dipole_phase_err_deg - found.phaseDeg))
  }
})
