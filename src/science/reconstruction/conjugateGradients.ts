/**
 * F z = c by conjugate gradients (Hestenes & Stiefel 1952), scaled by the diagonal of F, on what is left of F without its units (`ringInformation.ts`): exact for any
 * live time, a few products at a time, and no matrix is ever made.
 */
import { demand } from '../problem.ts'
import { multiplyInformation, removeUnits, type RingInformation } from './ringInformation.ts'

export interface Solved {
  /** z without units, so that its product with anything else that is asked, units or not, is the covariance of the two. */
  readonly solution: Float64Array
  /** √(rᵀ diag⁻¹ r) of what is left, r = c − F z, over that of c; 0 where nothing is asked. */
  readonly residual: number
  /** cᵀ z: the variance of what c measures, once the residual is small. */
  readonly variance: number
  readonly steps: number
  /** Whether the residual came under the tolerance. Where it did not, c asks for something that the counts know nothing of, or hardly anything. */
  readonly reached: boolean
}

/** Steps go on until they believe in this share of what is tolerated. */
const MARGIN = 0.5
/** A direction of which counts know less than this share of its diagonal is one of which they know nothing. */
const ROUNDING = 1e-15

export interface Until {
  readonly tolerance: number
  /** Steps after which it ends without having come there. */
  readonly most: number
}

/**
 * Yields after every step, which takes as long as a pass of the likelihood.
 *
 * @param c  [detectors × cells, rings × cells]; what it says of units and of cells of which nothing is known is left out
 */
export function* conjugateGradients(information: RingInformation, c: Float64Array, { tolerance, most }: Until): Generator<void, Solved, void> {
  const { diagonal } = information
  const size = diagonal.length
  demand(c.length === size, 'what is asked has an entry for each rate and each cell of the sky', { entries: c.length, wanted: size })
  const asked = c.slice()
  removeUnits(information, asked)
  const left = asked.slice()
  const [solution, direction, image] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const first = scaled(left, diagonal)
  let rest = first
  let again = 0
  let steps = 0
  for (; rest > (MARGIN * tolerance) ** 2 * first && steps < most; steps++) {
    for (let i = 0; i < size; i++) if (diagonal[i] > 0) direction[i] = left[i] / diagonal[i] + again * direction[i]
    times(information, direction, image)
    const curvature = dot(direction, image)
    if (!(curvature > ROUNDING * weighted(direction, diagonal))) break
    const length = rest / curvature
    for (let i = 0; i < size; i++) {
      solution[i] += length * direction[i]
      left[i] -= length * image[i]
    }
    const next = scaled(left, diagonal)
    again = next / rest
    rest = next
    yield
  }
  // What the steps believe is left of c is not what is left of it where F is singular.
  times(information, solution, image)
  removeUnits(information, solution)
  const residual = first > 0 ? Math.sqrt(scaled(image.map((x, i) => asked[i] - x), diagonal) / first) : 0
  return { solution, residual, variance: dot(asked, solution), steps, reached: residual <= tolerance }
}

/** What work ends with where nobody breathes between its steps. */
export function ended<T>(work: Generator<void, T, void>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/** F z, without the units that rounding brings in. */
function times(information: RingInformation, z: Float64Array, out: Float64Array): void {
  multiplyInformation(information, z, out)
  removeUnits(information, out)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** zᵀ diag z */
function weighted(z: Float64Array, diagonal: Float64Array): number {
  let sum = 0
  for (let i = 0; i < z.length; i++) sum += diagonal[i] * z[i] * z[i]
  return sum
}

/** rᵀ diag⁻¹ r */
function scaled(r: Float64Array, diagonal: Float64Array): number {
  let sum = 0
  for (let i = 0; i < r.length; i++) if (diagonal[i] > 0) sum += (r[i] * r[i]) / diagonal[i]
  return sum
}
