/** The study that greets a visitor: a seeded synthetic sky, seen by two mock observatories. No file, no server. */
import type { Observation, Recipe, Study } from './document.ts'

export const SEED = 7

export const defaultRecipe: Recipe = {
  mask: { on: false, declinationDeg: [-90, 90], minimumCounts: 0 },
  subtract: { on: false, degrees: [1], zonal: false },
  smooth: { on: true, radiusDeg: 10 },
  spectrum: { lmax: 40, zonal: false },
  profile: { declinationDeg: [-90, 90], bins: 24, harmonics: 2 },
}

const observation = (site: Observation['site'], acceptance: Observation['counts']['acceptance'], events: number): Observation => ({
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
  view: {
    panes: [
      { kind: 'map', part: 'sky', quantity: 'relativeIntensity', scale: { limit: 'auto', colours: 'blueRed' } },
      { kind: 'spectrum', shows: ['sky'] },
      { kind: 'profile', shows: ['sky'] },
    ],
  },
}
