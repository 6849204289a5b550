/** The transforms' kernel in TypeScript: the reference of the WebAssembly one, and what runs where that cannot. */
import type { HarmonicKernel } from './harmonicRoom.ts'
import { analyse, synthesise } from './legendreLanes.ts'
import { columnsToRings, ringsToColumns } from './ringColumns.ts'

/** A kernel with a room of its own. */
export function typescriptKernel(): HarmonicKernel {
  let memory: Float64Array = new Float64Array(0)
  return {
    name: 'typescript',
    room: (size): Float64Array => (memory = memory.length < size ? new Float64Array(size) : memory),
    ringsToColumns: (places, pair, values) => ringsToColumns(memory, places, pair, values),
    columnsToRings: (places, pair, values) => columnsToRings(memory, places, pair, values),
    synthesise: (places, sweep) => synthesise(memory, places, sweep),
    analyse: (places, sweep) => analyse(memory, places, sweep),
  }
}
