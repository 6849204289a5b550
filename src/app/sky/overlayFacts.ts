/** What may be drawn over the map, in the words of the menu, with the sources of its numbers. */
import { galacticCentre, interstellarApex, lsrApex, magneticAxes } from '../../literature/directions.ts'
import { regions } from '../../literature/regions.ts'
import { sourceText } from '../../literature/source.ts'
import type { Overlay } from '../../study/document.ts'

export interface OverlayFacts {
  readonly overlay: Overlay
  readonly label: string
  /** One line. */
  readonly explained: string
  readonly sources: readonly string[]
}

export const overlayFacts: readonly OverlayFacts[] = [
  { overlay: 'galacticPlane', label: 'Galactic plane', explained: 'Where the Milky Way lies; a star at its centre.', sources: [sourceText(galacticCentre)] },
  { overlay: 'fieldOfView', label: 'Field of view', explained: 'Declinations that each detector of the map reaches: latitude plus and minus its zenith cut. The edge of what was observed is always drawn.', sources: [] },
  { overlay: 'regions', label: 'Regions A, B, C', explained: 'Excesses of ten degrees that carry letters.', sources: regions.map((region) => `${region.letter}, ${region.observatory}: ${sourceText(region)}`) },
  { overlay: 'magneticAxis', label: 'Local magnetic field', explained: 'Both ends of the axis that the view is set to, with its error if it is a measured one.', sources: Object.values(magneticAxes).map((axis) => `${axis.name}: ${sourceText(axis)}`) },
  { overlay: 'magneticEquator', label: 'Magnetic equator', explained: '90° from that axis: diffusion along the field leaves nothing of a dipole there.', sources: [] },
  { overlay: 'interstellarFlow', label: 'Interstellar flow', explained: 'Where the Sun moves to through the gas around it, and where that gas flows: the tail of the heliosphere.', sources: [sourceText(interstellarApex)] },
  { overlay: 'lsrApex', label: 'Solar apex', explained: 'Where the Sun moves to among the stars around it: the Compton–Getting dipole of that motion points there.', sources: [sourceText(lsrApex)] },
  { overlay: 'ecliptic', label: 'Ecliptic', explained: 'The plane of the Earth’s orbit.', sources: ['J2000, obliquity 84381.406″ (IAU 2006; Capitaine et al. 2003)'] },
  { overlay: 'extremes', label: 'Brightest and faintest place', explained: '× at the highest value of the map, + at the lowest.', sources: [] },
  { overlay: 'marks', label: 'Own places', explained: 'A list of your own, below.', sources: [] },
]
