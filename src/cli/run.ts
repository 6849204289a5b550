/** A study without a browser: the same engine, Node's files, results in a folder. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { derive } from '../engine/derive.ts'
import { ready } from '../engine/digest.ts'
import { exportCsv } from '../engine/exportCsv.ts'
import { exportFits } from '../engine/exportFits.ts'
import { inspect } from '../engine/inspect.ts'
import { ThreadJob } from '../engine/job.ts'
import { Vault } from '../engine/vault.ts'
import { version } from '../study/version.ts'
import type { FileCard, ReadCard } from '../formats/readCard.ts'
import { isProblem, Problem } from '../science/problem.ts'
import { graph } from '../study/arrows.ts'
import type { Id, Study } from '../study/document.ts'
import { of, type Name, type Ref } from '../study/graph.ts'
import { studyOfMarginals } from '../study/observedFile.ts'
import { studyOfCard } from '../study/opening.ts'
import { isCurveCard, isMarginalsCard } from '../study/curves.ts'
import { seededStudy } from '../study/seeded.ts'
import type { Results } from '../study/results.ts'
import { drawnAmong } from './drawn.ts'
import { found, type Found, type Make } from './found.ts'
import { filesGiven, names, studyAt } from './given.ts'
import { handovers } from './handed.ts'
import { resultsJson, type Told, warningsOf } from './results.ts'
import { identityOf, skiesReported } from './skies.ts'
import { unwritable, write } from './writing.ts'

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
  const { files, cards } = await filesGiven(data, log)
  if (path === undefined && cards.length > 1) {
    throw new Problem('invalid-argument', `Without a study one file is taken, and ${cards.length} were given: nothing says what they are to each other.`, {
      remedy: 'Open them on the page, save the study, and name it here.',
    })
  }
  const study = path === undefined ? studyOfFile(cards[0]!)(seededStudy) : await studyAt(path)
  for (const { name, sha256 } of cards) if (!names(study, sha256)) log(`${name} is not named by the study and was not used`)
  const work = new ThreadJob({ files })
  const vault = new Vault()
  const make = async <K extends Name>(ref: Ref<K>): Promise<Results[K]> => derive(graph, ref, study, vault, work, ({ result, part }, ms) => log(`${result} of ${part} ${ms.toFixed(0)} ms`))
  const [sky, ...others] = skiesReported(study)
  await mkdir(out, { recursive: true }).catch(unwritable(out))
  const written: string[] = []
  const onRings = (await make(of('intensity', sky))).geometry.kind === 'gauss'
  for (const [result, name] of MAPS) {
    const ref = of(result, sky)
    // Nobody reads a ring grid out of FITS.
    const [ending, map] = onRings ? ['csv', await exportCsv(make, ref, study, work)] : ['fits', await exportFits(make, ref, study, work)]
    written.push(await write(join(out, `${name}.${ending}`), await bytesOf(map)))
  }
  const drawn = await drawnAmong(study, files)
  const main = { sky: identityOf(study, sky, drawn), found: await found(study, sky, make) }
  const told: [Told, ...Told[]] = [main]
  for (const warning of warningsOf(study, main.sky, main.found)) log(`${sky}: ${warning}`)
  for (const other of others) told.push({ sky: identityOf(study, other, drawn), found: await foundIfAny(study, other, make, log) })
  written.push(await write(join(out, 'results.json'), new TextEncoder().encode(`${JSON.stringify(resultsJson(study, told, version), null, 2)}\n`)))
  return written
}

/** A sky that stands beside the one a run is about may lack a file, or coverage: it then says so, and stops nothing. */
async function foundIfAny(study: Study, sky: Id, make: Make, log: (line: string) => void): Promise<Found | { readonly missing: string }> {
  try {
    return await found(study, sky, make)
  } catch (reason) {
    if (!isProblem(reason)) throw reason
    log(`${sky}: ${reason.message}`)
    return { missing: reason.message }
  }
}

/** The default recipe for what a file holds: of marginals, the sky of a likelihood. */
const studyOfFile = (card: FileCard): ((study: Study) => Study) => (isMarginalsCard(card) ? studyOfMarginals(card) : studyOfCard(mapCard(card)))

/** The card of a map. Throws unsupported-file for a table of C_l and for marginals. */
export function mapCard(card: FileCard): ReadCard {
  if (isMarginalsCard(card)) {
    throw new Problem('unsupported-file', `${card.name} holds marginals of ${card.site.name}, not a map.`, { remedy: 'Find a sky of them by a method.' })
  }
  if (!isCurveCard(card)) return card
  throw new Problem('unsupported-file', `${card.name} is a table of C_l (an angular power spectrum), not a map.`, { remedy: 'Name a map, or a study that draws the table beside one.' })
}

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())

const MAPS = [
  ['intensity', 'relative-intensity'],
  ['residual', 'residual'],
  ['smoothed', 'smoothed'],
] as const
