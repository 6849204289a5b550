/** How far the settings of a study may go: the page's fields and the check of a study that comes from elsewhere agree. */
export const BOUNDS = {
  lmax: [2, 512],
  bins: [4, 360],
  minimumCounts: [0, 1e15],
  epoch: [1900, 2100],
  radiusDeg: [0, 45],
  latitudeDeg: [-90, 90],
  longitudeDeg: [-360, 360],
  zenithMaxDeg: [1, 90],
  firstBinDeg: [-360, 360],
  /** The ends of a colour scale. */
  scale: [-1e18, 1e18],
  /** The least distance between them. */
  scaleWidth: 1e-15,
  /** Of the unit the colour scale is written in. */
  power: [-15, 15],
  zoom: [1, 64],
} as const
