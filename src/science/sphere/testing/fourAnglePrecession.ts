import { product, type Matrix3 } from '../../math/matrix3.ts'
import { radians } from '../../units.ts'

/** ψ_A, ω_A, χ_A in arcseconds by powers of Julian centuries from J2000, with ε_0 (Capitaine, Wallace & Chapront 2003, A&A 412, 567, eq. 37 and 39). */
const [PSI, OMEGA, CHI, EPSILON] = [
  [0, 5038.481507, -1.0790069, -0.00114045, 0.000132851, -9.51e-8],
  [84381.406, -0.025754, 0.0512623, -0.00772503, -4.67e-7, 3.337e-7],
  [0, 10.556403, -2.3814292, -0.00121197, 0.000170663, -5.6e-8],
  [84381.406],
]

/**
 * IAU 2006 precession from J2000 by way of the fixed ecliptic, P = R_z(χ_A) R_x(−ω_A) R_z(−ψ_A) R_x(ε_0): other angles, other polynomials and other axes than those of
 * `frames.ts`, and the same rotation.
 */
export function fourAnglePrecession(year: number): Matrix3 {
  const t = (year - 2000) / 100
  const [psi, omega, chi, epsilon] = [PSI, OMEGA, CHI, EPSILON].map((c) => radians(c.reduceRight((sum, x) => sum * t + x, 0) / 3600))
  return product(aboutZ(chi), product(aboutX(-omega), product(aboutZ(-psi), aboutX(epsilon))))
}

function aboutX(angle: number): Matrix3 {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return [1, 0, 0, 0, c, s, 0, -s, c]
}

function aboutZ(angle: number): Matrix3 {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return [c, s, 0, -s, c, 0, 0, 0, 1]
}
