/** Sites of observatories with the zenith limits that are used for their maps; where sources differ, each limit is a choice of its own. */
import type { Site } from '../../study/document.ts'

export interface Preset extends Site {
  /** Where the limit comes from. */
  readonly limitFrom: string
}

const site = (name: string, latitudeDeg: number, longitudeDeg: number, zenithMaxDeg: number, limitFrom: string): Preset => ({ name, latitudeDeg, longitudeDeg, zenithMaxDeg, limitFrom })

export const PRESETS: readonly Preset[] = [
  site('IceCube', -90, 270, 65, 'declinations to −25°'),
  site('IceTop', -90, 270, 55, 'declinations to −35°'),
  site('HAWC', 19, -97, 57, 'example of cra-ahlers-llh'),
  site('HAWC', 19, -97, 45, 'declinations −26° to 64°'),
  site('HAWC', 19, -97, 43, 'README of cra-ahlers-llh'),
  site('Tibet ASγ', 30.1, 90.5, 60, 'events'),
  site('Tibet ASγ', 30.1, 90.5, 45, 'published maps'),
  site('Auger', -35.2, -69.5, 80, 'events above 8 EeV'),
]

export const sameSite = (a: Site, b: Site): boolean => a.latitudeDeg === b.latitudeDeg && a.longitudeDeg === b.longitudeDeg && a.zenithMaxDeg === b.zenithMaxDeg
