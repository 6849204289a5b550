/** How the bench takes times, and how it prints them. */

/**
 * The least processor time of several runs in milliseconds, after one that warms up; other programs of the machine do not count.
 * Short jobs run for half a second at least: before that it is the compiler that is measured, whose threads count too.
 */
export function shortest(work: () => unknown, runs = 7, enough = 500): number {
  work()
  let best = Infinity
  let spent = 0
  for (let i = 0; i < runs || spent < enough; i++) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    const ms = (user + system) / 1000
    best = Math.min(best, ms)
    spent += ms
  }
  return best
}

/** The largest difference between two answers, over the largest answer. */
export function apart(ours: ArrayLike<number>, naive: ArrayLike<number>): number {
  let difference = 0
  let largest = 0
  for (let i = 0; i < naive.length; i++) {
    difference = Math.max(difference, Math.abs(ours[i]! - naive[i]!))
    largest = Math.max(largest, Math.abs(naive[i]!))
  }
  return difference / largest
}

/** Nanoseconds a step of a chain of multiplications and additions, each waiting for the one before: the machine's pace. */
export function calibration(): number {
  const steps = 20_000_000
  let end = 0
  const ms = shortest(() => {
    let x = 0.5
    for (let i = 0; i < steps; i++) x = x * 0.999999 + 1e-7
    end += x
  }, 5)
  if (Number.isNaN(end)) throw new Error('the calibration loop was lost')
  return (ms * 1e6) / steps
}

export const number = (x: number | undefined, digits = 3): string => (x === undefined ? '—' : x >= 1000 ? Math.round(x).toLocaleString('en') : x.toPrecision(digits))

/** A table: the first column to the left, the others to the right. */
export function print(header: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = header.map((_, i) => Math.max(...[header, ...lines].map((line) => line[i]!.length)))
  for (const line of [header, ...lines]) console.log(line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
}
