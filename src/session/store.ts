/** The session's store. Truth and results are slices with different duties; what acts on them is joined on in `start.ts`. */
import { useStore } from 'zustand'
import { createStore, type StateCreator, type StoreApi } from 'zustand/vanilla'
import { refName, type Name, type Ref } from '../study/graph.ts'
import type { Results } from '../study/results.ts'
import { setCamera } from '../study/edits.ts'
import { seededStudy } from '../study/seeded.ts'
import type { Study } from '../study/document.ts'
import type { Finding, LiveSlice, Notice, ResultsSlice, Session, StudySlice } from './session.ts'

export type SessionStore = StoreApi<Session>
type Slice<S> = StateCreator<Session, [], [], S>

const studySlice = (start: Study): Slice<StudySlice> => (set) => {
  let lastGesture: string | undefined
  return {
    study: start,
    past: [],
    future: [],
    edit(change, { gesture, label = 'Change' } = {}) {
      set(({ study, past }) => {
        const next = change(study)
        if (next === study) return {}
        const before = gesture !== undefined && gesture === lastGesture ? past.at(-1) : undefined
        lastGesture = gesture
        if (before === undefined) return { study: next, past: [...past, { study, label }], future: [] }
        if (!sameStudy(before.study, next)) return { study: next, past: [...past.slice(0, -1), { study: before.study, label }], future: [] }
        lastGesture = undefined // the drag came back to where it began: nothing has been done
        return { study: before.study, past: past.slice(0, -1), future: [] }
      })
    },
    look: (camera) => set(({ study }) => ({ study: setCamera(camera)(study) })),
    undo() {
      lastGesture = undefined
      set(({ study, past, future }) => {
        const entry = past.at(-1)
        return entry === undefined ? {} : { study: seenFrom(study, entry.study), past: past.slice(0, -1), future: [{ study, label: entry.label }, ...future] }
      })
    },
    redo() {
      lastGesture = undefined
      set(({ study, past, future }) => {
        const [entry, ...later] = future
        return entry === undefined ? {} : { study: seenFrom(study, entry.study), past: [...past, { study, label: entry.label }], future: later }
      })
    },
  }
}

/** Another study, seen from where this one is seen. */
const seenFrom = (now: Study, other: Study): Study => setCamera(now.view.camera)(other)

const sameStudy = (a: Study, b: Study): boolean => JSON.stringify(a) === JSON.stringify(b)

const resultsSlice: Slice<ResultsSlice> = () => ({ findings: {}, asking: true, busy: undefined })

/** More would be noise; the oldest `status` goes first. Alerts stay until dismissed. */
const MAX_STATUS = 3

const liveSlice: Slice<LiveSlice> = (set) => {
  let lastNotice = 0
  return {
    cards: {},
    opening: undefined,
    cardShown: false,
    notices: [],
    cursor: undefined,
    reading: undefined,
    readings: [],
    kept: { study: 'nothing', files: [], reading: [], earlier: undefined, opened: undefined },
    offline: undefined,
    // Joined on by `start`: a session without a desk can be edited and drawn, not computed.
    ranking: undefined,
    expectFile: () => {},
    openFiles: async () => {},
    rankAzimuths: async () => {},
    cancelWork: () => {},
    keepOpened: () => {},
    forgetKept: async () => {},
    pointAt: (cursor) => set(cursor === undefined ? { cursor, reading: undefined, readings: [] } : { cursor }),
    showCard: (cardShown) => set({ cardShown }),
    dismiss: (notice) => set(({ notices }) => ({ notices: notices.filter(({ id }) => id !== notice) })),
    say: (notice) => set(({ notices }) => ({ notices: spoken(notices, { ...notice, id: ++lastNotice }) })),
  }
}

/** Adds a notice. What is said already is not said twice, but moves to the end. */
function spoken(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  const others = notices.filter(({ text, tone }) => text !== notice.text || tone !== notice.tone)
  const fading = others.filter(({ tone }) => tone === 'status')
  const tooMany = notice.tone === 'status' ? fading.slice(0, Math.max(0, fading.length + 1 - MAX_STATUS)) : []
  return [...others.filter((other) => !tooMany.includes(other)), notice]
}

export const createSession = (study: Study = seededStudy): SessionStore =>
  createStore<Session>()((...a) => ({ ...studySlice(study)(...a), ...resultsSlice(...a), ...liveSlice(...a) }))

/** The page's own session. Tests make theirs with `createSession()`. */
export const sessionStore: SessionStore = createSession()
export const useSession = <T>(selector: (session: Session) => T): T => useStore(sessionStore, selector)

/** The finding of a result, if it was ever asked for. */
export const findingOf = <K extends Name>({ findings }: Pick<Session, 'findings'>, ref: Ref<K>): Finding<Results[K]> | undefined =>
  findings[refName(ref)] as Finding<Results[K]> | undefined
