/** Writing a marginals file: the same bytes for the same observation, always, and readable by NumPy alone. */
import { demand } from '../science/problem.ts'
import { type ArrayName, arraysOf, disagreement, recordsIn, shapesOf } from './marginalsArrays.ts'
import type { ObservedCounts } from './marginalsFile.ts'
import { headerText } from './marginalsHeader.ts'
import { tuple } from './npyHeader.ts'
import { zipOf } from './writeZip.ts'

/** Throws invalid-argument for counts that are negative or no numbers, arrays of other shapes than the grid has, and sums that disagree. */
export function writeMarginals({ site, clock, marginals, pieces, rest }: ObservedCounts): Uint8Array<ArrayBuffer> {
  const records = recordsIn(marginals)
  const arrays = arraysOf(marginals)
  demand(disagreement(arrays) === undefined, 'every event is in sky, local and rate', { found: disagreement(arrays) ?? '' })
  demand(pieces.length > 0, 'marginals are made from something')
  const files = [{ name: 'header.npy', bytes: npyOf('|u1', [], new TextEncoder().encode(headerText({ site, clock, grid: marginals.grid, records, pieces }))) }]
  for (const [name, shape] of shapesOf(marginals.grid, records)) {
    const values = arrays.get(name)!
    const more = restOf(rest, name)
    demand(values.length === shape.reduce((a, b) => a * b, 1), 'arrays have the shape of their grid', { name, length: values.length })
    demand(values.every((n) => n >= 0 && n < Infinity), 'numbers of events are numbers from 0 up', { name })
    files.push({ name: `${name}.npy`, bytes: more === undefined && values.every(Number.isSafeInteger) ? whole(shape, values) : real(shape, values) })
    if (more !== undefined) files.push({ name: `${name}_rest.npy`, bytes: real(shape, more) })
  }
  return zipOf(files, { packed: false })
}

/** A rest of nothing is none. */
function restOf(rest: ObservedCounts['rest'], name: ArrayName): Float64Array | undefined {
  const values = rest?.get(name)
  return values?.some((x) => x !== 0) === true ? values : undefined
}

function whole(shape: readonly number[], values: Float64Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(8 * values.length))
  values.forEach((n, i) => {
    view.setUint32(8 * i, n >>> 0, true)
    view.setUint32(8 * i + 4, n / 2 ** 32, true)
  })
  return npyOf('<i8', shape, new Uint8Array(view.buffer))
}

function real(shape: readonly number[], values: Float64Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(8 * values.length))
  values.forEach((x, i) => view.setFloat64(8 * i, x, true))
  return npyOf('<f8', shape, new Uint8Array(view.buffer))
}

/** An array as numpy.save writes it, its numbers on a multiple of 64 bytes. @param shape  empty for as many entries as there are bytes */
function npyOf(descr: string, shape: readonly number[], numbers: Uint8Array): Uint8Array<ArrayBuffer> {
  const line = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple(shape.length === 0 ? [numbers.length] : shape)}, }`
  const before = Math.ceil((10 + line.length + 1) / 64) * 64
  const bytes = new Uint8Array(before + numbers.length)
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, (before - 10) & 0xff, (before - 10) >> 8])
  bytes.set(new TextEncoder().encode(`${line.padEnd(before - 11)}\n`), 10)
  bytes.set(numbers, before)
  return bytes
}
