/** What a browser says when it has no room for an array, in words for people: how large the thing is, and what helps. */
import { Problem } from '../science/problem.ts'
import { byteSize } from '../science/units.ts'
import type { Study } from '../study/document.ts'

interface Sized {
  readonly name: string
  readonly bytes: number
}

/** Refused allocations, as V8, SpiderMonkey and JavaScriptCore put them; an endless recursion is a RangeError too, and something else. */
const REFUSED = /allocat|out of memory|invalid (typed )?array length: \d/i

/** `reason`, or out-of-memory with the sizes of the files in hand where that is what it means. */
export function orOutOfMemory(reason: unknown, files: readonly Sized[]): unknown {
  if (!(reason instanceof RangeError) || !REFUSED.test(reason.message)) return reason
  const sizes = files.map(({ name, bytes }) => `${name} has ${byteSize(bytes)}`).join(', ')
  return new Problem('out-of-memory', `This browser has not enough memory left for that${sizes === '' ? '' : `: ${sizes}`}.`, {
    remedy: 'Close other pages and try again, or open the map with fewer pixels: half the nside needs a quarter of the memory. What is open stays open.',
    facts: { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
    cause: reason,
  })
}

/** The files that a study names. */
export const filesOf = ({ parts }: Study): Sized[] => Object.values(parts).flatMap((part) => (part.kind === 'data' ? [part.origin] : []))
