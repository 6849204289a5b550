/** Small local maps put together by hand: as one file for each time bin, as one image of all, and their configuration. */
import { ascii, type Cards, type Code, header, join, mapFile, packedNumbers, padding, primary } from './fixtures.ts'

export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const NO_CARDS: (bin: number) => Cards = () => ({})

/** One file for each bin, `loc_000.fits` …; `cards` of each bin's table. */
export const setOf = (bins: readonly (readonly number[])[], { prefix = 'loc_', suffix = '.fits', code = 'D' as Code, cards = NO_CARDS } = {}): NamedBytes[] =>
  bins.map((values, bin) => ({
    name: `${prefix}${String(bin).padStart(3, '0')}${suffix}`,
    bytes: mapFile([{ name: 'counts', code, repeat: 1, values }], { COORDSYS: undefined, COORDS: 'L', ...cards(bin) }),
  }))

/** An image of float64, a row for each bin, behind an empty primary. */
export function imageOf(bins: readonly (readonly number[])[], cards: Cards = {}, name = 'LMAPS'): Uint8Array<ArrayBuffer> {
  const data = packedNumbers(bins.flat(), 8, (view, at, x) => view.setFloat64(at, x))
  return join(header({ XTENSION: 'IMAGE', BITPIX: -64, NAXIS: 2, NAXIS1: bins[0]!.length, NAXIS2: bins.length, PCOUNT: 0, GCOUNT: 1, EXTNAME: name, ...cards }), data, padding(data.length))
}

export const multimap = (bins: readonly (readonly number[])[], cards: Cards = {}, ...behind: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => join(primary(), imageOf(bins, cards), ...behind)

/** A configuration of cra-ahlers-llh with one detector. */
export const configOf = (settings: Readonly<Record<string, unknown>> = {}, name = 'HAWC'): NamedBytes =>
  ({ name: 'config.json', bytes: join(ascii(JSON.stringify({ detectors: { [name]: { nside: 2, latitude: 19, longitude: -97, thetamax: 57, prefix: '/data/loc_', suffix: '.fits', ...settings } } }))) })
