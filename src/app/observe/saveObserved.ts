/** Plots of the Observe place as files of numbers. */
import type { RateBand } from '../../drawing/plots/ratePlot.ts'
import { csvText } from '../../formats/writeCsv.ts'
import type { Alm } from '../../science/harmonics/alm.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { ClockName, Study } from '../../study/document.ts'
import { fileName, save } from '../exports/files.ts'

const csv = (study: Study, what: string, comments: readonly string[], columns: Parameters<typeof csvText>[0]['columns']): void =>
  save(new Blob([csvText({ comments: [...comments], columns })], { type: 'text/csv' }), fileName(study, what, 'csv'))

/** One column of hours of the clock, one for each band. */
export function saveRates(study: Study, bands: readonly RateBand[], clock: ClockName): void {
  const { name, time } = CLOCKS[clock]
  const cells = bands[0]?.values.length ?? 0
  csv(study, 'rates', [`Relative rates of declination bands against ${time}`], [
    { name: `${name.replace('-', '_')}_hours`, values: Float64Array.from({ length: cells }, (_, t) => (24 * (t + 0.5)) / cells) },
    ...bands.map(({ declinationDeg, values }) => ({ name: `dec_${declinationDeg.toFixed(1)}_deg`, values })),
  ])
}

/** Multipoles of both skies, a row for each (l, m). */
export function saveAlm(study: Study, lmax: number, truth: Alm | undefined, found: Alm | undefined): void {
  const places = Array.from({ length: lmax }, (_, i) => i + 1).flatMap((l) => Array.from({ length: l + 1 }, (_, m) => [l, m] as const))
  const part = (alm: Alm | undefined, which: 're' | 'im') => Float64Array.from(places, ([l, m]) => (alm === undefined ? NaN : alm[which][(m * (2 * alm.lmax + 1 - m)) / 2 + l]!))
  csv(study, 'multipoles', ['a_lm of the true sky and pseudo-a_lm of the found sky (Condon–Shortley phase)'], [
    { name: 'l', values: Float64Array.from(places, ([l]) => l) }, { name: 'm', values: Float64Array.from(places, ([, m]) => m) },
    { name: 'true_re', values: part(truth, 're') }, { name: 'true_im', values: part(truth, 'im') }, { name: 'found_re', values: part(found, 're') }, { name: 'found_im', values: part(found, 'im') },
  ])
}
