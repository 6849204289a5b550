/** Makes a result of a study true: what it needs first, then itself, each at most once. */
import type { Study } from '../study/document.ts'
import type { Graph, Job, Name, Needs, Ref, Step, Values } from '../study/graph.ts'
import type { Results } from '../study/results.ts'
import type { Work } from './job.ts'
import { isList, keysOf } from './keys.ts'
import type { Vault } from './vault.ts'

/** Told of every arrow that ran, and for how long: tests count with it, the desk adds up. */
export type OnRun = (ref: Ref, ms: number) => void

/**
 * The value of a result, from the vault where its key is known, computed where it is not. Needs are made one after
 * the other: there is one thread. Throws what arrows throw, invalid-study, file-missing, and `cancelled`.
 */
export async function derive<K extends Name>(graph: Graph, ref: Ref<K>, study: Study, vault: Vault, work: Work, onRun?: OnRun): Promise<Results[K]> {
  const key = keysOf(graph, study)(ref)
  return vault.share<Results[K]>(key, work, async (shared) => {
    const arrow: Step<K, unknown, Needs> = graph[ref.result]
    const { settings, needs } = arrow.plan(ref, study)
    const make = (need: Ref): Promise<Results[Name]> => derive(graph, need, study, vault, shared, onRun)

    const values: Record<string, unknown> = {}
    for (const [name, need] of Object.entries(needs)) {
      if (!isList(need)) values[name] = await make(need)
      else {
        const made: unknown[] = []
        for (const one of need) made.push(await make(one))
        values[name] = made
      }
    }
    await shared.breathe()
    const start = performance.now()
    const value = await arrow.run(values as Values<Needs>, settings, jobOf(shared, ref.result))
    onRun?.(ref, performance.now() - start)
    return value
  })
}

/** What an arrow sees of the work it is part of. */
const jobOf = (work: Work, result: Name): Job => ({
  breathe: () => work.breathe(),
  report: (done) => work.report(done, result),
  file: (origin) => work.file(origin),
})
