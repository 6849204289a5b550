/**
 * The kernel of the harmonic transforms in AssemblyScript: rings to columns and back, and the Legendre sweeps over columns. The
 * same steps as its TypeScript reference (`typescriptKernel.ts`). What each array holds is said in `harmonicRoom.ts`.
 */
export { synthesise, analyse } from './legendreLanes.part.as'
export { ringsToColumns, columnsToRings } from './ringColumns.part.as'
