/** Opening: a file somebody dropped or picked becomes a study, an answer to a missing file, or a map in the study. */
import type { Bridge } from '../compute/bridge.ts'
import { wasCancelled } from '../compute/scheduler.ts'
import { problemOf } from '../compute/wire.ts'
import type { FileCard } from '../formats/readCard.ts'
import { isProblem, Problem } from '../science/problem.ts'
import { checkStudy } from '../study/check.ts'
import { showData } from '../study/comparing.ts'
import { isCurveCard } from '../study/curves.ts'
import { later } from '../study/later.ts'
import { studyOfCard } from '../study/opening.ts'
import { MOST_MAPS } from '../study/shown.ts'
import { missingFiles, type MissingFile } from './missing.ts'
import type { SessionStore } from './store.ts'

/** A study file is a few kilobytes; anything larger is not one. */
const MAX_STUDY_BYTES = 1_000_000

export interface Opening {
  openFiles(files: readonly File[], where?: 'instead' | 'beside'): Promise<void>
  /** Stops reading; what was open stays open. */
  cancel(): void
}

/** `refresh` asks again for what was waiting for a file. */
export function opening(store: SessionStore, bridge: Pick<Bridge, 'inspect' | 'supply'>, refresh: () => void): Opening {
  let reading: AbortController | undefined
  /** Files that were refused in place of another: handed over a second time, they are meant. */
  const offered = new Set<string>()

  async function openMapFile(file: File, where: 'instead' | 'beside', signal: AbortSignal): Promise<void> {
    const card = await bridge.inspect(file, file.name, { signal })
    if (signal.aborted) return
    if (!isCurveCard(card)) store.setState(({ cards }) => ({ cards: { ...cards, [card.sha256]: card } }))
    const session = store.getState()
    const known = Object.entries(session.study.parts).find(([, part]) => part.kind === 'data' && part.origin.sha256 === card.sha256)
    if (known !== undefined) {
      await bridge.supply(card.sha256, file)
      if (where === 'beside') session.edit(showData(known[0]), { label: `Opened ${file.name} beside` })
      refresh()
      return session.say({ tone: 'status', text: `${file.name} is open.` })
    }
    const [missing] = missingFiles(session)
    if (missing !== undefined && !offered.has(card.sha256)) {
      offered.add(card.sha256)
      throw wrongFile(card, missing)
    }
    if (isCurveCard(card)) return (await later(() => import('./openCurve.ts'))).openCurve(session, card)
    const change = studyOfCard(card, where)
    if (change(session.study) === session.study) throw tooManyMaps(file.name)
    const label = where === 'beside' ? `Opened ${file.name} beside` : `Opened ${file.name}`
    session.edit(change, { label })
    // The card speaks of the first map.
    store.setState({ cardShown: where === 'instead' })
    session.say({ tone: 'status', text: `${label}.`, undo: true })
  }

  async function openStudyFile({ name }: File, text: string): Promise<void> {
    const { study, complaints } = checkStudy(parsed(name, text))
    if (study === undefined) throw notAStudy(name, complaints)
    const { edit, say } = store.getState()
    const label = `Opened ${name}`
    edit(() => study, { label })
    say({ tone: 'status', text: `${label}.`, undo: true })
    if (complaints.length > 0) say({ tone: 'alert', text: misunderstood(complaints, name) })
  }

  async function openFiles(files: readonly File[], where: 'instead' | 'beside' = 'instead'): Promise<void> {
    reading?.abort()
    const own = (reading = new AbortController())
    for (const file of files) {
      if (own.signal.aborted) break
      store.setState({ opening: { name: file.name } })
      try {
        const study = await studyTextIn(file)
        await (study === undefined ? openMapFile(file, where, own.signal) : openStudyFile(file, study))
      } catch (reason) {
        if (!wasCancelled(reason)) complain(store, file.name, reason)
      }
    }
    if (reading === own) store.setState({ opening: (reading = undefined) })
  }

  return { openFiles, cancel: () => reading?.abort() }
}

/** The text of a study file, or of the study that a picture from here carries with it; undefined for files of other kinds, and other pictures. */
async function studyTextIn(file: File): Promise<string | undefined> {
  if (/\.(png|svg)$/i.test(file.name)) return (await later(() => import('../formats/pictureStudy.ts'))).studyInPicture(file)
  if (!/\.json$/i.test(file.name)) return undefined
  if (file.size > MAX_STUDY_BYTES) throw notAStudy(file.name, ['it is far too large'])
  return file.text()
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notAStudy(name, ['it is not JSON'])
  }
}

/** One sentence about settings that were replaced by their defaults. */
export const misunderstood = (complaints: readonly string[], where: string): string =>
  `${complaints.length === 1 ? 'One setting' : `${complaints.length} settings`} in ${where} ${complaints.length === 1 ? 'was' : 'were'} not understood: ${complaints.join('; ')}.`

const notAStudy = (name: string, complaints: readonly string[]): Problem =>
  new Problem('invalid-study', `${name} is not a study that can be opened: ${complaints.join('; ')}.`, {
    remedy: 'Choose a study file saved by Anisky (.anisky.json), or a sky map (FITS).',
  })

const tooManyMaps = (name: string): Problem =>
  new Problem('invalid-argument', `${name} cannot be shown beside the others: there is room for ${MOST_MAPS} maps.`, { remedy: 'Close one of them first.' })

const wrongFile = ({ name, sha256 }: FileCard, missing: MissingFile): Problem =>
  new Problem('wrong-file', `${name} is not the file this study asks for: that is ${missing.name}, with SHA-256 ${missing.sha256.slice(0, 8)}…, and this one has ${sha256.slice(0, 8)}….`, {
    remedy: `Open ${missing.name}. To look at ${name} instead, as a new map, open it once more.`,
    facts: { name, sha256, wanted: missing.name, wantedSha256: missing.sha256 },
  })

function complain(store: SessionStore, name: string, reason: unknown): void {
  const { message, remedy } = problemOf(reason)
  const text = !isProblem(reason) || message.includes(name) ? message : `${name}: ${message}`
  store.getState().say({ tone: 'alert', text, ...(remedy === undefined ? {} : { remedy }) })
}
