/** What the page asks the desk for when a map is taken away. */
import type { Study } from '../../study/document.ts'
import type { MapFormat, MapRef } from '../../study/takenAway.ts'
import type { Waiting } from './pictures.ts'

export type MakeMap = (study: Study, ref: MapRef, format: MapFormat, waiting: Waiting) => Promise<Blob>
