/** Lines over what is drawn: where it is zero, so that its sign survives a print without colours, and where it ends. */
import type { SkyGrid, SkyLines } from '../../science/analysis/contours.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { later } from '../later.ts'
import { of, step, type Job } from '../graph.ts'
import type { Contours } from '../results.ts'

/** Grid rows read, and rows of cells visited, between two breaths: some ten milliseconds on the finest grid. */
const ROWS = 24
/** Edges put into lines between two breaths, at some 100 ns each. */
const EDGES = 50_000

/** `at` is what the map shows, as for `display`. */
export const contours = step('contours')({
  edition: 1,
  plan: (ref) => ({ settings: { levels: [0] }, needs: { display: of('display', ref.part, ref.at) } }),
  run: async ({ display: { geometry, values } }, { levels }, job): Promise<Contours> => {
    const { beginChaining, beginTracing, chainEdges, emptyGrid, fillGrid, knownPart, linesOf, traceCells } = await later(() => import('../../science/analysis/contours.ts'))
    const rings = ringsOf(geometry)
    const grid = emptyGrid(rings)
    await overGridRows(grid, job, (from, to) => {
      fillGrid(grid, rings, values, from, to)
      job.report(to / grid.rows)
    })
    const traced = async (of: SkyGrid, level: number): Promise<SkyLines> => {
      const tracing = beginTracing(of, level)
      await overGridRows(of, job, (from, to) => traceCells(tracing, from, to))
      const chaining = beginChaining(tracing)
      while (chainEdges(chaining, EDGES)) await job.breathe()
      return linesOf(chaining)
    }
    const at = []
    for (const level of levels) at.push({ level, lines: await traced(grid, level) })
    return { levels: at, edge: await traced(knownPart(grid), 0.5) }
  },
})

async function overGridRows({ rows }: SkyGrid, job: Job, kernel: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < rows; from += ROWS) {
    kernel(from, Math.min(rows, from + ROWS))
    await job.breathe()
  }
}
