/** The noise that a significance is measured in: the normal distribution. */

/** Density of N(0, 1). */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)

/**
 * Chance of a value farther from zero than N, of either sign: 2(1 − Φ(N)) = erfc(N/√2). Below 2.5 by the series
 * Φ(N) − ½ = φ(N) Σ_k N^{2k+1}/(2k + 1)!!, above it by the continued fraction of Mills' ratio,
 * (1 − Φ(N))/φ(N) = 1/(N + 1/(N + 2/(N + 3/(N + …)))) (Abramowitz and Stegun 1964, 26.2.11 and 26.2.14). Relative error below 1e−12.
 *
 * @param n  N ≥ 0
 */
export function chanceBeyond(n: number): number {
  if (n < 2.5) {
    let sum = 0
    for (let k = 0, term = n; term > 1e-17 * sum; term *= (n * n) / (2 * ++k + 1)) sum += term
    return 1 - 2 * normalDensity(n) * sum
  }
  let fraction = n
  for (let k = 200; k >= 1; k--) fraction = n + k / fraction
  return (2 * normalDensity(n)) / fraction
}
