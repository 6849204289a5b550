/** The multipoles that can be subtracted by name. */
export const MULTIPOLES = [
  { l: 1, name: 'dipole', key: 'd' },
  { l: 2, name: 'quadrupole', key: 'q' },
  { l: 3, name: 'octupole', key: 'o' },
] as const
