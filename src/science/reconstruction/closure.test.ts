import { beforeAll, describe, expect, test } from 'vitest'
import closure from '../golden/observation-18_closure.json'
import { powerSpectrum } from '../harmonics/power.ts'
import { analysis, synthesis } from '../harmonics/transform.ts'
import { ringsOf } from '../sphere/rings.ts'
import { geometryOf } from './marginals.ts'
import { beginLikelihood, plainPass } from './ringLikelihood.ts'
import { dipoleAgainst, localCountsOfCase, marginalsOfCase, skyOfCase, wellExposed, type ClosureCase } from './testing/closureCases.ts'
import { healpixLikelihood, withoutRingMeans, type HealpixState } from './testing/healpixLikelihood.ts'

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
  const states: HealpixState[] = []
  healpixLikelihood(localCountsOfCase(input, nside, map), 20, (state) => states.push(state))
  return new Map(PASSES.map((pass) => {
    const { map: found, expected, seen } = states[Number(pass) - 1]!
    const weight = wellExposed(rings, expected)
    const truth = withoutRingMeans(rings, map, seen)
    const good = Array.from(weight.keys()).filter((p) => weight[p]! > 0)
    const sum = (value: (p: number) => number) => good.reduce((total, p) => total + value(p), 0)
    const centred = (a: Float64Array, b: Float64Array) => sum((p) => a[p]! * b[p]!) - (sum((p) => a[p]!) * sum((p) => b[p]!)) / good.length
    const truths = sum((p) => truth[p]! ** 2)
    const [mine, wanted] = [found, truth].map((of) => powerSpectrum(analysis(rings, of, 8), { zonal: true }))
    return [pass, {
      corr: centred(found, truth) / Math.sqrt(centred(found, found) * centred(truth, truth)),
      residual: Math.sqrt(sum((p) => (found[p]! - truth[p]!) ** 2) / truths),
      slope: sum((p) => found[p]! * truth[p]!) / truths,
      ...dipoleAgainst(rings, found, truth, weight),
      spectra: Array.from({ length: 8 }, (_, l) => mine![l + 1]! / wanted![l + 1]!),
      share: good.length / rings.pixels,
    }]
  }))
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
    expect(found.share).toBe(share)
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
