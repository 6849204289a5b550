/** Scales on which the papers of the field show their maps, so that a map can be held beside theirs. */
import type { ColoursName, Quantity } from '../study/document.ts'

export interface ScalePreset {
  readonly quantity: Quantity
  /** ± this much. */
  readonly limit: number
  /** What such maps show. */
  readonly shows: string
  readonly source: string
  /** Brought along where the paper's colours are part of its look. */
  readonly colours?: ColoursName
}

const ICECUBE = 'IceCube sky maps'
const ICETOP = 'IceTop 2026'

export const scalePresets: readonly ScalePreset[] = [
  { quantity: 'relativeIntensity', limit: 1.5e-3, shows: 'large scale, smoothed 5°', source: ICECUBE },
  { quantity: 'relativeIntensity', limit: 5e-4, shows: 'after ℓ ≤ 2 is subtracted', source: ICECUBE },
  { quantity: 'relativeIntensity', limit: 1e-3, shows: 'bins of energy, smoothed 20°', source: ICECUBE },
  { quantity: 'relativeIntensity', limit: 3e-3, shows: 'the highest energies, smoothed 20°', source: ICECUBE },
  { quantity: 'relativeIntensity', limit: 3e-4, shows: 'solar dipole', source: ICECUBE },
  { quantity: 'relativeIntensity', limit: 2e-3, shows: 'all sky at 10 TeV', source: 'HAWC and IceCube 2019, ApJ 871, 96' },
  { quantity: 'relativeIntensity', limit: 1.5e-3, shows: 'large scale', source: ICETOP, colours: 'jet' },
  { quantity: 'relativeIntensity', limit: 3e-3, shows: 'the highest energies', source: ICETOP, colours: 'jet' },
  { quantity: 'significance', limit: 45, shows: 'large scale', source: ICECUBE },
  { quantity: 'significance', limit: 12, shows: 'after ℓ ≤ 2 is subtracted', source: ICECUBE },
]

export const presetsFor = (quantity: Quantity): readonly ScalePreset[] => scalePresets.filter((preset) => preset.quantity === quantity)
