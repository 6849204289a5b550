/** Rotations between celestial frames, as matrices on unit vectors. "Equatorial" is J2000; its 0.02″ offset from ICRS is left out. */
import { demand } from '../problem.ts'
import { product, rotate, transposed, turnedAboutZ, type Matrix3, type Vector3 } from '../math/matrix3.ts'
import { radians } from '../units.ts'
import { equatorialVector } from './directions.ts'

const arcseconds = (x: number): number => radians(x / 3600)

/**
 * Equatorial (ICRS) → Galactic. The Galactic pole at α = 192.85948°, δ = +27.12825° and the ascending node at
 * l = 32.93192°, by convention (The Hipparcos Catalogue, ESA SP-1200, vol. 1, sec. 1.5.3).
 */
export const equatorialToGalactic: Matrix3 = galacticMatrix()

function galacticMatrix(): Matrix3 {
  const pole = { alpha: radians(192.85948), delta: radians(27.12825) }
  const lNorth = radians(32.93192 + 90) // Galactic longitude of the celestial north pole
  const [ca, sa, cd, sd] = [Math.cos(pole.alpha), Math.sin(pole.alpha), Math.cos(pole.delta), Math.sin(pole.delta)]
  const [cl, sl] = [Math.cos(lNorth), Math.sin(lNorth)]
  const east = [-sa, ca, 0]
  const north = [-sd * ca, -sd * sa, cd]
  const x = north.map((n, i) => cl * n + sl * east[i])
  const y = north.map((n, i) => sl * n - cl * east[i])
  return [x[0], x[1], x[2], y[0], y[1], y[2], cd * ca, cd * sa, sd]
}

/** The angle between equator and ecliptic at J2000, 84381.406″ (IAU 2006; Capitaine et al. 2003). */
export const OBLIQUITY_J2000 = arcseconds(84381.406)

/** Equatorial → ecliptic of J2000: a turn about the equinox by the obliquity. */
export const equatorialToEcliptic: Matrix3 = eclipticMatrix()

function eclipticMatrix(): Matrix3 {
  const c = Math.cos(OBLIQUITY_J2000)
  const s = Math.sin(OBLIQUITY_J2000)
  return [1, 0, 0, 0, c, s, 0, -s, c]
}

/** ζ_A, z_A, θ_A in arcseconds, by powers of Julian centuries from J2000 (Capitaine, Wallace & Chapront 2003, A&A 412, 567, eq. 40). */
const ZETA = [2.650545, 2306.083227, 0.2988499, 0.01801828, -5.971e-6, -3.173e-7]
const ZED = [-2.650545, 2306.077181, 1.0927348, 0.01826837, -2.8596e-5, -2.904e-7]
const THETA = [0, 2004.191903, -0.4294934, -0.04182264, -7.089e-6, -1.274e-7]

const polynomial = (coefficients: readonly number[], t: number): number => coefficients.reduceRight((sum, c) => sum * t + c, 0)

/**
 * J2000 → mean equator and equinox of date, P = R_z(−z_A) R_y(θ_A) R_z(−ζ_A): IAU 2006 precession.
 *
 * @param year  Julian year of the date, e.g. 2020.5; good to an arcsecond for some centuries around 2000
 */
export function precession(year: number): Matrix3 {
  const t = (year - 2000) / 100
  const theta = arcseconds(polynomial(THETA, t))
  const c = Math.cos(theta)
  const s = Math.sin(theta)
  const tilt: Matrix3 = [c, 0, -s, 0, 1, 0, s, 0, c]
  return product(turnedAboutZ(-arcseconds(polynomial(ZED, t))), product(tilt, turnedAboutZ(-arcseconds(polynomial(ZETA, t)))))
}

/**
 * The axis of the local interstellar magnetic field in equatorial components: (l, b) = (210.5°, −57.1°) ± 1.5°, the axis
 * of the ring on the sky from which IBEX sees energetic neutral atoms come (as quoted in the review, Sec. 3.2);
 * α = 48.469°, δ = −21.244°. A magnetic axis has no sense: its opposite is as good.
 */
export const MAGNETIC_AXIS: Vector3 = rotate(transposed(equatorialToGalactic), equatorialVector(radians(210.5), radians(-57.1)))

/**
 * Equatorial → the frame that has `axis` for its pole; its longitude is zero on the half-circle from the pole through
 * `meridian`, by default the north celestial pole, and grows eastward as seen from inside the sphere: a proper rotation.
 * If the meridian is the axis or its opposite (to 10⁻⁸) the equinox takes its place, so that the north pole as axis gives
 * the equatorial frame itself. Longitudes are not continuous there; latitudes, all that matters about a field, are.
 *
 * @param axis, meridian  equatorial components, of any length but zero
 */
export function axisFrame(axis: Vector3, meridian: Vector3 = [0, 0, 1]): Matrix3 {
  const z = unit(axis)
  const x = perpendicularPart(unit(meridian), z) ?? perpendicularPart([1, 0, 0], z) ?? [0, 1, 0]
  return [...x, z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0], ...z]
}

function unit(v: Vector3): [number, number, number] {
  const length = Math.hypot(...v)
  demand(length > 0 && length < Infinity, 'a direction is a vector of finite length, not zero', { length })
  return [v[0] / length, v[1] / length, v[2] / length]
}

/** The direction of what is left of v without its part along z; taken twice, since v may be nearly along z. */
function perpendicularPart(v: Vector3, z: Vector3): [number, number, number] | undefined {
  const rest = without(v, z)
  return Math.hypot(...rest) < 1e-8 ? undefined : unit(without(unit(rest), z))
}

function without(v: Vector3, z: Vector3): Vector3 {
  const along = v[0] * z[0] + v[1] * z[1] + v[2] * z[2]
  return [v[0] - along * z[0], v[1] - along * z[1], v[2] - along * z[2]]
}

/** A frame to see the sky in: by name, by the year of its equinox, or by the axis it has for a pole. */
export type Frame = 'equatorial' | 'galactic' | 'ecliptic' | 'magnetic' | { readonly ofDate: number } | { readonly axis: Vector3 }

/** Equatorial (J2000) → the frame. 'magnetic' has `MAGNETIC_AXIS` for its pole. */
export function frameRotation(frame: Frame): Matrix3 {
  if (frame === 'equatorial') return [1, 0, 0, 0, 1, 0, 0, 0, 1]
  if (frame === 'galactic') return equatorialToGalactic
  if (frame === 'ecliptic') return equatorialToEcliptic
  if (frame === 'magnetic') return axisFrame(MAGNETIC_AXIS)
  return 'ofDate' in frame ? precession(frame.ofDate) : axisFrame(frame.axis)
}

/** Components in one frame → components in another. */
export function rotationBetween(from: Frame, to: Frame): Matrix3 {
  return product(frameRotation(to), transposed(frameRotation(from)))
}
