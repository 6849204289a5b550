/** The transforms' kernel in WebAssembly: `harmonicKernel.as.ts`, compiled, behind the same door as its reference. */
import { writeTwinPlan } from '../math/twinPlan.ts'
import { instanceOf, moduleOf, numbersOf } from '../math/wasm.ts'
import { WASM } from './harmonicKernel.wasm.ts'
import { columnOf, type HarmonicKernel, type Places, type RingPair } from './harmonicRoom.ts'

type Kernel = (...numbers: number[]) => void

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly ringsToColumns: Kernel
  readonly columnsToRings: Kernel
  readonly synthesise: Kernel
  readonly analyse: Kernel
}

/** A kernel with a memory of its own, or undefined where there is no WebAssembly with vectors: an old browser, or a policy that forbids it. */
export function wasmKernel(): HarmonicKernel | undefined {
  const module = moduleOf(WASM)
  if (module === undefined) return undefined
  const { memory, ringsToColumns, columnsToRings, synthesise, analyse } = instanceOf<Exports>(module)
  let room: Float64Array = new Float64Array(0)
  let planned = 0 // the length whose plan lies in the room
  const plan = ({ n }: RingPair, places: Places): void => {
    if (n !== planned) writeTwinPlan(n, room, places.plan)
    planned = n
  }
  return {
    name: 'webassembly',
    room(size) {
      planned = 0
      return (room = numbersOf(memory, size))
    },
    ringsToColumns(places, pair, values) {
      const { plan: planAt, work, vectors, north, south, row, column, lmax } = places
      plan(pair, places)
      room.set(values.subarray(pair.north, pair.north + pair.n), north)
      if (pair.south >= 0) room.set(values.subarray(pair.south, pair.south + pair.n), south)
      else room.fill(0, south, south + pair.n)
      ringsToColumns(8 * planAt, 8 * work, vectors, pair.n, 8 * north, 8 * south, 8 * (columnOf(places, 0) + pair.index), 8 * row, 8 * column, lmax, Number(pair.shifted), pair.area)
    },
    columnsToRings(places, pair, values) {
      const { plan: planAt, work, vectors, north, south, row, column, lmax } = places
      plan(pair, places)
      columnsToRings(8 * planAt, 8 * work, vectors, pair.n, 8 * north, 8 * south, 8 * (columnOf(places, 0) + pair.index), 8 * row, 8 * column, lmax, Number(pair.shifted))
      values.set(room.subarray(north, north + pair.n), pair.north)
      if (pair.south >= 0) values.set(room.subarray(south, south + pair.n), pair.south)
    },
    synthesise: sweeps(synthesise),
    analyse: sweeps(analyse),
  }
}

const sweeps = (run: Kernel): HarmonicKernel['analyse'] => ({ sine, square, power, scale, pairs, row, table }, { column, from, norm, steps }) =>
  run(8 * sine, 8 * square, 8 * power, 8 * scale, 8 * column, 8 * row, from, pairs, norm, 8 * table, steps)
