/** A day of local maps of our own: 24 sidereal hours of nside 8 at the latitude of HAWC, without noise, with a dipole in the sky. */
import { configOf, multimap, type NamedBytes, setOf } from '../../src/formats/testing/localMaps.ts'
import { zip } from '../../src/formats/testing/zips.ts'
import { aimPixels, roomForPixels, siderealOfBin } from '../../src/science/reconstruction/localMarginals.ts'
import { ringsOf } from '../../src/science/sphere/rings.ts'
import { radians } from '../../src/science/units.ts'

const NSIDE = 8
export const BINS = 24
/** δI of the equatorial dipole, towards right ascension 60°. */
export const AMPLITUDE = 0.02
const ALPHA = Math.PI / 3
const SITE = { latitude: 19, longitude: -97, thetamax: 57 }

/** Whole counts about 2 × 10⁴ per pixel and hour, fewer far from the zenith; south and east are the axes. */
function bins(): number[][] {
  const rings = ringsOf({ kind: 'healpix', nside: NSIDE })
  const view = { latitude: radians(SITE.latitude), zenithMax: radians(SITE.thetamax), azimuth: 'southEast' as const }
  const { sinDelta, cosDelta, alpha } = aimPixels(roomForPixels(rings, view.zenithMax), rings, view, 0, rings.count)
  return Array.from({ length: BINS }, (_, bin) => {
    const sidereal = siderealOfBin(bin, BINS, 'centre', radians(SITE.longitude))
    return Array.from({ length: rings.pixels }, (_pixel, i) => {
      if (i >= alpha.length) return 0
      const cosZenith = Math.sin(view.latitude) * sinDelta[i]! + Math.cos(view.latitude) * cosDelta[i]! * Math.cos(alpha[i]!)
      return Math.round(2e4 * cosZenith * (1 + AMPLITUDE * cosDelta[i]! * Math.cos(alpha[i]! + sidereal - ALPHA)))
    })
  })
}

export const config = (): NamedBytes => configOf({ ...SITE, nside: NSIDE })
export const localFiles = (): NamedBytes[] => setOf(bins())
export const localImage = (): Uint8Array<ArrayBuffer> => multimap(bins())
export const localArchive = (): Uint8Array<ArrayBuffer> => zip([...localFiles(), config()])
