/** Local sidereal time, as the clock of the Observe place shows it: live, and in no study, as it changes with every picture. */
import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'

interface Sidereal {
  /** 0 … 24 h, the right ascension of the zenith. */
  readonly hours: number
  readonly playing: boolean
  /** Sidereal hours in a second. */
  readonly speed: number
}

const sidereal = createStore<Sidereal>()(() => ({ hours: 6, playing: false, speed: 1 }))

export const useSidereal = <T>(selector: (now: Sidereal) => T): T => useStore(sidereal, selector)
export const setSidereal = (patch: Partial<Sidereal>): void => sidereal.setState(patch)
