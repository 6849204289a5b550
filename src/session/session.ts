/** The live state of the page, as types: what is saved and undone, what the workers made of it, and what is merely live. */
import type { ReadCard } from '../formats/readCard.ts'
import type { Problem } from '../science/problem.ts'
import type { CameraView, Data, Study } from '../study/document.ts'
import type { Name, Ref } from '../study/graph.ts'
import type { Reading, Results } from '../study/results.ts'
import type { RankingFound } from './ranking.ts'

export type Finding<T> =
  | { readonly state: 'fresh'; readonly key: string; readonly value: T; readonly ms: number }
  | { readonly state: 'working'; readonly key?: string; readonly value?: T; readonly done: number; readonly since: number } // the old picture stays, dimmed
  | { readonly state: 'failed'; readonly problem: Problem; readonly value?: T; readonly key?: string }

/** The truth: saved, shared, undone. */
export interface StudySlice {
  readonly study: Study
  readonly past: readonly Entry[]
  readonly future: readonly Entry[]
  /** Edits that carry the same gesture (one drag of one slider) undo as one. `label` names the entry: "Dipole subtracted". */
  edit(change: (study: Study) => Study, options?: { readonly gesture?: string; readonly label?: string }): void
  /** Moves the camera: part of the study, but not an entry of history; undo leaves the camera where it is. */
  look(camera: Partial<CameraView>): void
  undo(): void
  redo(): void
}

/** A step of history: the study to return to, and what was done to leave it. */
export interface Entry {
  readonly study: Study
  readonly label: string
}

/** What the workers have made of it so far: never saved, always replaceable. */
export interface ResultsSlice {
  readonly findings: { readonly [refName: string]: Finding<Results[Name]> | undefined }
  /** Whether a request is out: until it is false, findings may still change for the present study. */
  readonly asking: boolean
  /** The longest-running work of the moment, once it has lasted 300 ms. */
  readonly busy: { readonly result: Name; readonly done: number } | undefined
}

/** What a person may answer to an offer. Any answer dismisses it. */
export interface NoticeAction {
  readonly label: string
  run(): void
}

/** What a question is about, side by side. */
export interface NoticeTable {
  readonly caption: string
  readonly head: readonly string[]
  /** Each begins with the name of its row. */
  readonly rows: readonly (readonly string[])[]
}

export interface Notice {
  readonly id: number
  /** `status` is spoken politely and fades; `alert` stays until dismissed; `offer` is a question that can wait: it stays, above the map, until answered. */
  readonly tone: 'status' | 'alert' | 'offer'
  readonly text: string
  readonly remedy?: string
  /** Offers to undo the edit it reports. */
  readonly undo?: boolean
  readonly actions?: readonly NoticeAction[]
  /** Of an offer. */
  readonly table?: NoticeTable
}

/** A file that the browser keeps for the next visit. */
export interface KeptFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** What the browser keeps for the next visit, as far as is known. */
export interface Kept {
  /** Whether the study, as it was half a second ago, is kept; `refused` where the browser keeps nothing. */
  readonly study: 'nothing' | 'kept' | 'refused'
  readonly files: readonly KeptFile[]
  /** Fingerprints of kept files that are being read back. */
  readonly reading: readonly string[]
  /** The study that another one has taken the place of. */
  readonly earlier: Study | undefined
  /** Whether files that are opened are kept: the person's answer, undefined before it. */
  readonly opened: boolean | undefined
}

/** Merely live: gone on reload. */
export interface LiveSlice {
  /** Read cards of the files handed over in this visit, by fingerprint. */
  readonly cards: { readonly [sha256: string]: ReadCard | undefined }
  /** The file being read. */
  readonly opening: { readonly name: string; /** The share of its bytes, once some are read. */ readonly done?: number } | undefined
  /** Whether the read card is shown. */
  readonly cardShown: boolean
  readonly notices: readonly Notice[]
  /** The place under the pointer or the keyboard cursor (radians). */
  readonly cursor: { readonly alpha: number; readonly delta: number; readonly pixel: number } | undefined
  /** Of that place: what is known of it on the first of the maps shown, and on each of them. */
  readonly reading: Reading | undefined
  readonly kept: Kept
  /** Set while the connection is lost: whether the whole program is here nevertheless. */
  readonly offline: { readonly complete: boolean } | undefined
  readonly readings: readonly (Reading | undefined)[]
  /** Somebody reaches for a file: what reads it is fetched meanwhile. */
  expectFile(): void
  /** `beside`: a map is held against what is shown, where it would otherwise take its place. */
  openFiles(files: readonly File[], where?: 'instead' | 'beside'): Promise<void>
  /** The ranking of azimuths asked for last. */
  readonly ranking: RankingFound | undefined
  rankAzimuths(data: Data): Promise<void>
  cancelWork(): void
  pointAt(cursor: LiveSlice['cursor']): void
  showCard(shown: boolean): void
  dismiss(notice: number): void
  say(notice: Omit<Notice, 'id'>): void
  /** Keeps files that are opened for the next visit, or no longer does. */
  keepOpened(keep: boolean): void
  /** Empties what the browser keeps. What is open stays open. */
  forgetKept(): Promise<void>
}

export type Session = StudySlice & ResultsSlice & LiveSlice

/** The finding of a result, if it was ever asked for. */
export type FindingOf = <K extends Name>(session: Session, ref: Ref<K>) => Finding<Results[K]> | undefined
