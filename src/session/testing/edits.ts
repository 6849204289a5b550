/** Edits a person might make, for properties over random sequences of them. */
import fc from 'fast-check'
import type { ColoursName, Data, MapSource, Quantity, Study, View } from '../../study/document.ts'
import { addMap, addPlain, compareHow, openMapBeside, removeMap, stopComparing } from '../../study/comparing.ts'
import { openMap, setCard, setMultipole, setPin, setQuantity, setScale, setUnseen, toggleDegree, type ScalePatch } from '../../study/edits.ts'

export const someFile = (sha256 = 'ab'.repeat(32), name = 'map.fits'): Data => ({
  kind: 'data',
  origin: { name, bytes: 1000, sha256 },
  reading: { as: 'healpix', ordering: 'nested', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false },
})

export const someSource: MapSource = {
  from: 'map',
  counts: { data: 'file', column: 0 },
  background: { data: 'file', column: 1 },
  intensityIs: 'deviation',
  reference: 'background',
  backgroundMade: 'sameData',
  alpha: 0.05,
}

const COLOURS: readonly ColoursName[] = ['blueRed', 'vik', 'purpleOrange', 'tealBrown', 'counts', 'blueYellow', 'violetYellow', 'grey', 'jet']

/** Every setting of a scale, sensible or not, set or left out. */
export const aScalePatch: fc.Arbitrary<ScalePatch> = fc.record(
  {
    limit: fc.oneof(fc.constant('auto' as const), fc.double({ min: -10, max: 10, noNaN: true })),
    low: fc.option(fc.double({ min: -10, max: 10, noNaN: true }), { nil: undefined }),
    colours: fc.constantFrom(...COLOURS),
    power: fc.option(fc.integer({ min: -15, max: 15 }), { nil: undefined }),
    threshold: fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: undefined }),
    zeroContour: fc.boolean(),
    hatchNegative: fc.boolean(),
  },
  { requiredKeys: [] },
)

export const anEdit: fc.Arbitrary<(study: Study) => Study> = fc.oneof(
  fc.integer({ min: 0, max: 45 }).map((radiusDeg) => setCard('main', 'smooth', { radiusDeg })),
  fc.boolean().map((on) => setCard('main', 'smooth', { on })),
  fc.integer({ min: 1, max: 3 }).map((l) => toggleDegree('main', l)),
  fc.tuple(fc.integer({ min: -90, max: 0 }), fc.integer({ min: 1, max: 90 })).map((declinationDeg) => setCard('main', 'mask', { on: true, declinationDeg })),
  fc.integer({ min: 2, max: 60 }).map((lmax) => setCard('main', 'spectrum', { lmax })),
  fc.constantFrom<Quantity[]>('relativeIntensity', 'significance', 'counts').map((quantity) => setQuantity(0, quantity)),
  fc.double({ min: 1e-6, max: 1, noNaN: true }).map((limit) => setScale(0, { limit })),
  aScalePatch.map((patch) => setScale(0, patch)),
  fc.constantFrom<View['unseen'][]>('hatched', 'grey', 'white').map(setUnseen),
  fc.option(fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: -90, max: 90 })), { nil: undefined }).map((pin) => setPin(pin)),
  fc.constant(openMap(someFile(), someSource)),
  fc.constantFrom(addMap('truth', 'relativeIntensity'), addMap('sky', 'counts'), addPlain('smooth'), openMapBeside(someFile('cd'.repeat(32), 'other.fits'), (data) => ({ ...someSource, counts: { data, column: 0 }, background: { data, column: 1 } }))),
  fc.constantFrom(compareHow('swipe'), compareHow('difference'), removeMap(1), stopComparing, setMultipole(0, { l: 2 })),
)

export const edited = (study: Study, edits: readonly ((study: Study) => Study)[]): Study => edits.reduce((before, edit) => edit(before), study)
