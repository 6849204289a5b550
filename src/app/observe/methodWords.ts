/** What each way of finding an anisotropy does, and what it cannot see: in one sentence each. */
import type { MethodName } from '../../study/document.ts'

/** Ways to a dipole alone, without a map. */
export type DipoleMethod = 'dipoleLikelihood' | 'eastWest' | 'projection'

export interface MethodWords {
  readonly name: string
  readonly does: string
  readonly cannotSee: string
}

export const METHOD_WORDS: { readonly [M in MethodName | DipoleMethod]: MethodWords } = {
  ringMean: {
    name: 'Ring mean',
    does: 'Compares every pixel with the mean of its declination ring; right where exposure does not depend on right ascension.',
    cannotSee: 'Cannot see m = 0, and takes uneven live time for anisotropy.',
  },
  directIntegration: {
    name: 'Direct integration',
    does: 'Expects the mean rate of a window times the mean arrival directions, and divides the counts by it.',
    cannotSee: 'Cannot see m = 0, nor most of the dipole: a part of it goes into the rate it divides by.',
  },
  scrambling: {
    name: 'Time scrambling',
    does: 'Gives the events each other’s times, many times over, and expects the mean of what comes out.',
    cannotSee: 'Cannot see what direct integration cannot see: it is the same expectation, drawn by lot.',
  },
  likelihood: {
    name: 'Maximum likelihood',
    does: 'Finds sky, rate and acceptance together, as those that make the counts most probable.',
    cannotSee: 'Cannot see m = 0: it belongs to the acceptance as well as to the sky.',
  },
  forwardBackward: {
    name: 'Forward–Backward',
    does: 'Compares what lies ahead of the meridian with what lies behind it, band by band, and adds the slopes up.',
    cannotSee: 'Cannot see m = 0, nor waves of which a whole number fits between the two directions.',
  },
  absolute: {
    name: 'Known acceptance',
    does: 'Divides by what a detector without flaws would count of a sky without structure, and trusts that to a part in ten thousand.',
    cannotSee: 'Cannot see a flaw of its own detector, and takes it for sky: no observatory knows itself that well.',
  },
  dipoleLikelihood: {
    name: 'Dipole-only likelihood',
    does: 'Fits a dipole, rate and acceptance to the counts, and nothing else.',
    cannotSee: 'Cannot see the declination component, and takes higher multipoles for dipole.',
  },
  eastWest: {
    name: 'East–West',
    does: 'Follows the difference of rates from east and west through the day; the weather goes out of it.',
    cannotSee: 'Cannot see the declination component, and reads the sky about the equator alone.',
  },
  projection: {
    name: 'Right-ascension projection',
    does: 'Adds the map up over declination, fits a wave, and divides by the mean cosine of declination (Eq. 25).',
    cannotSee: 'Cannot see the declination component, and is right for a pure dipole only.',
  },
}
