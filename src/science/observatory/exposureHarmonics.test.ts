import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-20_uncertainties.json'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { contractions, exposureHarmonics } from './exposureHarmonics.ts'
import { exposureAtDeclination, type ZenithAcceptance } from './fieldOfView.ts'

const rings = ringsOf({ kind: 'gauss', rings: 400, perRing: 4 })
const site = (latitudeDeg: number, zenithDeg: number, absorption = 0, zenithPower = 1): ZenithAcceptance =>
  ({ latitude: radians(latitudeDeg), zenithMax: radians(zenithDeg), zenithPower, absorption })
const share = (ring: number) => rings.pixelArea[ring] * 4

const sites = [site(19, 60), site(30, 45), site(-60, 60), site(19, 45, 6), site(85, 70, 0, 0), site(0, 90, 2, 3)]

describe('the harmonics of an exposure', () => {
  test.each(sites)('begin with the exposure at each declination, all of it together 1 ($latitude, $zenithMax)', (one) => {
    const { re, im } = exposureHarmonics(rings, one, 5)
    const exposure = exposureAtDeclination(rings.sinDelta, one).map((e, ring) => e * share(ring))
    const total = exposure.reduce((a, b) => a + b, 0)
    exposure.forEach((e, ring) => expect(Math.abs(re[6 * ring] - e / total)).toBeLessThan(1e-8 * Math.max(...exposure) / total))
    expect(im.every((x) => x === 0)).toBe(true)
  })

  test.each(sites)('are the waves in the acceptance over the day ($latitude, $zenithMax)', (one) => {
    // Against a plain midpoint sum over 20,000 hours.
    const { re } = exposureHarmonics(rings, one, 12)
    const all = exposureAtDeclination(rings.sinDelta, one).reduce((sum, e, ring) => sum + e * share(ring), 0)
    for (const ring of [120, 160, 180, 230]) {
      const [s, c, n] = [rings.sinDelta[ring], rings.cosDelta[ring], 20_000]
      for (const m of [1, 2, 7, 12]) {
        let sum = 0
        for (let k = 0; k < n; k++) {
          const h = (2 * Math.PI * (k + 0.5)) / n
          const cosine = Math.sin(one.latitude) * s + Math.cos(one.latitude) * c * Math.cos(h)
          const bare = one.zenithPower === 0 && one.absorption === 0
          if (cosine < Math.cos(one.zenithMax) || (!bare && cosine <= 0)) continue
          sum += ((2 * Math.PI) / n) * cosine ** one.zenithPower * Math.exp(-one.absorption * (1 / cosine - 1)) * Math.cos(m * h)
        }
        expect(Math.abs(re[13 * ring + m] - (sum * share(ring)) / all)).toBeLessThan((1e-3 * share(ring)) / all)
      }
    }
  })

  test('do not depend on right ascension at the pole: no harmonic, no contraction', () => {
    const { re } = exposureHarmonics(rings, site(90, 60), 3)
    for (let i = 0; i < re.length; i++) if (i % 4 > 0) expect(Math.abs(re[i])).toBeLessThan(1e-16)
    expect([...contractions(exposureHarmonics(rings, site(90, 60), 3))].map((x) => Number(x.toFixed(12)))).toEqual([1, 0, 0, 0])
  })

  test('need a ring that is seen', () => {
    expect(() => exposureHarmonics(ringsOf({ kind: 'gauss', rings: 2, perRing: 4 }), site(0, 1), 2)).toThrow(/some ring is seen/)
  })
})

describe('the contraction of the likelihood’s iterations', () => {
  // Nodes crowd at both edges in the reference (numpy, 2000 × 400); a ring grid differs by where the edge falls.
  test.each([[19, 60, 0, [0.731, 0.2645, 0.0428]], [30, 45, 0, [0.8061, 0.4102, 0.1265]], [19, 45, 0, [0.839, 0.4841, 0.18]], [19, 60, 6, [0.8864, 0.6148, 0.3291]]] as const)(
    'at %d° with a cut at %d° and κ = %d', (latitude, zenith, absorption, wanted) => {
      const rho = contractions(exposureHarmonics(rings, site(latitude, zenith, absorption), 3))
      expect(rho[0]).toBeCloseTo(1, 13)
      wanted.forEach((x, i) => expect(Math.abs(rho[i + 1] - x)).toBeLessThan(1e-3))
    },
  )

  test.each([[19, 60, 0, 15], [19, 45, 0, 26], [30, 45, 0, 21], [19, 60, 6, 38], [19, 45, 6, 42], [30, 45, 6, 35]])(
    'at %d° with a cut at %d° and κ = %d takes the printed number of passes (spec 8)', (latitude, zenith, absorption, passes) => {
      const one = site(latitude, zenith, absorption)
      const exposure = exposureHarmonics(rings, one, 1)
      const rho = contractions(exposure)[1]
      const retained = retainedDipole(exposure.re)
      expect(Math.round(1 + Math.log(0.01 / (1 - retained)) / Math.log(rho))).toBe(passes)
    },
  )

  test.each(golden.cases.filter((c) => c.input.A === 'cos^1'))('is at least 1 − f of (S7): $name', ({ input, expected }) => {
    const one = site(input.lat_deg!, input.zmax_deg!)
    const exposure = exposureHarmonics(rings, one, 1)
    expect(Math.abs(retainedDipole(exposure.re) - expected.f!)).toBeLessThan(1e-3)
    expect(contractions(exposure)[1]).toBeGreaterThan(1 - expected.f!)
  })
})

/** f = 1 − (Σ A_1 cos δ)²/Σ A_0 cos² δ: how much of a dipole direct integration leaves (S7), from the harmonics alone. */
function retainedDipole(re: Float64Array): number {
  let [across, square] = [0, 0]
  for (let ring = 0; ring < rings.count; ring++) {
    across += re[2 * ring + 1] * rings.cosDelta[ring]
    square += re[2 * ring] * rings.cosDelta[ring] ** 2
  }
  return 1 - across ** 2 / square
}
