/** The harmonics of a profile as rows and as words. */
import { angleText, exponentOf, magnitude, signedDegreesText, type Unit } from '../../drawing/format.ts'
import type { Profile, ProfileHarmonic } from '../../science/analysis/profile.ts'
import { isWeakWave } from '../weak.ts'

export interface FitRow {
  readonly name: string
  readonly value: string
  /** Where the other maxima lie. */
  readonly note?: string
}

/** A_m and α_m with their errors, and χ² with its degrees of freedom where it is known. */
export function profileFit(profile: Profile | undefined): readonly FitRow[] {
  if (profile === undefined) return []
  const { harmonics, chi2 } = profile
  const rows = harmonics.flatMap((wave): FitRow[] => {
    const others = wave.m > 1 && !faint(wave) ? { note: `and α${below(wave.m)} + ${spacing(wave)}` } : {}
    return [
      { name: `A${below(wave.m)}`, value: magnitude(wave.amplitude, wave.amplitudeError) },
      { name: `α${below(wave.m)}`, value: direction(wave), ...others },
    ]
  })
  return chi2 === undefined ? rows : [...rows, { name: 'χ²/dof', value: chi2Text(profile) }]
}

/** `21.3 / 19`: χ² of the bins about the fit, and its degrees of freedom. */
const chi2Text = ({ chi2 = NaN, degreesOfFreedom }: Profile): string => `${chi2.toFixed(chi2 < 100 ? 1 : 0)} / ${degreesOfFreedom}`

/** What stands over the plot: `−90° < δ < +90°, χ²/dof 21.3 / 19`. */
export function heading(profile: Profile): string {
  const [south, north] = profile.declination
  const range = `${signedDegreesText(south, 0)} < δ < ${signedDegreesText(north, 0)}`
  return profile.chi2 === undefined ? range : `${range}, χ²/dof ${chi2Text(profile)}`
}

/** The waves, short, in the unit of the plot: `A₁ 4.86 ± 0.02`, `α₁ 35.9 ± 0.2°`. */
export function fitLine({ harmonics }: Profile, unit: Unit): readonly string[] {
  const short = (x: number, sigma: number | undefined) => {
    if (sigma === undefined || !(sigma > 0)) return (x / unit.factor).toPrecision(3)
    const decimals = Math.max(0, -exponentOf(sigma / unit.factor))
    return `${(x / unit.factor).toFixed(decimals)} ± ${(sigma / unit.factor).toFixed(decimals)}`
  }
  return harmonics.flatMap((wave) => [
    `A${below(wave.m)} ${short(wave.amplitude, wave.amplitudeError)}`,
    ...(faint(wave) ? [] : [`α${below(wave.m)} ${direction(wave).replace('° ±', ' ±')}`]),
  ])
}

/** `A2 = (3.0 ± 0.1) × 10⁻⁴, maxima at right ascension α = 114° ± 1° and α + 180°` */
export function wavesInWords(wave: ProfileHarmonic): string {
  const amplitude = `A${wave.m} = ${magnitude(wave.amplitude, wave.amplitudeError)}`
  if (faint(wave)) return `${amplitude}, direction not determined`
  if (wave.m === 1) return `${amplitude}, maximum at right ascension ${direction(wave)}`
  return `${amplitude}, maxima at right ascension α${wave.m} = ${direction(wave)} and α${wave.m} + ${spacing(wave)}`
}

const faint = ({ amplitude, amplitudeError }: ProfileHarmonic): boolean => isWeakWave(amplitude, amplitudeError)

const direction = (wave: ProfileHarmonic): string => (faint(wave) ? 'not determined' : angleText(wave.alpha, wave.alphaError))

/** The m maxima are equally spaced: `180°`, `120°, 240°`. */
const spacing = ({ m }: ProfileHarmonic): string => Array.from({ length: m - 1 }, (_, i) => `${Math.round((360 * (i + 1)) / m)}°`).join(', ')

const below = (m: number): string => '₀₁₂₃₄₅₆₇₈₉'[m] ?? String(m)
