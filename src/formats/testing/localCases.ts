/** Local maps, good and bad: images of time bins, and sets in ZIP archives, where one file stands for many. */
import type { Section } from './cases.ts'
import { ascii, join } from './fixtures.ts'
import { configOf, imageOf, multimap, type NamedBytes, setOf } from './localMaps.ts'
import { zip } from './zips.ts'

const BINS = Array.from({ length: 24 }, (_, bin) => Array.from({ length: 48 }, (_pixel, i) => (i < 12 ? 100 + ((7 * bin + 3 * i) % 5) : 0)))
const image = (name: string, bytes: () => Uint8Array<ArrayBuffer>) => ({ name, file: 'multi.fits', bytes })
const archive = (name: string, files: () => readonly NamedBytes[]) => ({ name, file: 'set.zip', bytes: () => zip(files()) })
const set = setOf(BINS)
const settings = (text: string): NamedBytes => ({ name: 'config.json', bytes: join(ascii(text)) })

export const LOCAL_CASES: readonly Section[] = [
  {
    title: 'Local maps: one image of all time bins',
    cases: [
      image('LMAPS alone', () => multimap(BINS)),
      image('with weights beside it', () => multimap(BINS, {}, imageOf(BINS, {}, 'WMAPS'))),
      image('counts that are not whole', () => multimap(BINS.map((bin) => bin.map((n) => n * 1.01)))),
      image('unseen pixels', () => multimap(BINS.map((bin) => bin.map((n, i) => (i === 3 ? NaN : n))))),
      image('cut short', () => multimap(BINS).slice(0, 5760 + 8 * 48 * 7 + 100)),
      image('negative counts', () => multimap(BINS.map((bin) => bin.map((n, i) => (i === 3 ? -n : n))))),
      image('nothing in it', () => multimap(BINS.map((bin) => bin.map(() => 0)))),
      image('a single bin', () => multimap(BINS.slice(0, 1))),
      image('no HEALPix pixels', () => multimap(BINS.map((bin) => bin.slice(0, 47)))),
      image('4,000 bins', () => multimap(BINS, { NAXIS2: 4000 })),
      image('whole numbers of 64 bits', () => multimap(BINS, { BITPIX: 64 })),
    ],
  },
  {
    title: 'Local maps: a file for each time bin, loose or zipped, with or without their configuration',
    cases: [
      archive('with their configuration', () => [...set, configOf()]),
      archive('without it', () => set),
      archive('bin 007 missing', () => set.filter((_, bin) => bin !== 7)),
      archive('the first missing', () => set.slice(1)),
      archive('a bin twice', () => [...set, set[4]!]),
      archive('a map that does not belong', () => [...set, { name: 'sky.fits', bytes: set[0]!.bytes }]),
      archive('a text beside them', () => [...set, configOf(), { name: 'README.txt', bytes: join(ascii('Have a look.')) }]),
      archive('another NSIDE in one', () => [...set.slice(0, 23), ...setOf([...BINS.slice(0, 23), BINS[0]!.slice(0, 12)]).slice(23)]),
      archive('one cut short', () => set.map((one, bin) => (bin === 3 ? { ...one, bytes: one.bytes.slice(0, 5800) } : one))),
      archive('headers that disagree', () => [...setOf(BINS, { cards: (bin) => ({ CUTS: bin === 5 ? 'nhit>100' : 'nhit>50', NBINS: 360, TIMEBIN: bin === 9 ? 8 : bin }) }), configOf()]),
      archive('a configuration of other files', () => [...set, settings('{"detectors": {"A": {"latitude": 1, "longitude": 2, "thetamax": 60, "prefix": "a_"}, "B": {"latitude": 3, "longitude": 4, "thetamax": 60, "prefix": "b_"}}}')]),
      archive('a configuration that asks for weights', () => [...set, configOf({ weights: true, colour: 'blue', nside: 64 })]),
      archive('two configurations', () => [...set, configOf(), { ...configOf(), name: 'other.json' }]),
      archive('a configuration without detectors', () => [...set, settings('{"version": 1}')]),
      archive('a site beyond the Pole', () => [...set, configOf({ latitude: 99 })]),
      archive('a torn configuration', () => [...set, settings('{"detectors": {')]),
    ],
  },
]
