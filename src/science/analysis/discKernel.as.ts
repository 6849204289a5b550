/**
 * The inner loops of the disc sums in AssemblyScript, the same steps as their TypeScript reference (`discTypescriptKernel.ts`): four slots at a time,
 * two pixels half a turn apart in each. All arguments named *At are byte addresses. What each array holds is said in `discRoom.ts`.
 */
const SLOT: usize = 16
const ENTRY: usize = 8
const FACTOR: usize = 16
const FACING: usize = 32
/** Added and taken off again, it rounds to whole numbers. */
const ROUND: f64 = 6755399441055744 // 1.5 · 2^52

// Four slots of sums and of shares on their way. Kept here between the far rings and the near ones.
let sum0: v128 = f64x2.splat(0)
let sum1: v128 = f64x2.splat(0)
let sum2: v128 = f64x2.splat(0)
let sum3: v128 = f64x2.splat(0)
let share0: v128 = f64x2.splat(0)
let share1: v128 = f64x2.splat(0)
let share2: v128 = f64x2.splat(0)
let share3: v128 = f64x2.splat(0)

function swapped(x: v128): v128 {
  return v128.shuffle<f64>(x, x, 1, 0)
}

/** The other lane is the pixel half a turn on: what lies across the gap is added to it. */
function turn(): void {
  sum0 = swapped(sum0)
  sum1 = swapped(sum1)
  sum2 = swapped(sum2)
  sum3 = swapped(sum3)
  share0 = swapped(share0)
  share1 = swapped(share1)
  share2 = swapped(share2)
  share3 = swapped(share3)
}

function start(sumsAt: usize, sharesAt: usize): void {
  sum0 = v128.load(sumsAt)
  sum1 = v128.load(sumsAt, 16)
  sum2 = v128.load(sumsAt, 32)
  sum3 = v128.load(sumsAt, 48)
  if (sharesAt == 0) return
  share0 = v128.load(sharesAt)
  share1 = v128.load(sharesAt, 16)
  share2 = v128.load(sharesAt, 32)
  share3 = v128.load(sharesAt, 48)
}

function finish(sumsAt: usize, sharesAt: usize): void {
  v128.store(sumsAt, sum0)
  v128.store(sumsAt, sum1, 16)
  v128.store(sumsAt, sum2, 32)
  v128.store(sumsAt, sum3, 48)
  if (sharesAt == 0) return
  v128.store(sharesAt, share0)
  v128.store(sharesAt, share1, 16)
  v128.store(sharesAt, share2, 32)
  v128.store(sharesAt, share3, 48)
}

/** Adds segments of which all centres share an entry, a slot on with each. */
function gather(at: usize, end: usize, row: usize, base: usize): void {
  let s0 = sum0
  let s1 = sum1
  let s2 = sum2
  let s3 = sum3
  for (; at < end; at += row) {
    const plus = base + <usize>load<u32>(at)
    const minus = base + <usize>load<u32>(at, 4)
    s0 = f64x2.add(s0, f64x2.sub(v128.load(plus), v128.load(minus)))
    s1 = f64x2.add(s1, f64x2.sub(v128.load(plus, 16), v128.load(minus, 16)))
    s2 = f64x2.add(s2, f64x2.sub(v128.load(plus, 32), v128.load(minus, 32)))
    s3 = f64x2.add(s3, f64x2.sub(v128.load(plus, 48), v128.load(minus, 48)))
  }
  sum0 = s0
  sum1 = s1
  sum2 = s2
  sum3 = s3
}

function square(difference: v128, rest: v128, inverse: v128): v128 {
  const whole = f64x2.add(difference, rest)
  return f64x2.mul(f64x2.mul(whole, whole), inverse)
}

function gatherShares(at: usize, end: usize, row: usize, base: usize, factorAt: usize): void {
  let s0 = sum0
  let s1 = sum1
  let s2 = sum2
  let s3 = sum3
  let q0 = share0
  let q1 = share1
  let q2 = share2
  let q3 = share3
  for (; at < end; at += row) {
    const plus = base + <usize>load<u32>(at)
    const minus = base + <usize>load<u32>(at, 4)
    const rest = v128.load64_splat(factorAt)
    const inverse = v128.load64_splat(factorAt, 8)
    const d0 = f64x2.sub(v128.load(plus), v128.load(minus))
    s0 = f64x2.add(s0, d0)
    q0 = f64x2.add(q0, square(d0, rest, inverse))
    const d1 = f64x2.sub(v128.load(plus, 16), v128.load(minus, 16))
    s1 = f64x2.add(s1, d1)
    q1 = f64x2.add(q1, square(d1, rest, inverse))
    const d2 = f64x2.sub(v128.load(plus, 32), v128.load(minus, 32))
    s2 = f64x2.add(s2, d2)
    q2 = f64x2.add(q2, square(d2, rest, inverse))
    const d3 = f64x2.sub(v128.load(plus, 48), v128.load(minus, 48))
    s3 = f64x2.add(s3, d3)
    q3 = f64x2.add(q3, square(d3, rest, inverse))
    factorAt += FACTOR
  }
  sum0 = s0
  sum1 = s1
  sum2 = s2
  sum3 = s3
  share0 = q0
  share1 = q1
  share2 = q2
  share3 = q3
}

/** Adds the segments on rings of the same size, whose entries hold for every centre a slot on. */
export function addAlike(
  entriesAt: usize, far: i32, count: i32, factorsAt: usize, layerAt: usize, sumsAt: usize, sharesAt: usize, from: i32, to: i32,
): void {
  const nearAt = entriesAt + ENTRY * far
  const end = entriesAt + ENTRY * count
  for (let k = from; k < to; k += 4) {
    const shift = SLOT * k
    const sums = sumsAt + shift
    const shares = sharesAt == 0 ? sharesAt : sharesAt + shift
    start(sums, shares)
    turn()
    if (sharesAt == 0) gather(entriesAt, nearAt, ENTRY, layerAt + shift)
    else gatherShares(entriesAt, nearAt, ENTRY, layerAt + shift, factorsAt)
    turn()
    if (sharesAt == 0) gather(nearAt, end, ENTRY, layerAt + shift)
    else gatherShares(nearAt, end, ENTRY, layerAt + shift, factorsAt + FACTOR * far)
    finish(sums, shares)
  }
}

function difference(at: usize, base: usize): v128 {
  return f64x2.sub(v128.load(base + <usize>load<u32>(at)), v128.load(base + <usize>load<u32>(at, 4)))
}

function collect(at: usize, end: usize, row: usize, base: usize): void {
  let s0 = sum0
  let s1 = sum1
  let s2 = sum2
  let s3 = sum3
  for (; at < end; at += row) {
    s0 = f64x2.add(s0, difference(at, base))
    s1 = f64x2.add(s1, difference(at + 8, base))
    s2 = f64x2.add(s2, difference(at + 16, base))
    s3 = f64x2.add(s3, difference(at + 24, base))
  }
  sum0 = s0
  sum1 = s1
  sum2 = s2
  sum3 = s3
}

function collectShares(at: usize, end: usize, row: usize, base: usize, factorAt: usize): void {
  let s0 = sum0
  let s1 = sum1
  let s2 = sum2
  let s3 = sum3
  let q0 = share0
  let q1 = share1
  let q2 = share2
  let q3 = share3
  for (; at < end; at += row) {
    const rest = v128.load64_splat(factorAt)
    const inverse = v128.load64_splat(factorAt, 8)
    const d0 = difference(at, base)
    s0 = f64x2.add(s0, d0)
    q0 = f64x2.add(q0, square(d0, rest, inverse))
    const d1 = difference(at + 8, base)
    s1 = f64x2.add(s1, d1)
    q1 = f64x2.add(q1, square(d1, rest, inverse))
    const d2 = difference(at + 16, base)
    s2 = f64x2.add(s2, d2)
    q2 = f64x2.add(q2, square(d2, rest, inverse))
    const d3 = difference(at + 24, base)
    s3 = f64x2.add(s3, d3)
    q3 = f64x2.add(q3, square(d3, rest, inverse))
    factorAt += FACTOR
  }
  sum0 = s0
  sum1 = s1
  sum2 = s2
  sum3 = s3
  share0 = q0
  share1 = q1
  share2 = q2
  share3 = q3
}

/** Adds segments of which every centre has its own entry: rows of `row` bytes, the slots from … to − 1. */
export function addFound(
  foundAt: usize, row: usize, far: i32, count: i32, factorsAt: usize, layerAt: usize, sumsAt: usize, sharesAt: usize, from: i32, to: i32,
): void {
  const nearAt = row * far
  const end = row * count
  for (let k = from; k < to; k += 4) {
    const at = foundAt + ENTRY * (k - from)
    const sums = sumsAt + SLOT * k
    const shares = sharesAt == 0 ? sharesAt : sharesAt + SLOT * k
    start(sums, shares)
    turn()
    if (sharesAt == 0) collect(at, at + nearAt, row, layerAt)
    else collectShares(at, at + nearAt, row, layerAt, factorsAt)
    turn()
    if (sharesAt == 0) collect(at + nearAt, at + end, row, layerAt)
    else collectShares(at + nearAt, at + end, row, layerAt, factorsAt + FACTOR * far)
    finish(sums, shares)
  }
}

/**
 * The segments on rings of other sizes, for the slots from … to − 1, two at a time; past `last` the last one is repeated. An end is rounded
 * half a pixel on, to the first pixel inside, or beyond: none lies on a pixel, because a pixel on the edge of the disc is well inside it (`discReach.ts`).
 */
export function findSegments(facingAt: usize, count: i32, from: i32, to: i32, last: i32, foundAt: usize, row: usize): void {
  const most = f64x2.splat(<f64>last)
  const round = f64x2.splat(ROUND)
  const first = f64x2.replace_lane(f64x2.splat(<f64>from), 1, <f64>(from + 1))
  for (let j = 0; j < count; j++) {
    const step = v128.load64_splat(facingAt)
    const shift = f64x2.add(v128.load64_splat(facingAt, 8), f64x2.splat(0.5))
    const halfWidth = v128.load64_splat(facingAt, 16)
    const offsets = v128.load64_splat(facingAt, 24)
    facingAt += FACING
    let centre = first
    let at = foundAt
    for (let k = from; k < to; k += 2) {
      const x = f64x2.add(f64x2.mul(f64x2.pmin(centre, most), step), shift)
      const start = f64x2.add(f64x2.sub(x, halfWidth), round)
      const end = f64x2.add(f64x2.add(x, halfWidth), round)
      // The lower halves of the rounded numbers are whole numbers as they stand.
      v128.store(at, i32x4.add(i32x4.shl(v128.shuffle<i32>(end, start, 0, 4, 2, 6), 4), offsets))
      centre = f64x2.add(centre, f64x2.splat(2))
      at += SLOT
    }
    foundAt += row
  }
}
