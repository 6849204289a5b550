/** Opening several files at once: maps are sorted into skies, and whatever opens enters the study in one edit that undo takes back. */
import { readPlaces } from '../formats/placeList.ts'
import type { CurveCard, FileCard, ReadCard } from '../formats/readCard.ts'
import { Problem } from '../science/problem.ts'
import { curveOfCard } from '../study/curveEdits.ts'
import { isCurveCard, isMarginalsCard } from '../study/curves.ts'
import type { Mark, Study } from '../study/document.ts'
import { setMarks } from '../study/edits.ts'
import { studyOfFiles } from '../study/opening.ts'
import { together, type SkyFiles } from '../study/together.ts'
import { doNotFit, offerPair } from './misfits.ts'
import { type Handing, tooManyMaps, type Where } from './opening.ts'
import { placesOf } from './openPlaces.ts'
import type { SessionStore } from './store.ts'

/** What opening one file and opening many have in common. */
export interface Tools {
  readonly store: SessionStore
  readonly signal: AbortSignal
  /** Does one piece of the work, and says what went wrong with it. */
  orSay<T>(name: string, work: () => Promise<T>): Promise<T | undefined>
  textIn(handing: Handing): Promise<{ readonly kind: 'study' | 'places'; readonly text: string } | undefined>
  openStudyFile(name: string, text: string): void
  readNew(handing: Handing, where: Where): Promise<FileCard | undefined>
}

/** What was read, waiting to be put into the study. */
interface Found {
  readonly maps: ReadCard[]
  readonly curves: CurveCard[]
  readonly places: { readonly name: string; readonly marks: readonly Mark[] }[]
}

/** Studies come first, because they say which files they wait for; maps that a study among them does not name are seen beside its own. */
export async function openTogether(handings: readonly Handing[], where: Where, tools: Tools): Promise<void> {
  const found: Found = { maps: [], curves: [], places: [] }
  const maps: Handing[] = []
  let studies = 0
  for (const one of handings) {
    await tools.orSay(one.name, async () => {
      const text = await tools.textIn(one)
      if (tools.signal.aborted) return
      if (text === undefined) maps.push(one)
      else if (text.kind === 'places') found.places.push({ name: one.name, marks: readPlaces(text.text) })
      else {
        tools.openStudyFile(one.name, text.text)
        studies++
      }
    })
  }
  const to: Where = studies > 0 ? 'beside' : where
  for (const one of maps) {
    await tools.orSay(one.name, async () => {
      const card = await tools.readNew(one, to)
      if (card === undefined) return
      if (isMarginalsCard(card)) throw alone(card.name)
      if (isCurveCard(card)) found.curves.push(card)
      // The same bytes under two names are one map.
      else if (!found.maps.some(({ sha256 }) => sha256 === card.sha256)) found.maps.push(card)
    })
  }
  if (!tools.signal.aborted) await enter(found, to, tools)
}

/** Puts everything into the study at once. */
async function enter({ maps, curves, places }: Found, where: Where, { store, orSay }: Tools): Promise<void> {
  const { study, edit, say } = store.getState()
  const { skies: sorted, misfits } = together(maps)
  // Nothing is degraded unasked: what can be made a pair waits for the answer.
  const asked = new Set(misfits.flatMap(({ pair }) => pair?.sky.main ?? []))
  const skies = sorted.filter(({ main }) => !asked.has(main))
  const opened: string[] = []
  let next: Study = study
  for (const sky of skies) {
    const seen = studyOfFiles(sky, next === study ? where : 'beside')(next)
    if (seen === next) await orSay(sky.main.name, () => Promise.reject(tooManyMaps(sky.main.name)))
    else opened.push(nameOf(sky))
    next = seen
  }
  for (const curve of curves) {
    next = curveOfCard(curve)(next)
    opened.push(`the C_l of ${curve.name}`)
  }
  const marks = places.flatMap((list) => list.marks)
  if (marks.length > 0) {
    next = setMarks(marks)(next)
    opened.push(`${placesOf(marks)} of ${places.map(({ name }) => name).join(', ')}`)
  }
  for (const misfit of misfits) if (misfit.pair === undefined) await orSay(misfit.card.name, () => Promise.reject(doNotFit(misfit)))
  // Of what one drop brought, the first map may take the place of what is shown; the others lie beside it.
  let place = skies.length > 0 ? 'beside' : where
  for (const { pair } of misfits) {
    if (pair !== undefined) offerPair(pair, store, () => {
      const now = place
      place = 'beside'
      return now
    })
  }
  if (next === study) return
  const label = opened.length === 1 ? `Opened ${opened[0]}` : `Opened ${opened.length} things`
  edit(() => next, { label: label.length > 80 ? 'Opened several files' : label })
  store.setState({ cardShown: where === 'instead' && skies.length > 0 })
  say({ tone: 'status', text: `Opened ${listed(opened)}.`, undo: true })
}

const nameOf = ({ main, partner }: SkyFiles): string =>
  partner === undefined ? main.name : `${main.name} with ${partner.card.name} as its ${partner.role === 'background' ? 'background' : 'error'}`

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join('; ')}; and ${words.at(-1)}`)

const alone = (name: string): Problem =>
  new Problem('invalid-argument', `${name} holds the counts of a detector, not a map: it is opened by itself.`, { remedy: 'Drop it alone. To put several such files together, add them with the headless command (anisky merge).' })
