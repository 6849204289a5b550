/** The χ² distribution. */

/** Lanczos' series for ln Γ (g = 7, nine terms): relative accuracy 1e−15 for x ≥ ½. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

function logGamma(x: number): number {
  let sum = LANCZOS[0]
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * The probability that χ² of so many degrees of freedom exceeds a value, Q(dof/2, χ²/2): the series of P below the mean, Legendre's continued fraction
 * (Lentz) above. The degrees of freedom need not be a whole number.
 *
 * @param degreesOfFreedom  > 0
 */
export function chiSquareTail(chiSquare: number, degreesOfFreedom: number): number {
  const [a, x] = [degreesOfFreedom / 2, chiSquare / 2]
  if (!(x > 0)) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; term > sum * 1e-17; n++) sum += term *= x / (a + n)
    return 1 - front * sum
  }
  let b = x + 1 - a
  let c = Infinity
  let d = 1 / b
  let fraction = d
  for (let i = 1, factor = 0; Math.abs(factor - 1) > 1e-15; i++) {
    const numerator = -i * (i - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    factor = c * d
    fraction *= factor
  }
  return front * fraction
}
