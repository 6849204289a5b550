/** The arrays of a marginals file: what they are called, their shapes, and what their sums have to do with each other. */
import type { RecordsWanted } from '../science/observatory/marginalRecords.ts'
import type { Marginals, RingGrid } from '../science/reconstruction/marginals.ts'
import { short } from './text.ts'

export const ARRAY_NAMES = ['sky', 'local', 'rate', 'ringRate', 'east', 'west', 'forward', 'backward', 'windows', 'coarse'] as const
export type ArrayName = (typeof ARRAY_NAMES)[number]
export type Arrays = ReadonlyMap<ArrayName, Float64Array>

/** The arrays of a grid with these records, in the order in which they are written, and their shapes. */
export function shapesOf({ rings, cells }: RingGrid, { ringRate, eastWest, forwardBackward, windows, coarse }: RecordsWanted): ReadonlyMap<ArrayName, readonly number[]> {
  return new Map<ArrayName, readonly number[]>([
    ['sky', [rings, cells]],
    ['local', [rings, cells]],
    ['rate', [cells]],
    ...(ringRate === true ? [['ringRate', [rings, cells]] as const] : []),
    ...(eastWest === true ? [['east', [cells]] as const, ['west', [cells]] as const] : []),
    ...(forwardBackward === undefined ? [] : [['forward', [rings, cells]] as const, ['backward', [rings, cells]] as const]),
    ...(windows === undefined ? [] : [['windows', [windows, rings, cells]] as const]),
    ...(coarse === undefined ? [] : [['coarse', [coarse.rings, coarse.cells, coarse.cells]] as const]),
  ])
}

/** Which records marginals hold. */
export function recordsIn({ ringRate, eastWest, forwardBackward, windows, coarse }: Marginals): RecordsWanted {
  return {
    ...(ringRate === undefined ? {} : { ringRate: true }),
    ...(eastWest === undefined ? {} : { eastWest: true }),
    ...(forwardBackward === undefined ? {} : { forwardBackward: { offset: forwardBackward.offset, reach: forwardBackward.reach } }),
    ...(windows === undefined ? {} : { windows: windows.count }),
    ...(coarse === undefined ? {} : { coarse: { rings: coarse.rings, cells: coarse.cells } }),
  }
}

export function arraysOf({ sky, local, rate, ringRate, eastWest, forwardBackward, windows, coarse }: Marginals): Arrays {
  const all: readonly (readonly [ArrayName, Float64Array | undefined])[] = [
    ['sky', sky], ['local', local], ['rate', rate], ['ringRate', ringRate], ['east', eastWest?.east], ['west', eastWest?.west],
    ['forward', forwardBackward?.forward], ['backward', forwardBackward?.backward], ['windows', windows?.local], ['coarse', coarse?.counts],
  ]
  return new Map(all.flatMap(([name, values]) => (values === undefined ? [] : [[name, values] as const])))
}

/** @param arrays  those of `shapesOf(grid, records)`, all of them */
export function marginalsOf(grid: RingGrid, { forwardBackward, windows, coarse }: RecordsWanted, arrays: Arrays): Marginals {
  const [ringRate, east, west, forward, backward] = (['ringRate', 'east', 'west', 'forward', 'backward'] as const).map((name) => arrays.get(name))
  return {
    ...{ grid, sky: arrays.get('sky')!, local: arrays.get('local')!, rate: arrays.get('rate')! },
    ...(ringRate === undefined ? {} : { ringRate }),
    ...(east === undefined || west === undefined ? {} : { eastWest: { east, west } }),
    ...(forwardBackward === undefined || forward === undefined || backward === undefined ? {} : { forwardBackward: { ...forwardBackward, forward, backward } }),
    ...(windows === undefined ? {} : { windows: { count: windows, local: arrays.get('windows')! } }),
    ...(coarse === undefined ? {} : { coarse: { ...coarse, counts: arrays.get('coarse')! } }),
  }
}

/** ΣD, ΣL, Σn and their like add the same events in another order. */
const SUMS_AGREE = 1e-9

export const eventsIn = ({ rate }: Pick<Marginals, 'rate'>): number => total(rate)

/** What is wrong with the sums of marginals, as the end of a sentence: every event is in sky, local and rate, and in no other record twice. */
export function disagreement(arrays: Arrays): string | undefined {
  const events = total(arrays.get('rate')!)
  for (const name of ['sky', 'local', 'ringRate', 'windows', 'coarse'] as const) {
    const found = arrays.has(name) ? total(arrays.get(name)!) : events
    if (!(Math.abs(found - events) <= SUMS_AGREE * Math.max(found, events))) return `${name} holds ${short(found)} events, and rate ${short(events)}: every event is in both`
  }
  for (const [one, other] of [['east', 'west'], ['forward', 'backward']] as const) {
    const found = arrays.has(one) ? total(arrays.get(one)!) + total(arrays.get(other)!) : 0
    if (!(found <= events * (1 + SUMS_AGREE))) return `${one} and ${other} hold ${short(found)} events, and rate only ${short(events)}`
  }
  return undefined
}

const total = (values: Float64Array): number => values.reduce((sum, n) => sum + n, 0)
