/** The study that greets a visitor: a seeded synthetic sky, seen by two mock observatories. No file, no server. */
import type { Acceptance, CameraView, Compare, Observation, Overlay, Pane, Recipe, Scale, Study, View } from './document.ts'

export const SEED = 7

export const defaultRecipe: Recipe = {
  mask: { on: false, declinationDeg: [-90, 90], minimumCounts: 0 },
  subtract: { on: false, degrees: [1], zonal: false },
  smooth: { on: true, radiusDeg: 10 },
  spectrum: { lmax: 40, zonal: false },
  profile: { declinationDeg: [-90, 90], bins: 24, harmonics: 2 },
}

export const defaultScale: Scale = { limit: 'auto', colours: 'blueRed', zeroContour: false, hatchNegative: false }

/** As the papers of the field show the sky: equatorial, right ascension growing to the left, 180° in the middle. */
export const defaultCamera: CameraView = {
  projection: 'mollweide',
  frame: 'equatorial',
  graticule: 'equatorial',
  longitude: 'leftward',
  unit: 'degrees',
  centreDeg: [180, 0],
  zoom: 1,
  magneticPoleDeg: [48.5, -21.2],
}

export const defaultCompare: Compare = { how: 'off', share: 0.5, oneScale: true }

export const defaultOverlays: readonly Overlay[] = ['galacticPlane']

/** Panes, seen as usual. */
export const viewOf = (panes: readonly Pane[]): View => ({
  panes,
  compare: defaultCompare,
  camera: defaultCamera,
  overlays: defaultOverlays,
  marks: [],
  unseen: 'hatched',
})

const observation = (site: Observation['site'], acceptance: Acceptance, events: number): Observation => ({
  kind: 'observation',
  site,
  nside: 64,
  counts: { from: 'mock', sky: 'truth', acceptance, events, seed: SEED },
})

export const seededStudy: Study = {
  version: 1,
  title: `synthetic sky, seed ${SEED}`,
  parts: {
    truth: {
      kind: 'sky',
      recipe: 'main',
      source: {
        from: 'harmonics',
        nside: 64,
        dipole: [7e-4, 5e-4, -4e-4],
        power: { amplitude: 6e-7, slope: -3, lmax: 40, seed: SEED },
        spots: [
          { raDeg: 69, decDeg: 14, widthDeg: 7, height: 6e-4 },
          { raDeg: 122, decDeg: 42, widthDeg: 9, height: 4e-4 },
        ],
      },
    },
    mexico: observation({ name: 'mid-latitude mock (19° N)', latitudeDeg: 19, longitudeDeg: -97.3, zenithMaxDeg: 57 }, { zenithPower: 1, absorption: 5 }, 2.4e11),
    pole: observation({ name: 'South Pole mock', latitudeDeg: -90, longitudeDeg: 0, zenithMaxDeg: 65 }, { zenithPower: 1, absorption: 1 }, 3.2e11),
    sky: { kind: 'sky', recipe: 'main', source: { from: 'observations', observations: ['mexico', 'pole'], method: 'ringMean' } },
  },
  recipes: { main: defaultRecipe },
  view: viewOf([
    { kind: 'map', part: 'sky', quantity: 'relativeIntensity', scale: defaultScale },
    { kind: 'spectrum', shows: ['sky'] },
    { kind: 'profile', shows: ['sky'] },
  ]),
}
