/** Whose eyes the page is seen with: live only, never in the study. */
import { useSyncExternalStore } from 'react'
import type { Vision } from '../../drawing/vision.ts'

let current: Vision | undefined
const listeners = new Set<() => void>()

export function setVision(vision: Vision | undefined): void {
  current = vision
  for (const changed of listeners) changed()
}

export const useVision = (): Vision | undefined =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    () => current,
  )
