/** The JSON configuration of cra-ahlers-llh: `{"detectors": {"HAWC": {"nside", "latitude", "longitude", "thetamax", "prefix", "suffix", …}}}`, angles in degrees. */
import { Problem } from '../science/problem.ts'
import { baseName } from './numberedNames.ts'
import type { LocalSite } from './readCard.ts'
import { counted, visible } from './text.ts'

/** A configuration is a few hundred bytes. */
const MAX_BYTES = 1_000_000
const MAX_DETECTORS = 100

export interface Detector {
  readonly site: LocalSite
  readonly nside: number | undefined
  /** Without folders. */
  readonly prefix: string
  readonly suffix: string
  readonly weights: boolean
  /** Keys nobody here knows, with their values. */
  readonly unknown: readonly (readonly [string, string])[]
}

export interface LocalConfig {
  readonly name: string
  readonly detectors: readonly Detector[]
}

const damaged = (name: string, how: string): Problem =>
  new Problem('unreadable-file', `The configuration ${visible(name)} of local maps cannot be used: ${how}.`, { remedy: 'Correct it, or open the maps without it and answer on the read card.' })

/** Reads a configuration. Throws unreadable-file where it does not say what a configuration must say. */
export async function readLocalConfig(file: Blob, name: string): Promise<LocalConfig> {
  if (file.size > MAX_BYTES) throw damaged(name, 'it is far too large')
  let value: unknown
  try {
    value = JSON.parse(await file.text())
  } catch {
    throw damaged(name, 'it is not JSON')
  }
  const detectors = isObject(value) ? value['detectors'] : undefined
  if (!isObject(detectors)) throw damaged(name, 'it has no list of detectors')
  const entries = Object.entries(detectors)
  if (entries.length === 0 || entries.length > MAX_DETECTORS) throw damaged(name, `it lists ${counted(entries.length, 'detector')}`)
  return { name, detectors: entries.map(([key, detector]) => detectorOf(name, key, detector)) }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const KNOWN = ['nside', 'latitude', 'longitude', 'thetamax', 'prefix', 'suffix', 'weights', 'multifits']

function detectorOf(file: string, key: string, value: unknown): Detector {
  if (!isObject(value)) throw damaged(file, `detector ${visible(key)} is no list of settings`)
  const number = (setting: string, low: number, high: number): number => {
    const found = value[setting]
    if (typeof found === 'number' && found >= low && found <= high) return found
    throw damaged(file, `${setting} of ${visible(key)} is ${found === undefined ? 'missing' : visible(JSON.stringify(found))}, where a number from ${low} to ${high} is needed`)
  }
  const text = (setting: string): string => (typeof value[setting] === 'string' ? baseName(value[setting]) : '')
  return {
    site: { name: visible(key), latitudeDeg: number('latitude', -90, 90), longitudeDeg: number('longitude', -360, 360), zenithMaxDeg: number('thetamax', 1, 90) },
    nside: value['nside'] === undefined ? undefined : number('nside', 1, 2 ** 13),
    prefix: text('prefix'),
    suffix: text('suffix'),
    weights: value['weights'] === true,
    unknown: Object.entries(value).flatMap(([name, setting]) => (KNOWN.includes(name) ? [] : [[visible(name), visible(JSON.stringify(setting))] as const])),
  }
}

/**
 * The detector that a set of files belongs to: the one whose prefix and suffix they have, or the only one there is; undefined where several could be.
 *
 * @param prefix, suffix  of the files, without folders; of a multimap its name is the prefix
 */
export function detectorOfFiles({ detectors }: LocalConfig, prefix: string, suffix: string): Detector | undefined {
  const fits = detectors.filter((one) => one.prefix === prefix && (suffix === '' || one.suffix === suffix))
  if (fits.length === 1) return fits[0]
  return detectors.length === 1 ? detectors[0] : undefined
}
