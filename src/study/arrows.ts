/** The table of arrows: how every result is made. */
import type { Graph } from './graph.ts'
import { clocks } from './steps/clocks.ts'
import { contours } from './steps/contours.ts'
import { curve } from './steps/curve.ts'
import { display } from './steps/display.ts'
import { differenceIntensity, intensity, reconstruction } from './steps/intensity.ts'
import { mapIntensity } from './steps/mapIntensity.ts'
import { harmonicIntensity, mocked } from './steps/mock.ts'
import { multipole } from './steps/multipole.ts'
import { bootstrap, convergence, dipoles, marginals, rates, solution } from './steps/observed.ts'
import { profile } from './steps/profile.ts'
import { dipole, fit, mask, residual } from './steps/recipe.ts'
import { significance, smoothed } from './steps/smoothing.ts'
import { harmonics, noise, spectrum } from './steps/spectrum.ts'
import { table } from './steps/table.ts'

export const graph: Graph = {
  table,
  curve,
  mocked,
  marginals,
  solution,
  convergence,
  rates,
  dipoles,
  clocks,
  bootstrap,
  reconstruction,
  mapIntensity,
  harmonicIntensity,
  differenceIntensity,
  intensity,
  mask,
  fit,
  residual,
  smoothed,
  significance,
  harmonics,
  multipole,
  spectrum,
  noise,
  profile,
  dipole,
  display,
  contours,
}
