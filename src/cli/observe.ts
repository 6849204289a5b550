/** What an observation of a study counts, as a marginals file. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { derive } from '../engine/derive.ts'
import { ready } from '../engine/digest.ts'
import type { Files } from '../engine/files.ts'
import { ThreadJob } from '../engine/job.ts'
import { keysOf } from '../engine/keys.ts'
import { Vault } from '../engine/vault.ts'
import { eventsIn } from '../formats/marginalsArrays.ts'
import { type ObservedCounts, readMarginals } from '../formats/marginalsFile.ts'
import { writeMarginals } from '../formats/marginalsWrite.ts'
import { Problem } from '../science/problem.ts'
import type { Marginals } from '../science/reconstruction/marginals.ts'
import { graph } from '../study/arrows.ts'
import { countsBehind } from '../study/countsBehind.ts'
import type { Data, Id, Observation, Study } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { partsBehind } from '../study/story.ts'
import { version } from '../study/version.ts'
import { filesGiven, names, studyAt } from './given.ts'
import { unwritable, write } from './writing.ts'

export interface ObserveOptions {
  readonly study: string
  /** The observation; the only one on a ring grid where it is left out. */
  readonly part: Id | undefined
  readonly data: readonly string[]
  readonly out: string
  /** Told what is being made. */
  readonly log?: (line: string) => void
}

/** Derives the marginals of an observation and writes them; returns the path written. Throws Problems. */
export async function observe({ study: path, part, data, out, log = () => {} }: ObserveOptions): Promise<string[]> {
  await ready()
  const { files, cards } = await filesGiven(data, log)
  const study = await studyAt(path)
  for (const { name, sha256 } of cards) if (!names(study, sha256)) log(`${name} is not named by the study and was not used`)
  const id = observationNamed(study, part)
  const marginals = await derive(graph, of('marginals', id), study, new Vault(), new ThreadJob({ files }), ({ result }, ms) => log(`${result} ${ms.toFixed(0)} ms`))
  const bytes = writeMarginals(await withOrigin(study, id, marginals, files))
  await mkdir(dirname(out), { recursive: true }).catch(unwritable(out))
  return [await write(out, bytes)]
}

function observationNamed({ parts }: Study, part: Id | undefined): Id {
  const onRings = Object.keys(parts).filter((id) => {
    const one = parts[id]!
    return one.kind === 'observation' && one.grid !== undefined
  })
  const [only, ...others] = onRings
  if (only === undefined) throw new Problem('invalid-argument', 'The study has no observation on a ring grid, so there are no marginals of it.', { remedy: 'Save it from Observe on the page.' })
  if (part !== undefined ? onRings.includes(part) : others.length === 0) return part ?? only
  const what = part === undefined ? 'Which observation of the study is meant is not said' : `The study has no observation on a ring grid called “${part}”`
  throw new Problem('invalid-argument', `${what}: it has ${onRings.join(', ')}.`, { remedy: 'Choose one of them by --part.' })
}

/**
 * Marginals with what they are of and come from. They are known again by the SHA-256 of a file; of a mock, and of what is drawn anew, by the key of the
 * result, which names every setting. What a marginals file holds is handed on as it stands there.
 */
async function withOrigin(study: Study, id: Id, marginals: Marginals, files: Files): Promise<ObservedCounts> {
  const observation = study.parts[id] as Observation
  const { site, clock = 'sidereal' } = observation
  const piece = (fingerprint: string, from: object) => [{ fingerprint, events: eventsIn(marginals), from: { madeBy: `Anisky ${version}`, ...from } }]
  const behind = countsBehind(observation)
  if (behind.kind !== 'data') {
    const parts = partsBehind(study, id)
    const named = Object.fromEntries(Object.entries(study.parts).filter(([, part]) => parts.includes(part)))
    return { site, clock, marginals, pieces: piece(keysOf(graph, study)(of('marginals', id)), { observation: id, parts: named }) }
  }
  const { origin, reading } = study.parts[behind.id] as Data
  if (reading.as === 'localMaps') return { site: reading.site, clock: 'sidereal', marginals, pieces: piece(origin.sha256, { file: origin, reading }) }
  const handed = await files.file(origin)
  if (!(handed instanceof Blob)) throw new Problem('wrong-file', `${origin.name} is one file, and several were handed over.`, { remedy: 'Name it alone.' })
  return readMarginals(handed)
}
