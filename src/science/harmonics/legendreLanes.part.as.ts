/**
 * The Legendre sweeps of `legendreLanes.ts` in AssemblyScript: the same steps in the same order, two ring pairs to a vector and
 * four to a sweep. All arguments named *At are byte addresses. What each array holds is said in `harmonicRoom.ts`.
 */

/** Bytes of one step of the table: α, β, and eight numbers of its own. */
const STEP: usize = 80
const HALF: usize = 16
const LARGE: f64 = 1.2676506002282294e+30 // 2^100
const TINY: f64 = 6.223015277861142e-61 // 2^-200

// The four ring pairs on their way: λ before and here, how many times 2^−200 they carry, sin² δ. Kept here between the stretches of a sweep.
let before1: v128 = f64x2.splat(0)
let before2: v128 = f64x2.splat(0)
let here1: v128 = f64x2.splat(0)
let here2: v128 = f64x2.splat(0)
let scale1: v128 = f64x2.splat(0)
let scale2: v128 = f64x2.splat(0)
let square1: v128 = f64x2.splat(0)
let square2: v128 = f64x2.splat(0)

function next(a: v128, b: v128, square: v128, here: v128, before: v128): v128 {
  return f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, square), b), here), before)
}

function anyLarge(x: v128, y: v128): bool {
  const limit = f64x2.splat(LARGE)
  return v128.any_true(v128.or(f64x2.gt(f64x2.abs(x), limit), f64x2.gt(f64x2.abs(y), limit)))
}

/** Takes what has grown large one scale down. */
function rescale(): void {
  const limit = f64x2.splat(LARGE)
  const tiny = f64x2.splat(TINY)
  const one = f64x2.splat(1)
  const grown1 = f64x2.gt(f64x2.abs(here1), limit)
  const grown2 = f64x2.gt(f64x2.abs(here2), limit)
  here1 = v128.bitselect(f64x2.mul(here1, tiny), here1, grown1)
  before1 = v128.bitselect(f64x2.mul(before1, tiny), before1, grown1)
  scale1 = f64x2.sub(scale1, v128.and(one, grown1))
  here2 = v128.bitselect(f64x2.mul(here2, tiny), here2, grown2)
  before2 = v128.bitselect(f64x2.mul(before2, tiny), before2, grown2)
  scale2 = f64x2.sub(scale2, v128.and(one, grown2))
}

function asleep(scale: v128): v128 {
  return f64x2.gt(scale, f64x2.splat(0))
}

/** Loads four pairs and runs them to the first step where one of them counts; returns the address of that step. */
function wakeUp(squareAt: usize, powerAt: usize, scaleAt: usize, norm: f64, tableAt: usize, end: usize): usize {
  const factor = f64x2.splat(norm)
  square1 = v128.load(squareAt)
  square2 = v128.load(squareAt, HALF)
  before1 = f64x2.splat(0)
  before2 = f64x2.splat(0)
  here1 = f64x2.mul(factor, v128.load(powerAt))
  here2 = f64x2.mul(factor, v128.load(powerAt, HALF))
  scale1 = v128.load(scaleAt)
  scale2 = v128.load(scaleAt, HALF)
  let t = tableAt
  while (t < end && i64x2.all_true(v128.and(asleep(scale1), asleep(scale2)))) {
    // Nothing counts yet: only the recursion runs, until something is no longer tiny.
    let p1 = before1
    let p2 = before2
    let q1 = here1
    let q2 = here2
    const s1 = square1
    const s2 = square2
    while (t < end) {
      const a = v128.load64_splat(t)
      const b = v128.load64_splat(t, 8)
      const n1 = next(a, b, s1, q1, p1)
      const n2 = next(a, b, s2, q2, p2)
      p1 = q1
      p2 = q2
      q1 = n1
      q2 = n2
      t += STEP
      if (anyLarge(n1, n2)) break
    }
    before1 = p1
    before2 = p2
    here1 = q1
    here2 = q2
    rescale()
  }
  return t
}

/** Σ_l λ_lm a_lm of the pairs from … to − 1 (multiples of four), even and odd l − m apart. */
export function synthesise(
  sineAt: usize, squareAt: usize, powerAt: usize, scaleAt: usize, columnAt: usize, columnBytes: usize,
  from: i32, to: i32, norm: f64, tableAt: usize, steps: i32,
): void {
  const end = tableAt + STEP * steps
  for (let i = from; i < to; i += 4) {
    const shift = (<usize>i) << 3
    let t = wakeUp(squareAt + shift, powerAt + shift, scaleAt + shift, norm, tableAt, end)
    let evenRe1 = f64x2.splat(0)
    let evenIm1 = f64x2.splat(0)
    let oddRe1 = f64x2.splat(0)
    let oddIm1 = f64x2.splat(0)
    let evenRe2 = f64x2.splat(0)
    let evenIm2 = f64x2.splat(0)
    let oddRe2 = f64x2.splat(0)
    let oddIm2 = f64x2.splat(0)
    while (t < end && v128.any_true(v128.or(asleep(scale1), asleep(scale2)))) {
      const awake1 = v128.andnot(here1, asleep(scale1))
      const awake2 = v128.andnot(here2, asleep(scale2))
      const evenRe = v128.load64_splat(t, 16)
      const evenIm = v128.load64_splat(t, 24)
      const oddRe = v128.load64_splat(t, 32)
      const oddIm = v128.load64_splat(t, 40)
      evenRe1 = f64x2.add(evenRe1, f64x2.mul(awake1, evenRe))
      evenIm1 = f64x2.add(evenIm1, f64x2.mul(awake1, evenIm))
      oddRe1 = f64x2.add(oddRe1, f64x2.mul(awake1, oddRe))
      oddIm1 = f64x2.add(oddIm1, f64x2.mul(awake1, oddIm))
      evenRe2 = f64x2.add(evenRe2, f64x2.mul(awake2, evenRe))
      evenIm2 = f64x2.add(evenIm2, f64x2.mul(awake2, evenIm))
      oddRe2 = f64x2.add(oddRe2, f64x2.mul(awake2, oddRe))
      oddIm2 = f64x2.add(oddIm2, f64x2.mul(awake2, oddIm))
      const a = v128.load64_splat(t)
      const b = v128.load64_splat(t, 8)
      const n1 = next(a, b, square1, here1, before1)
      const n2 = next(a, b, square2, here2, before2)
      before1 = here1
      before2 = here2
      here1 = n1
      here2 = n2
      t += STEP
      // Only a sleeper can be in need of a new scale: what counts is of order one.
      if (anyLarge(n1, n2)) rescale()
    }
    const s1 = square1
    const s2 = square2
    let p1 = before1
    let p2 = before2
    let q1 = here1
    let q2 = here2
    // Two steps at a time, so that nothing is moved; the step that may be one too many has coefficients of 0.
    for (; t < end; t += 2 * STEP) {
      const evenReA = v128.load64_splat(t, 16)
      evenRe1 = f64x2.add(evenRe1, f64x2.mul(q1, evenReA))
      evenRe2 = f64x2.add(evenRe2, f64x2.mul(q2, evenReA))
      const evenImA = v128.load64_splat(t, 24)
      evenIm1 = f64x2.add(evenIm1, f64x2.mul(q1, evenImA))
      evenIm2 = f64x2.add(evenIm2, f64x2.mul(q2, evenImA))
      const oddReA = v128.load64_splat(t, 32)
      oddRe1 = f64x2.add(oddRe1, f64x2.mul(q1, oddReA))
      oddRe2 = f64x2.add(oddRe2, f64x2.mul(q2, oddReA))
      const oddImA = v128.load64_splat(t, 40)
      oddIm1 = f64x2.add(oddIm1, f64x2.mul(q1, oddImA))
      oddIm2 = f64x2.add(oddIm2, f64x2.mul(q2, oddImA))
      const aA = v128.load64_splat(t)
      const bA = v128.load64_splat(t, 8)
      p1 = next(aA, bA, s1, q1, p1)
      p2 = next(aA, bA, s2, q2, p2)
      const evenReB = v128.load64_splat(t, 96)
      evenRe1 = f64x2.add(evenRe1, f64x2.mul(p1, evenReB))
      evenRe2 = f64x2.add(evenRe2, f64x2.mul(p2, evenReB))
      const evenImB = v128.load64_splat(t, 104)
      evenIm1 = f64x2.add(evenIm1, f64x2.mul(p1, evenImB))
      evenIm2 = f64x2.add(evenIm2, f64x2.mul(p2, evenImB))
      const oddReB = v128.load64_splat(t, 112)
      oddRe1 = f64x2.add(oddRe1, f64x2.mul(p1, oddReB))
      oddRe2 = f64x2.add(oddRe2, f64x2.mul(p2, oddReB))
      const oddImB = v128.load64_splat(t, 120)
      oddIm1 = f64x2.add(oddIm1, f64x2.mul(p1, oddImB))
      oddIm2 = f64x2.add(oddIm2, f64x2.mul(p2, oddImB))
      const aB = v128.load64_splat(t, 80)
      const bB = v128.load64_splat(t, 88)
      q1 = next(aB, bB, s1, p1, q1)
      q2 = next(aB, bB, s2, p2, q2)
    }
    const sine1 = v128.load(sineAt + shift)
    const sine2 = v128.load(sineAt + shift, HALF)
    let at = columnAt + shift
    v128.store(at, evenRe1)
    v128.store(at, evenRe2, HALF)
    at += columnBytes
    v128.store(at, evenIm1)
    v128.store(at, evenIm2, HALF)
    at += columnBytes
    v128.store(at, f64x2.mul(sine1, oddRe1))
    v128.store(at, f64x2.mul(sine2, oddRe2), HALF)
    at += columnBytes
    v128.store(at, f64x2.mul(sine1, oddIm1))
    v128.store(at, f64x2.mul(sine2, oddIm2), HALF)
  }
}

function addTo(at: usize, x1: v128, y1: v128, x2: v128, y2: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.add(f64x2.mul(x1, y1), f64x2.mul(x2, y2))))
}

/** Adds λ × value of the pairs from … to − 1 (multiples of four) to the sums of every step, even and odd l − m apart. */
export function analyse(
  sineAt: usize, squareAt: usize, powerAt: usize, scaleAt: usize, columnAt: usize, columnBytes: usize,
  from: i32, to: i32, norm: f64, tableAt: usize, steps: i32,
): void {
  const end = tableAt + STEP * steps
  for (let i = from; i < to; i += 4) {
    const shift = (<usize>i) << 3
    let t = wakeUp(squareAt + shift, powerAt + shift, scaleAt + shift, norm, tableAt, end)
    const sine1 = v128.load(sineAt + shift)
    const sine2 = v128.load(sineAt + shift, HALF)
    let at = columnAt + shift
    const evenRe1 = v128.load(at)
    const evenRe2 = v128.load(at, HALF)
    at += columnBytes
    const evenIm1 = v128.load(at)
    const evenIm2 = v128.load(at, HALF)
    at += columnBytes
    const oddRe1 = f64x2.mul(sine1, v128.load(at))
    const oddRe2 = f64x2.mul(sine2, v128.load(at, HALF))
    at += columnBytes
    const oddIm1 = f64x2.mul(sine1, v128.load(at))
    const oddIm2 = f64x2.mul(sine2, v128.load(at, HALF))
    while (t < end && v128.any_true(v128.or(asleep(scale1), asleep(scale2)))) {
      const awake1 = v128.andnot(here1, asleep(scale1))
      const awake2 = v128.andnot(here2, asleep(scale2))
      addTo(t + 16, awake1, evenRe1, awake2, evenRe2)
      addTo(t + 32, awake1, evenIm1, awake2, evenIm2)
      addTo(t + 48, awake1, oddRe1, awake2, oddRe2)
      addTo(t + 64, awake1, oddIm1, awake2, oddIm2)
      const a = v128.load64_splat(t)
      const b = v128.load64_splat(t, 8)
      const n1 = next(a, b, square1, here1, before1)
      const n2 = next(a, b, square2, here2, before2)
      before1 = here1
      before2 = here2
      here1 = n1
      here2 = n2
      t += STEP
      if (anyLarge(n1, n2)) rescale()
    }
    const s1 = square1
    const s2 = square2
    let p1 = before1
    let p2 = before2
    let q1 = here1
    let q2 = here2
    // Two steps at a time, so that nothing is moved; what the step that may be one too many adds up is not read.
    for (; t < end; t += 2 * STEP) {
      const aA = v128.load64_splat(t)
      const bA = v128.load64_splat(t, 8)
      addTo(t + 16, q1, evenRe1, q2, evenRe2)
      addTo(t + 32, q1, evenIm1, q2, evenIm2)
      addTo(t + 48, q1, oddRe1, q2, oddRe2)
      addTo(t + 64, q1, oddIm1, q2, oddIm2)
      p1 = next(aA, bA, s1, q1, p1)
      p2 = next(aA, bA, s2, q2, p2)
      const aB = v128.load64_splat(t, 80)
      const bB = v128.load64_splat(t, 88)
      addTo(t + 96, p1, evenRe1, p2, evenRe2)
      addTo(t + 112, p1, evenIm1, p2, evenIm2)
      addTo(t + 128, p1, oddRe1, p2, oddRe2)
      addTo(t + 144, p1, oddIm1, p2, oddIm2)
      q1 = next(aB, bB, s1, p1, q1)
      q2 = next(aB, bB, s2, p2, q2)
    }
  }
}
