/** Rotations between celestial frames, as matrices on unit vectors. "Equatorial" is J2000; its 0.02″ offset from ICRS is left out. */
import { product, turnedAboutZ, type Matrix3 } from '../math/matrix3.ts'
import { radians } from '../units.ts'

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
