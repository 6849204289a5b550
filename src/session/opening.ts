/** Opening: what somebody dropped or picked becomes a study, an answer to a missing file, or a map in the study. */
import type { Bridge } from '../compute/bridge.ts'
import { wasCancelled } from '../compute/scheduler.ts'
import { problemOf } from '../compute/wire.ts'
import type { Handed } from '../formats/handed.ts'
import type { FileCard } from '../formats/readCard.ts'
import { visible } from '../formats/text.ts'
import { isProblem, Problem } from '../science/problem.ts'
import { checkStudy } from '../study/check.ts'
import { showData } from '../study/comparing.ts'
import { isCurveCard, isMarginalsCard } from '../study/curves.ts'
import { later } from '../study/later.ts'
import { studyOfCard } from '../study/opening.ts'
import { MOST_MAPS } from '../study/shown.ts'
import type { Group } from './dropped.ts'
import { missingFiles, type MissingFile } from './missing.ts'
import type { SessionStore } from './store.ts'

/** A study file is a few kilobytes; anything larger is not one. */
const MAX_STUDY_BYTES = 1_000_000

export type Where = 'instead' | 'beside'

/** What is opened as one: a file, or files that belong together, with what they are called. */
export interface Handing {
  readonly handed: Handed
  readonly name: string
  /** Why it cannot be opened, as is known from the files beside it. */
  readonly problem?: Problem
}

export interface Opening {
  openFiles(files: readonly File[], where?: Where): Promise<void>
  /** Stops reading; what was open stays open. */
  cancel(): void
}

/** `refresh` asks again for what was waiting for a file. */
export function opening(store: SessionStore, bridge: Pick<Bridge, 'inspect' | 'supply'>, refresh: () => void): Opening {
  let reading: AbortController | undefined
  /** Files that were refused in place of another: handed over a second time, they are meant. */
  const offered = new Set<string>()

  /** Reads a map or a curve that is new here; undefined where the study holds it, and had perhaps been waiting for it. */
  async function readNew({ handed, name }: Handing, where: Where, signal: AbortSignal): Promise<FileCard | undefined> {
    const card = await bridge.inspect(handed, name, {
      signal,
      onNews: (news) => store.setState(({ opening: now }) => (news.kind === 'progress' && now !== undefined ? { opening: { ...now, done: news.done } } : {})),
    })
    if (signal.aborted) return undefined
    if (!('kind' in card)) store.setState(({ cards }) => ({ cards: { ...cards, [card.sha256]: card } }))
    const session = store.getState()
    const known = Object.entries(session.study.parts).find(([, part]) => part.kind === 'data' && part.origin.sha256 === card.sha256)
    if (known !== undefined) {
      await bridge.supply(card.sha256, handed)
      if (where === 'beside') session.edit(showData(known[0]), { label: `Opened ${card.name} beside` })
      refresh()
      session.say({ tone: 'status', text: `${card.name} is open.` })
      return undefined
    }
    const [missing] = missingFiles(session)
    if (missing !== undefined && !offered.has(card.sha256)) {
      offered.add(card.sha256)
      throw wrongFile(card, missing)
    }
    return card
  }

  async function openCard(card: FileCard, where: Where): Promise<void> {
    const session = store.getState()
    if (isCurveCard(card)) return (await later(() => import('./openCurve.ts'))).openCurve(session, card)
    if (isMarginalsCard(card)) return (await later(() => import('./openMarginals.ts'))).openMarginals(session, card)
    const change = studyOfCard(card, where)
    if (change(session.study) === session.study) throw tooManyMaps(card.name)
    const label = where === 'beside' ? `Opened ${card.name} beside` : `Opened ${card.name}`
    session.edit(change, { label })
    // The card speaks of the first map.
    store.setState({ cardShown: where === 'instead' })
    session.say({ tone: 'status', text: `${label}.`, undo: true })
  }

  function openStudyFile(name: string, text: string): void {
    const { study, complaints } = checkStudy(parsed(name, text))
    if (study === undefined) throw notAStudy(name, complaints)
    const { edit, say } = store.getState()
    const label = `Opened ${name}`
    edit(() => study, { label })
    say({ tone: 'status', text: `${label}.`, undo: true })
    if (complaints.length > 0) say({ tone: 'alert', text: misunderstood(complaints, name) })
  }

  async function openGroup(handing: Handing, where: Where, signal: AbortSignal): Promise<void> {
    const text = await textIn(handing)
    if (signal.aborted) return
    if (text?.kind === 'study') return openStudyFile(handing.name, text.text)
    if (text?.kind === 'places') {
      const { openPlaces } = await later(() => import('./openPlaces.ts'))
      return signal.aborted ? undefined : openPlaces(store.getState(), handing.name, text.text)
    }
    const card = await readNew(handing, where, signal)
    if (card !== undefined) await openCard(card, where)
  }

  async function openFiles(files: readonly File[], where: Where = 'instead'): Promise<void> {
    reading?.abort()
    const own = (reading = new AbortController())
    const orSay = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
      if (own.signal.aborted) return undefined
      store.setState({ opening: { name } })
      try {
        return await work()
      } catch (reason) {
        if (!wasCancelled(reason)) complain(store, name, reason)
        return undefined
      }
    }
    const together = files.length === 1 ? files[0]!.name : `${files.length} files`
    const groups = files.length === 0 ? [] : await orSay(together, () => groupsOf(files))
    const handings = (groups ?? []).map((group) => handingOf(group, files))
    if (handings.length < 2) for (const one of handings) await orSay(one.name, () => openGroup(one, where, own.signal))
    else await orSay(together, async () => (await later(() => import('./openTogether.ts'))).openTogether(handings, where, { store, signal: own.signal, orSay, textIn, openStudyFile, readNew: (one, to) => readNew(one, to, own.signal) }))
    if (reading === own) store.setState({ opening: (reading = undefined) })
  }

  return { openFiles, cancel: () => reading?.abort() }
}

const isJson = ({ name }: File): boolean => /\.json$/i.test(name)

/** What belongs together. A single file needs no sorting unless it is JSON; what that is about is read from its beginning. */
async function groupsOf(files: readonly File[]): Promise<readonly Group[]> {
  if (files.length === 1 && !isJson(files[0]!)) return [{ kind: 'single', file: 0 }]
  const { grouped, HEAD_BYTES } = await later(() => import('./dropped.ts'))
  // What cannot be read is said when it is opened.
  const headOf = (file: File): Promise<string> => file.slice(0, HEAD_BYTES).text().catch(() => '')
  return grouped(await Promise.all(files.map(async (file) => ({ name: file.name, size: file.size, head: isJson(file) ? await headOf(file) : '' }))))
}

/** A file’s name stands in titles and sentences all over the page: nothing in it may turn them round. */
const nameOf = ({ name }: File): string => visible(name, 200)

function handingOf(group: Group, files: readonly File[]): Handing {
  if (group.kind === 'lonelyConfig') return { handed: files[group.file]!, name: nameOf(files[group.file]!), problem: group.problem }
  const [first, ...more] = group.kind === 'single' ? [files[group.file]!] : group.files.map((place) => files[place]!)
  if (group.kind === 'single') return { handed: first!, name: nameOf(first!) }
  return { handed: [first!, ...more].map((file) => ({ name: file.name, file })), name: more.length === 0 ? nameOf(first!) : `local maps, ${1 + more.length} files` }
}

/** The text of a study, of the study that a picture from here carries with it, or of a list of places; undefined for maps, and other pictures. */
async function textIn({ handed, name, problem }: Handing): Promise<{ readonly kind: 'study' | 'places'; readonly text: string } | undefined> {
  if (problem !== undefined) throw problem
  if (!(handed instanceof Blob)) return undefined
  const study = await studyTextIn(handed, name)
  if (study !== undefined) return { kind: 'study', text: study }
  if (!/\.(csv|tsv|txt)$/i.test(name)) return undefined
  const { arePlaces, PLACES_BYTES } = await later(() => import('../formats/placeList.ts'))
  const text = handed.size > PLACES_BYTES ? '' : await handed.text()
  return arePlaces(text) ? { kind: 'places', text } : undefined
}

async function studyTextIn(file: Blob, name: string): Promise<string | undefined> {
  if (/\.(png|svg)$/i.test(name)) return (await later(() => import('../formats/pictureStudy.ts'))).studyInPicture(file)
  if (!/\.json$/i.test(name)) return undefined
  if (file.size > MAX_STUDY_BYTES) throw notAStudy(name, ['it is far too large'])
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

export const tooManyMaps = (name: string): Problem =>
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
