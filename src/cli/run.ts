/** A study without a browser: the same engine, Node's files, results in a folder. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { derive } from '../engine/derive.ts'
import { ready } from '../engine/digest.ts'
import { exportFits } from '../engine/exportFits.ts'
import { createFiles } from '../engine/files.ts'
import { inspect } from '../engine/inspect.ts'
import { ThreadJob } from '../engine/job.ts'
import { Vault } from '../engine/vault.ts'
import { version } from '../study/version.ts'
import type { FileCard, ReadCard } from '../formats/readCard.ts'
import { isProblem, Problem } from '../science/problem.ts'
import { graph } from '../study/arrows.ts'
import { checkStudy } from '../study/check.ts'
import type { Id, Study } from '../study/document.ts'
import { of, type Name, type Ref } from '../study/graph.ts'
import { studyOfCard } from '../study/opening.ts'
import { isCurveCard, isMarginalsCard } from '../study/curves.ts'
import { seededStudy } from '../study/seeded.ts'
import type { Results } from '../study/results.ts'
import { handovers, unreadable } from './handed.ts'
import { resultsJson } from './results.ts'

export interface Options {
  readonly study: string | undefined
  readonly data: readonly string[]
  readonly out: string
  /** Told what is being made. */
  readonly log?: (line: string) => void
}

/** The read card of one file, or of local maps in several. */
export async function inspectFiles(paths: readonly string[]): Promise<FileCard> {
  await ready()
  const [first, ...others] = await handovers(paths)
  if (first === undefined || others.length > 0) {
    throw new Problem('invalid-argument', `One file is inspected, or time bins of local maps with their configuration; these ${paths.length} are neither.`, { remedy: 'Inspect them one by one.' })
  }
  return inspect(first.handed, first.name, new ThreadJob())
}

/** Derives the study and writes its results; returns the paths written. Throws Problems. */
export async function run({ study: path, data, out, log = () => {} }: Options): Promise<string[]> {
  await ready()
  const files = createFiles()
  const cards: FileCard[] = []
  for (const { handed, name } of await handovers(data)) {
    const card = await inspect(handed, name, new ThreadJob())
    log(`read ${card.name}: ${card.sha256.slice(0, 12)}…`)
    files.supply(card.sha256, handed)
    cards.push(card)
  }
  if (path === undefined && cards.length > 1) {
    throw new Problem('invalid-argument', `Without a study one file is taken, and ${cards.length} were given: nothing says what they are to each other.`, {
      remedy: 'Open them on the page, save the study, and name it here.',
    })
  }
  const study = path === undefined ? studyOfCard(mapCard(cards[0]!))(seededStudy) : await studyAt(path)
  for (const { name, sha256 } of cards) if (!names(study, sha256)) log(`${name} is not named by the study and was not used`)
  const work = new ThreadJob({ files })
  const vault = new Vault()
  const make = async <K extends Name>(ref: Ref<K>): Promise<Results[K]> => derive(graph, ref, study, vault, work, ({ result }, ms) => log(`${result} ${ms.toFixed(0)} ms`))
  const sky = skyShown(study)
  await mkdir(out, { recursive: true }).catch(unwritable(out))
  const written: string[] = []
  for (const [result, name] of MAPS) {
    const ref = of(result, sky)
    written.push(await write(join(out, name), await bytesOf(await exportFits(make, ref, study, work))))
  }
  const found = {
    dipole: await make(of('dipole', sky)),
    before: await make(of('spectrum', sky, 'before')),
    after: await make(of('spectrum', sky, 'after')),
    noise: await make(of('noise', sky)),
    profile: await make(of('profile', sky)),
    significance: await make(of('significance', sky)).catch((e: unknown) => {
      if (isProblem(e, 'no-coverage')) return undefined // a sky without counts and errors has none; the file says null
      throw e
    }),
  }
  written.push(await write(join(out, 'results.json'), new TextEncoder().encode(`${JSON.stringify(resultsJson(study, found, version), null, 2)}\n`)))
  return written
}

/** The card of a map. Throws unsupported-file for a table of C_l and for marginals. */
export function mapCard(card: FileCard): ReadCard {
  if (isMarginalsCard(card)) {
    throw new Problem('unsupported-file', `${card.name} holds marginals of ${card.site.name}, not a map: which method makes a map of them is for a study to say.`, { remedy: 'Name a study with an observation from this file, or merge and inspect it.' })
  }
  if (!isCurveCard(card)) return card
  throw new Problem('unsupported-file', `${card.name} is a table of C_l (an angular power spectrum), not a map.`, { remedy: 'Name a map, or a study that draws the table beside one.' })
}

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())

const MAPS = [
  ['intensity', 'relative-intensity.fits'],
  ['residual', 'residual.fits'],
  ['smoothed', 'smoothed.fits'],
] as const

const names = (study: Study, sha256: string): boolean => Object.values(study.parts).some((part) => part.kind === 'data' && part.origin.sha256 === sha256)

/** The sky of the first map pane. */
function skyShown(study: Study): Id {
  for (const pane of study.view.panes) if (pane.kind === 'map') return pane.part
  throw new Problem('invalid-study', 'The study shows no map, so there is no sky to derive.', { remedy: 'Save it again from the page with a map in view.' })
}

async function studyAt(path: string): Promise<Study> {
  const text = await readFile(path, 'utf8').catch(unreadable(path))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem('invalid-study', `${basename(path)} is not JSON, so it is not a study.`, { remedy: 'Name a file saved by the page (.anisky.json).' })
  }
  const { study, complaints } = checkStudy(value)
  // On the page a bad setting returns to its default under the reader's eyes; in a batch nobody looks, so it stops.
  if (study === undefined || complaints.length > 0) {
    throw new Problem('invalid-study', `${basename(path)} is not a study that can be run: ${complaints.join('; ')}.`, { remedy: 'Open it on the page, which says what it makes of it, and save it again.' })
  }
  return study
}

const unwritable = (path: string) => (cause: unknown): never => {
  throw new Problem('file-missing', `${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, { remedy: 'Choose another folder for --out, or make room.', facts: { path }, cause })
}

/** Whole or not at all: under another name first, on disk before it is renamed. */
async function write(path: string, bytes: Uint8Array): Promise<string> {
  const passing = `${path}.${process.pid}.part`
  try {
    const file = await open(passing, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(passing, path)
  } catch (cause) {
    await rm(passing, { force: true })
    unwritable(path)(cause)
  }
  return path
}
