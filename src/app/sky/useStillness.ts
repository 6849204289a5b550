import { useSyncExternalStore } from 'react'

const asked = matchMedia('(prefers-reduced-motion: reduce)')

function hear(changed: () => void): () => void {
  asked.addEventListener('change', changed)
  return () => asked.removeEventListener('change', changed)
}

/** Whether the person has asked their system for less motion. */
export const useStillness = (): boolean => useSyncExternalStore(hear, () => asked.matches)
