/** Observatories of the anisotropy: where they stand and how far from the zenith they look. */
import { REVIEW, type Sourced } from './source.ts'

export interface Observatory extends Sourced {
  readonly name: string
  /** Geographic; north and east positive. */
  readonly latitudeDeg: number
  readonly longitudeDeg: number
  /** Zenith cuts of its analyses, the one most used first; empty where none is quoted. */
  readonly zenithMaxDeg: readonly number[]
}

const TABLE = `${REVIEW}, Table 1`
/** At the pole every longitude is as good; it only says where the clock starts. */
const POLE = { latitudeDeg: -90, longitudeDeg: 0 }

export const observatories: readonly Observatory[] = [
  { name: 'IceCube', ...POLE, zenithMaxDeg: [65], source: TABLE },
  { name: 'IceTop', ...POLE, zenithMaxDeg: [55], source: TABLE },
  { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: [45, 57], source: `${REVIEW}, Figs. 2 and 5: 19° N, 45°; longitude and 57° as in the configuration of the likelihood reconstruction (jcdiazvelez/cra-ahlers-llh)` },
  { name: 'Tibet-ASγ', latitudeDeg: 30, longitudeDeg: 91, zenithMaxDeg: [45, 60], source: `${TABLE}: two analyses` },
  { name: 'ARGO-YBJ', latitudeDeg: 30, longitudeDeg: 91, zenithMaxDeg: [45], source: TABLE },
  { name: 'Milagro', latitudeDeg: 36, longitudeDeg: -107, zenithMaxDeg: [50], source: TABLE },
  { name: 'EAS-TOP', latitudeDeg: 42, longitudeDeg: 13, zenithMaxDeg: [40], source: TABLE },
  { name: 'KASCADE-Grande', latitudeDeg: 49, longitudeDeg: 8, zenithMaxDeg: [40], source: TABLE },
  { name: 'MACRO', latitudeDeg: 42, longitudeDeg: 13, zenithMaxDeg: [], source: TABLE },
  { name: 'Baksan', latitudeDeg: 43, longitudeDeg: 43, zenithMaxDeg: [], source: TABLE },
  { name: 'Super-Kamiokande', latitudeDeg: 36, longitudeDeg: 137, zenithMaxDeg: [], source: TABLE },
  { name: 'LHAASO', latitudeDeg: 29.4, longitudeDeg: 100.1, zenithMaxDeg: [50], source: 'Haizishan, Daocheng; its zenith cut for cosmic rays', unverified: true },
  { name: 'GRAPES-3', latitudeDeg: 11.4, longitudeDeg: 76.7, zenithMaxDeg: [60], source: 'Ooty, 11.4° N (PoS ICRC2019, 354); longitude and zenith cut', unverified: true },
  { name: 'Pierre Auger Observatory', latitudeDeg: -35.2, longitudeDeg: -69.5, zenithMaxDeg: [80], source: 'zenith cut: open data set above 8 EeV, Pierre Auger Collaboration 2017; place: Malargüe', unverified: true },
  { name: 'Telescope Array', latitudeDeg: 39.3, longitudeDeg: -112.9, zenithMaxDeg: [55], source: 'zenith cut: Telescope Array 2014, ApJ 790, L21, table of events above 57 EeV; place: Millard County, Utah', unverified: true },
]
