export interface Quadrature {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/**
 * Gauss–Legendre nodes (ascending) and weights on [−1, 1], exact for polynomials of degree 2n − 1.
 * Newton's iteration on P_n from the Chebyshev-like start (Abramowitz & Stegun 25.4.30).
 */
export function gaussLegendre(n: number): Quadrature {
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < (n + 1) >> 1; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    let near = false
    for (let step = 0; step < 100; step++) {
      let p = 1
      let before = 0
      for (let l = 1; l <= n; l++) {
        const next = ((2 * l - 1) * x * p - (l - 1) * before) / l
        before = p
        p = next
      }
      slope = (n * (x * p - before)) / (x * x - 1)
      const move = p / slope
      x -= move
      if (near) break // convergence is quadratic: the step after a small one lands on the last digit
      near = Math.abs(move) < 1e-10
    }
    const weight = 2 / ((1 - x * x) * slope * slope)
    nodes[n - 1 - i] = x
    nodes[i] = -x
    weights[i] = weights[n - 1 - i] = weight
  }
  if (n % 2 === 1) nodes[n >> 1] = 0
  return { nodes, weights }
}
