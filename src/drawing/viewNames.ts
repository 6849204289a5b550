import type { FrameName, ProjectionName } from '../study/document.ts'

export const FRAME_NAMES: { readonly [F in FrameName]: string } = { equatorial: 'equatorial', galactic: 'Galactic', ecliptic: 'ecliptic', magnetic: 'magnetic' }

export const PROJECTION_NAMES: { readonly [P in ProjectionName]: string } = {
  ...{ mollweide: 'Mollweide', hammer: 'Hammer', equalArea: 'RA × sin δ', equirectangular: 'RA × δ', polar: 'Polar', globe: 'Globe' },
}
