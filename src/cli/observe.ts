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
import { readMarginals } from '../formats/marginalsFile.ts'
import type { Piece } from '../formats/marginalsHeader.ts'
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
  /** The observation; the only one of the study where it is left out. */
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
  const { site, clock = 'sidereal' } = study.parts[id] as Observation
  const marginals = await derive(graph, of('marginals', id), study, new Vault(), new ThreadJob({ files }), ({ result }, ms) => log(`${result} ${ms.toFixed(0)} ms`))
  const bytes = writeMarginals({ site, clock, marginals, pieces: await piecesOf(study, id, marginals, files) })
  await mkdir(dirname(out), { recursive: true }).catch(unwritable(out))
  return [await write(out, bytes)]
}

function observationNamed({ parts }: Study, part: Id | undefined): Id {
  const all = Object.keys(parts).filter((id) => parts[id]!.kind === 'observation')
  const listed = all.length === 0 ? 'it has none' : `it has ${all.join(', ')}`
  if (part !== undefined && all.includes(part)) return part
  const [only, ...others] = all
  if (part !== undefined) throw new Problem('invalid-argument', `The study has no observation called “${part}”: ${listed}.`, { remedy: 'Choose one of them by --part.' })
  if (only === undefined) throw new Problem('invalid-argument', 'The study has no observation, so there is nothing to count.', { remedy: 'Save it from Observe on the page.' })
  if (others.length > 0) throw new Problem('invalid-argument', `Which observation of the study is meant is not said: ${listed}.`, { remedy: 'Choose one of them by --part.' })
  return only
}

/** Where counts come from, and by what they are known again: the SHA-256 of a file; of a mock, and of what is drawn anew, the key of the result, which names every setting. */
async function piecesOf(study: Study, id: Id, marginals: Marginals, files: Files): Promise<readonly Piece[]> {
  const events = eventsIn(marginals)
  const behind = countsBehind(study.parts[id] as Observation)
  if (behind.kind !== 'data') {
    const parts = partsBehind(study, id)
    const named = Object.fromEntries(Object.entries(study.parts).filter(([, part]) => parts.includes(part)))
    return [{ fingerprint: keysOf(graph, study)(of('marginals', id)), events, from: { madeBy: `Anisky ${version}`, observation: id, parts: named } }]
  }
  const { origin, reading } = study.parts[behind.id] as Data
  if (reading.as !== 'marginals') return [{ fingerprint: origin.sha256, events, from: { madeBy: `Anisky ${version}`, file: origin, reading } }]
  const handed = await files.file(origin)
  if (!(handed instanceof Blob)) throw new Problem('wrong-file', `${origin.name} is one file, and several were handed over.`, { remedy: 'Name it alone.' })
  return (await readMarginals(handed)).pieces
}
