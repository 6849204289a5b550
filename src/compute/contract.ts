/** What may be said across the worker boundary. Types only: nothing here runs. */
import type { Handed } from '../formats/handed.ts'
import type { FileCard } from '../formats/readCard.ts'
import type { Data, Study } from '../study/document.ts'
import type { Name, Ref } from '../study/graph.ts'
import type { AzimuthRanking } from '../study/ranking.ts'
import type { Reading, Results, Spot } from '../study/results.ts'
import type { MapFormat, MapRef } from '../study/takenAway.ts'

export type Ticket = number

/** A result that is wanted, and the key of the value the asker already holds. */
export interface Ask {
  readonly ref: Ref
  readonly held?: string
}

/** News of a running request, in the order asked. */
export type News =
  | { readonly ticket: Ticket; readonly kind: 'progress'; readonly index: number; readonly result: Name; readonly done: number }
  | { readonly ticket: Ticket; readonly kind: 'same'; readonly index: number } // what the asker holds is still true
  | { readonly ticket: Ticket; readonly kind: 'stale'; readonly index: number } // it is not; a new value is being made
  | { readonly ticket: Ticket; readonly kind: 'value'; readonly index: number; readonly key: string; readonly value: Results[Name]; readonly ms: number }
  | { readonly ticket: Ticket; readonly kind: 'failed'; readonly index: number; readonly problem: unknown }

export interface DeskApi {
  /** Registers the one listener for news, so that a request never opens a channel of its own. */
  watch(listener: (news: News) => void): void
  /** Values arrive as news, one by one in the order asked; resolves when all are settled. Newest wins. */
  derive(ticket: Ticket, study: Study, asks: readonly Ask[]): Promise<void>
  /** A file is on its way: fetches the part of the program that reads it. */
  expectFile(): Promise<void>
  /** Reads a file, or files that belong together; nothing is kept but the fingerprint's right to be asked for. */
  inspect(ticket: Ticket, file: Handed, name: string): Promise<FileCard>
  /** Hands over what is behind a fingerprint (by reference: a Blob is not copied). */
  supply(sha256: string, file: Handed): Promise<void>
  /** Tries every way to read the azimuth of local maps. Progress arrives as news. */
  rankAzimuths(ticket: Ticket, data: Data): Promise<AzimuthRanking>
  /** What is known of one place on each map that is shown, from results already made; never starts a computation. */
  peek(study: Study, place: Spot): Promise<readonly (Reading | undefined)[]>
  /** A map as a FITS file, or as a table with a row for every pixel. A Blob is not copied. */
  exportMap(ticket: Ticket, study: Study, ref: MapRef, format: MapFormat): Promise<Blob>
  cancel(ticket: Ticket): void
  /** Answers, and nothing else: a dead worker does not. */
  ping(): void
}
