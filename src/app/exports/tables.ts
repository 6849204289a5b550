/** The numbers behind every plot, as tables: what is plotted, in full, with errors, units and where it comes from. */
import { bandsOf } from '../../drawing/bands.ts'
import { harmonicsAt } from '../../drawing/plots/profilePlot.ts'
import { csvText, type CsvColumn } from '../../formats/writeCsv.ts'
import { geometryName, ringsOf } from '../../science/sphere/rings.ts'
import { degrees } from '../../science/units.ts'
import type { Profile } from '../../science/analysis/profile.ts'
import type { Dipole } from '../../science/analysis/dipole.ts'
import type { Session } from '../../session/session.ts'
import { findingOf } from '../../session/store.ts'
import type { Id } from '../../study/document.ts'
import { of, type Ref } from '../../study/graph.ts'
import type { Display, Noise, Spectrum } from '../../study/results.ts'
import { pictureOf, shownMaps } from '../../study/shown.ts'
import { story } from '../../study/story.ts'
import { skyId } from '../seen.ts'

export type TableName = 'spectrum' | 'profile' | 'profile-harmonics' | 'dipole' | 'multipoles' | 'declination-bands'

export interface Table {
  readonly name: TableName
  readonly label: string
  /** What its columns mean, a line each. */
  readonly notes: readonly string[]
  readonly columns: readonly CsvColumn[]
  /** Which result it is. */
  readonly ref: Ref
}

type Held = Pick<Session, 'study' | 'findings'>

/** Every table whose numbers are there, in the order of the page. */
export function tablesOf(session: Held): readonly Table[] {
  const { study } = session
  const pane = shownMaps(study)[0]?.pane
  const shownBy = (kind: 'spectrum' | 'profile'): Id => study.view.panes.flatMap((one) => (one.kind === kind ? one.shows : []))[0] ?? skyId(study)
  const [spectrumSky, profileSky, sky] = [shownBy('spectrum'), shownBy('profile'), skyId(study)]
  const before = findingOf(session, of('spectrum', spectrumSky, 'before'))?.value
  const after = findingOf(session, of('spectrum', spectrumSky, 'after'))?.value
  const noise = findingOf(session, of('noise', spectrumSky))?.value
  const profile = findingOf(session, of('profile', profileSky))?.value
  const dipole = findingOf(session, of('dipole', sky))?.value
  const display = pane && findingOf(session, pictureOf(pane))?.value
  return [
    ...(before === undefined && after === undefined ? [] : [spectrumTable(before, after, noise, spectrumSky)]),
    ...(profile === undefined ? [] : [profileTable(profile, profileSky), harmonicsTable(profile, profileSky)]),
    ...(dipole === undefined ? [] : [dipoleTable(dipole, sky), multipolesTable(dipole, sky)]),
    ...(pane === undefined || display === undefined ? [] : [bandsTable(display, pictureOf(pane))]),
  ]
}

/** The file of a table: where it comes from and what it holds, then its rows. */
export const tableText = ({ study }: Held, { label, ref, notes, columns }: Table): string => csvText({ comments: [label, ...story(study, ref), ...notes], columns })

/** A column as long as another, empty where there are no numbers. */
const orEmpty = (values: Float64Array | undefined, length: number): ArrayLike<number> => (values !== undefined && values.length > 0 ? values : new Float64Array(length).fill(NaN))

function spectrumTable(before: Spectrum | undefined, after: Spectrum | undefined, noise: Noise | undefined, sky: Id): Table {
  const { l, zonal } = (after ?? before)!
  return {
    ...{ name: 'spectrum', label: 'Angular power spectrum', ref: of('spectrum', sky) },
    notes: [
      'column: l, degree of the harmonics; angle_deg = 180 / l',
      'column: cl_before, cl_after [sr], 1 / (2l + 1) of the sum of |a_lm|^2 before and after subtraction',
      `convention: ${zonal ? 'all m are counted' : 'm = 0 is not counted'}; a_lm of relative intensity, orthonormal harmonics`,
      'column: noise [sr], level of counting noise in cl; empty where it cannot be known',
    ],
    columns: [
      { name: 'l', values: l },
      { name: 'angle_deg', values: l.map((degree) => (degree === 0 ? NaN : 180 / degree)) },
      { name: 'cl_before', values: orEmpty(before?.cl, l.length) },
      { name: 'cl_after', values: orEmpty(after?.cl, l.length) },
      { name: 'noise', values: orEmpty(noise?.level, l.length) },
    ],
  }
}

function profileTable({ alpha, value, error, harmonics }: Profile, sky: Id): Table {
  return {
    ...{ name: 'profile', label: 'Right-ascension profile', ref: of('profile', sky) },
    notes: ['column: ra_deg, middle of the bin', 'column: relative_intensity, its standard deviation error, and fit, the sum of the waves of the table profile-harmonics'],
    columns: [
      { name: 'ra_deg', values: alpha.map(degrees) },
      { name: 'relative_intensity', values: value },
      { name: 'error', values: error },
      { name: 'fit', values: alpha.map((at) => (harmonics.length === 0 ? NaN : harmonicsAt(harmonics, at))) },
    ],
  }
}

const harmonicsTable = ({ harmonics }: Profile, sky: Id): Table => ({
  ...{ name: 'profile-harmonics', label: 'Waves of the right-ascension profile', ref: of('profile', sky) },
  notes: ['column: amplitude and phase_deg of the wave A cos m(ra - phase), with standard deviations'],
  columns: [
    { name: 'm', values: harmonics.map(({ m }) => m) },
    { name: 'amplitude', values: harmonics.map(({ amplitude }) => amplitude) },
    { name: 'amplitude_error', values: harmonics.map(({ amplitudeError = NaN }) => amplitudeError) },
    { name: 'phase_deg', values: harmonics.map(({ alpha }) => degrees(alpha)) },
    { name: 'phase_error_deg', values: harmonics.map(({ alphaError }) => (alphaError === undefined ? NaN : degrees(alphaError))) },
  ],
})

function dipoleTable({ d0h, d6h, covariance, a1, a1Error, alpha1, alpha1Error, chance, limit95, degrees: fitted }: Dipole, sky: Id): Table {
  const rows: readonly (readonly [string, number | undefined, number | undefined, string])[] = [
    ['d0h', d0h, covariance && Math.sqrt(covariance[0]), ''],
    ['d6h', d6h, covariance && Math.sqrt(covariance[3]), ''],
    ['covariance_d0h_d6h', covariance?.[1], undefined, ''],
    ['a1', a1, a1Error, ''],
    ['alpha1', degrees(alpha1), alpha1Error === undefined ? undefined : degrees(alpha1Error), 'deg'],
    ['chance_of_larger', chance, undefined, ''],
    ['upper_limit_95_percent', limit95, undefined, ''],
  ]
  return {
    ...{ name: 'dipole', label: 'Dipole in the equatorial plane', ref: of('dipole', sky) },
    notes: [`convention: d0h towards right ascension 0h, d6h towards 6h; fitted together with l = ${fitted.join(', ')}`, 'convention: an empty cell is a number that does not exist'],
    columns: [
      { name: 'quantity', values: rows.map(([name]) => name) },
      { name: 'value', values: rows.map(([, value = NaN]) => value) },
      { name: 'error', values: rows.map(([, , error = NaN]) => error) },
      { name: 'unit', values: rows.map(([, , , unit]) => unit) },
    ],
  }
}

const multipolesTable = ({ multipoles }: Dipole, sky: Id): Table => ({
  ...{ name: 'multipoles', label: 'Multipoles of the fit', ref: of('dipole', sky) },
  notes: ['column: re, im of a_lm, orthonormal harmonics, negative m follow from positive; error, the standard deviation of each'],
  columns: [
    { name: 'l', values: multipoles.map(({ l }) => l) },
    { name: 'm', values: multipoles.map(({ m }) => m) },
    { name: 're', values: multipoles.map(({ re }) => re) },
    { name: 'im', values: multipoles.map(({ im }) => im) },
    { name: 'error', values: multipoles.map(({ error = NaN }) => error) },
  ],
})

function bandsTable({ geometry, quantity, values }: Display, ref: Ref): Table {
  const bands = bandsOf(ringsOf(geometry), values)
  const unit = { relativeIntensity: 'relative intensity', significance: 'standard deviations', counts: 'counts in a pixel' }[quantity]
  return {
    ...{ name: 'declination-bands', label: 'The map in bands of declination', ref },
    notes: [`column: mean (by solid angle), lowest and highest of the pixels seen: ${unit}, single precision, as shown`, `pixels: ${geometryName(geometry)}`],
    columns: [
      { name: 'south_deg', values: bands.map(({ southDeg }) => southDeg) },
      { name: 'north_deg', values: bands.map(({ northDeg }) => northDeg) },
      { name: 'mean', values: bands.map(({ mean }) => mean) },
      { name: 'lowest', values: bands.map(({ min }) => min) },
      { name: 'highest', values: bands.map(({ max }) => max) },
      { name: 'pixels', values: bands.map(({ pixels }) => pixels) },
    ],
  }
}
