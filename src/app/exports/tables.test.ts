import { describe, expect, test } from 'vitest'
import { numbersOf, parseCsv, type ParsedCsv } from '../../formats/testing/csv.ts'
import type { Dipole } from '../../science/analysis/dipole.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Session } from '../../session/session.ts'
import { seededStudy } from '../../study/seeded.ts'
import { version } from '../../../package.json'
import { tablesOf, tableText, type TableName } from './tables.ts'

const l = Float64Array.from({ length: 6 }, (_, i) => i)
const before = { l, cl: l.map((i) => 1e-6 / (i + 1) ** 3 / 3), zonal: false }
const after = { l, cl: l.map((i) => 1e-7 / (i + 1) ** 2 / 7), zonal: false }
const noise = { l, level: l.map((i) => 2e-10 + i / 3e12) }
const profile = {
  alpha: Float64Array.from({ length: 24 }, (_, i) => ((i + 0.5) * Math.PI) / 12), value: Float64Array.from({ length: 24 }, (_, i) => (i === 5 ? NaN : Math.sin(i) / 3e3)), error: new Float64Array(24).fill(1e-4 / 3),
  harmonics: [{ m: 1, amplitude: 1e-3 / 3, amplitudeError: 1e-5 / 7, alpha: 0.5, alphaError: 0.01 }, { m: 2, amplitude: 3e-4, alpha: 2 }], chi2: 20, degreesOfFreedom: 22, declination: [-0.5, 1],
}
const dipole: Dipole = {
  d0h: 6.4e-4 / 3, d6h: -5e-4, covariance: [4e-10, 1e-12, 1e-12, 9e-10], a1: 8.12e-4, a1Error: 1e-5, alpha1: Math.PI / 2, alpha1Error: 0.0175,
  chance: 1e-30, interval68: undefined, limit95: undefined, degrees: [1, 2], condition: 1, multipoles: [{ l: 1, m: 1, re: -9.2e-4, im: 7.2e-4, error: 1.4e-5 }, { l: 2, m: 0, re: 1e-4, im: 0, error: undefined }],
}
const geometry = { kind: 'healpix', nside: 4 } as const
const rings = ringsOf(geometry)
const display = { geometry, quantity: 'relativeIntensity', values: Float32Array.from({ length: rings.pixels }, (_, i) => (i < 4 ? NaN : i / 1000)) }
const values: Readonly<Record<string, unknown>> = { 'spectrum@sky:before': before, 'spectrum@sky:after': after, 'noise@sky': noise, 'profile@sky': profile, 'dipole@sky': dipole, 'display@sky:relativeIntensity': display }

const held = (study = seededStudy, some = values): Pick<Session, 'study' | 'findings'> =>
  ({ study, findings: Object.fromEntries(Object.entries(some).map(([name, value]) => [name, { state: 'fresh', key: name, value, ms: 1 }])) as Session['findings'] })
function table(name: TableName, session = held()): ParsedCsv {
  return parseCsv(tableText(session, tablesOf(session).find((one) => one.name === name)!))
}

describe('the numbers of a plot', () => {
  test('of the spectrum are read back to the last bit', () => {
    const parsed = table('spectrum')
    expect(numbersOf(parsed, 'l')).toEqual([...l])
    expect(numbersOf(parsed, 'cl_before')).toEqual([...before.cl])
    expect(numbersOf(parsed, 'cl_after')).toEqual([...after.cl])
    expect(numbersOf(parsed, 'noise')).toEqual([...noise.level])
    expect(numbersOf(parsed, 'angle_deg')).toEqual([NaN, 180, 90, 60, 45, 36])
  })

  test('of a spectrum without counts have an empty column of noise', () => {
    expect(numbersOf(table('spectrum', held(seededStudy, { ...values, 'noise@sky': { l, level: new Float64Array(0) } })), 'noise')).toEqual(Array(6).fill(NaN))
  })

  test('of the profile are read back with their errors, and the fit is the sum of its waves', () => {
    const parsed = table('profile')
    expect(numbersOf(parsed, 'relative_intensity')).toEqual([...profile.value])
    expect(numbersOf(parsed, 'error')).toEqual([...profile.error])
    const waves = table('profile-harmonics')
    expect(numbersOf(waves, 'amplitude_error')).toEqual([1e-5 / 7, NaN])
    const [m, amplitude, phase] = ['m', 'amplitude', 'phase_deg'].map((name) => numbersOf(waves, name)) as [number[], number[], number[]]
    numbersOf(parsed, 'ra_deg').forEach((ra, i) => {
      expect(ra).toBeCloseTo(7.5 + 15 * i, 12)
      const sum = m.reduce((total, order, k) => total + amplitude[k]! * Math.cos((order * (ra - phase[k]!) * Math.PI) / 180), 0)
      expect(numbersOf(parsed, 'fit')[i]).toBeCloseTo(sum, 15)
    })
  })

  test('of the dipole carry the roots of their variances, and say what does not exist by saying nothing', () => {
    const parsed = table('dipole')
    const rows = Object.fromEntries(parsed.rows.map(([quantity, ...rest]) => [quantity, rest]))
    expect(rows).toMatchObject({ d0h: [String(6.4e-4 / 3), '0.00002', ''], d6h: ['-0.0005', String(Math.sqrt(9e-10)), ''], alpha1: ['90', expect.any(String), 'deg'], upper_limit_95_percent: ['', '', ''] })
    const multipoles = table('multipoles')
    expect(numbersOf(multipoles, 're')).toEqual([-9.2e-4, 1e-4])
    expect(numbersOf(multipoles, 'error')).toEqual([1.4e-5, NaN])
  })

  test('of the map in bands count every seen pixel once', () => {
    const parsed = table('declination-bands')
    expect(parsed.rows).toHaveLength(12)
    expect(numbersOf(parsed, 'pixels').reduce((a, b) => a + b)).toBe(rings.pixels - 4)
    expect(Math.max(...numbersOf(parsed, 'highest').filter((x) => !Number.isNaN(x)))).toBe(Math.fround((rings.pixels - 1) / 1000))
  })

  test('say where they come from: title, version, inputs, and what else the title tries is only said', () => {
    const hostile = { ...seededStudy, title: '=cmd|x\r\n"\u202e' }
    for (const { name } of tablesOf(held(hostile))) {
      const { comments } = table(name, held(hostile))
      expect(comments).toEqual(expect.arrayContaining(['title: =cmd|x⟨0D⟩⟨0A⟩"⟨202E⟩', `made by: Anisky ${version}`]))
      expect(comments.filter((line) => line.startsWith('input: '))).toHaveLength(3)
      expect(comments.some((line) => line.startsWith('result: '))).toBe(true)
    }
  })

  test('are offered only where there are any', () => {
    expect(tablesOf(held()).map(({ name }) => name)).toEqual(['spectrum', 'profile', 'profile-harmonics', 'dipole', 'multipoles', 'declination-bands'])
    expect(tablesOf(held(seededStudy, {}))).toEqual([])
  })
})
