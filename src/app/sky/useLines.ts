import { useMemo } from 'react'
import type { OverlayOptions } from '../../drawing/overlays.ts'
import { useSession } from '../../session/store.ts'
import type { Id } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { linesOf, overlaysOver, sitesOf } from './linesOf.ts'

/** What lies over the map of a part, made anew only when something of it changes. */
export function useLines(part: Id, display: Display | undefined): OverlayOptions {
  const overlays = useSession((session) => session.study.view.overlays)
  const marks = useSession((session) => session.study.view.marks)
  const parts = useSession((session) => session.study.parts)
  return useMemo(() => linesOf({ overlays: overlaysOver(overlays, parts, part), marks }, sitesOf(parts, part), display), [overlays, marks, parts, part, display])
}
