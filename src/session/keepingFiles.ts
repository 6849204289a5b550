/** Keeping files: those that are opened are kept, if the person agrees; those that the study names and that are kept are read back. */
import type { Bridge } from '../compute/bridge.ts'
import { isProblem } from '../science/problem.ts'
import { byteSize } from '../science/units.ts'
import type { Data, Study } from '../study/document.ts'
import type { KeptFiles } from './keptFiles.ts'
import type { Kept } from './session.ts'
import type { SessionStore } from './store.ts'

type Origin = Data['origin']

export interface FilesOptions {
  readonly store: SessionStore
  readonly bridge: Pick<Bridge, 'inspect' | 'file'>
  readonly files: KeptFiles
  readonly refresh: () => void
  readonly tell: (kept: Partial<Kept>) => void
  /** The browser refused to keep something. */
  readonly onRefused: (reason: unknown) => void
}

export interface FileKeeping {
  keepOpened(keep: boolean): void
  cancel(): void
  stop(): void
}

/** The person's answer, kept apart from what it is about: forgetting the files does not ask again. */
const ANSWER = 'anisky.keepFiles'

/** Looks after the files of the session's study, one at a time. Each is tried once a visit: what fails does not fail again and again. */
export function keepFiles({ store, bridge, files, refresh, tell, onRefused }: FilesOptions): FileKeeping {
  const tried = new Set<string>()
  let looking: Promise<void>
  let reading: AbortController | undefined
  let stopped = false

  async function look(): Promise<void> {
    try {
      for (const origin of originsOf(store.getState().study)) {
        if (stopped || tried.has(origin.sha256)) continue
        const blob = bridge.file(origin.sha256)
        if (blob === undefined) await bringBack(origin)
        else await consider(origin, blob)
      }
    } finally {
      tell({ reading: [] }) // files that are still missing are asked for
    }
  }

  /** An opened file: is it to be kept? */
  async function consider(origin: Origin, blob: Blob): Promise<void> {
    const { opened } = store.getState().kept
    if (!isKept(origin) && opened === undefined) return ask()
    tried.add(origin.sha256)
    if (isKept(origin)) await files.touch(origin)
    else if (opened === true) await put(origin, blob)
  }

  const isKept = ({ sha256 }: Origin): boolean => store.getState().kept.files.some((file) => file.sha256 === sha256)
  const relist = async (): Promise<void> => tell({ files: await files.list() })

  async function put(origin: Origin, blob: Blob): Promise<void> {
    try {
      await files.keep(origin, blob)
    } catch (reason) {
      if (isProblem(reason, 'not-kept')) store.getState().say({ tone: 'status', text: reason.message })
      else onRefused(reason)
    }
    await relist()
  }

  /** Reads a kept file as if it were opened: its fingerprint is taken again from every byte. */
  async function bringBack(origin: Origin): Promise<void> {
    if (!isKept(origin)) return
    tried.add(origin.sha256)
    reading = new AbortController()
    tell({ reading: [origin.sha256] })
    store.setState({ opening: { name: origin.name } })
    try {
      const copy = await files.take(origin)
      const card = copy === undefined ? undefined : await bridge.inspect(copy, origin.name, { signal: reading.signal })
      if (card?.sha256 !== origin.sha256) await throwAway(origin)
      else if (!('kind' in card)) store.setState(({ cards }) => ({ cards: { ...cards, [card.sha256]: card } }))
    } catch (reason) {
      if (!isProblem(reason, 'cancelled')) unread(origin, reason)
    }
    reading = undefined
    tell({ reading: [] })
    store.setState(({ opening }) => (opening?.name === origin.name ? { opening: undefined } : {}))
    refresh()
  }

  function unread({ name }: Origin, reason: unknown): void {
    const { message, remedy } = isProblem(reason) ? reason : { message: String(reason), remedy: 'Open the file itself.' }
    store.getState().say({ tone: 'alert', text: `The copy of ${name} that this browser kept could not be read. ${message}`, ...(remedy === undefined ? {} : { remedy }) })
  }

  async function throwAway({ name, sha256 }: Origin): Promise<void> {
    store.getState().say({ tone: 'alert', text: `The copy of ${name} that this browser kept is damaged, and was thrown away.`, remedy: 'Open the file itself: everything else is in place.' })
    await files.remove(sha256)
    await relist()
  }

  /** Once, and without getting in the way. */
  function ask(): void {
    const open = originsOf(store.getState().study).filter((origin) => bridge.file(origin.sha256) !== undefined && files.fits(origin))
    const [first] = open
    if (first === undefined) return
    const [what, it] = open.length === 1 ? [first.name, 'it is'] : [`the ${open.length} opened files`, 'they are']
    const text = `Keep ${what} in this browser, so that ${it} here after a reload? ${byteSize(open.reduce((sum, { bytes }) => sum + bytes, 0))}.`
    withdraw()
    store.getState().say({ tone: 'offer', text, actions: [{ label: 'Keep', run: () => keepOpened(true) }, { label: 'Not now', run: () => keepOpened(false) }] })
  }

  /** The question is answered, here or by the switch in the help. */
  function withdraw(): void {
    const { notices, dismiss } = store.getState()
    for (const { id, actions } of notices) if (actions?.[0]?.label === 'Keep') dismiss(id)
  }

  function keepOpened(keep: boolean): void {
    rememberAnswer(keep)
    tell({ opened: keep })
    withdraw()
    // Asked of the browser only for what a person has asked to keep: some browsers ask the person in turn.
    if (keep) void navigator.storage?.persist?.().catch(() => false)
    tried.clear()
    next()
  }

  const next = (): void => void (looking = looking.then(() => (stopped ? undefined : look())).catch(onRefused))
  tell({ opened: rememberedAnswer() })
  // A browser that keeps nothing is not asked to; the study's keeper says so when there is something to lose.
  looking = relist().then(() => look().catch(onRefused), () => void ((stopped = true), tell({ reading: [] })))
  const unsubscribe = store.subscribe(({ study, cards }, was) => {
    if (study !== was.study || cards !== was.cards) next()
  })
  return {
    keepOpened,
    cancel: () => reading?.abort(),
    stop() {
      stopped = true
      reading?.abort()
      unsubscribe()
    },
  }
}

export const originsOf = ({ parts }: Study): Origin[] => Object.values(parts).flatMap((part) => (part.kind === 'data' ? [part.origin] : []))

function rememberedAnswer(): boolean | undefined {
  try {
    const answer = localStorage.getItem(ANSWER)
    return answer === null ? undefined : answer === 'yes'
  } catch {
    return undefined
  }
}

function rememberAnswer(keep: boolean): void {
  try {
    localStorage.setItem(ANSWER, keep ? 'yes' : 'no')
  } catch {
    // asked again on the next visit
  }
}
