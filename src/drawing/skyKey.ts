/** What the lines and symbols over a map mean. */
import { regions } from '../literature/regions.ts'
import type { CameraView, Overlay } from '../study/document.ts'
import { lineStyles, type KeyEntry } from './lineStyles.ts'
import { measuredAxis, type OverlayOptions } from './overlays.ts'

const FRAMES = { equatorial: 'equatorial', galactic: 'Galactic', ecliptic: 'ecliptic', magnetic: 'magnetic' } as const

/** An entry for everything that is on; a net of another frame than the map's is named too. */
export function skyKey(view: CameraView, options: OverlayOptions): readonly KeyEntry[] {
  const { graticule, frame } = view
  const net: readonly KeyEntry[] = graticule === 'none' || graticule === frame ? [] : [{ overlay: 'graticule', text: `${FRAMES[graticule]} graticule`, line: lineStyles.grid }]
  return [...net, ...ORDER.filter((overlay) => options.overlays.includes(overlay)).flatMap((overlay) => entries(overlay, view, options))]
}

const ORDER: readonly Overlay[] = ['galacticPlane', 'ecliptic', 'fieldOfView', 'regions', 'magneticAxis', 'magneticEquator', 'interstellarFlow', 'lsrApex', 'extremes', 'marks']

function entries(overlay: Overlay, view: CameraView, { sites = [], extremes, marks = [] }: OverlayOptions): readonly KeyEntry[] {
  switch (overlay) {
    case 'galacticPlane':
      return [{ overlay, text: 'Galactic plane, ★ centre', line: lineStyles.galacticPlane }]
    case 'ecliptic':
      return [{ overlay, text: 'ecliptic', line: lineStyles.ecliptic }]
    case 'fieldOfView':
      return [
        { overlay, text: 'edge of what was observed', line: lineStyles.fieldEdge },
        ...(sites.length > 0 ? [{ overlay, text: 'limits of each detector', line: lineStyles.site }] : []),
      ]
    case 'regions':
      return [{ overlay, text: `regions of excess (${[...new Set(regions.map(({ observatory }) => observatory))].join(', ')})`, line: lineStyles.region, sample: 'M7 7a6 6 0 1 0 12 0a6 6 0 1 0-12 0' }]
    case 'magneticAxis': {
      const known = measuredAxis(view)
      return [{ overlay, text: `local magnetic field (${known === undefined ? 'set by hand' : `${known.name}, ±${known.errorDeg}°`})`, symbols: ['away', 'towards'] }]
    }
    case 'magneticEquator':
      return [{ overlay, text: 'magnetic equator, ticks towards +B', line: lineStyles.magneticEquator, sample: 'M0 9h26M4 9v-4M10 9v-4M16 9v-4M22 9v-4' }]
    case 'interstellarFlow':
      return [{ overlay, text: 'motion through the interstellar medium, and its opposite', symbols: ['arrowhead', 'tail'] }]
    case 'lsrApex':
      return [{ overlay, text: 'solar apex, local standard of rest', symbols: ['diamond'] }]
    case 'extremes':
      return extremes === undefined ? [] : [{ overlay, text: 'brightest and faintest place', symbols: ['cross', 'plus'] }]
    case 'marks':
      return marks.length === 0 ? [] : [{ overlay, text: 'own places', symbols: ['square'] }]
  }
}

const LONGITUDES = { equatorial: 'α', galactic: 'l', ecliptic: 'λ', magnetic: 'longitude' } as const

/**
 * East and west of an equatorial map, as one sees the sky; where longitude grows in any other frame. About a pole it
 * grows with or against the clock: with it about the north pole when longitude grows to the left at the equator.
 */
export function compassText({ frame, longitude, centreDeg: [, latitudeDeg] }: CameraView): string {
  const leftward = longitude === 'leftward'
  const name = LONGITUDES[frame]
  if (Math.abs(latitudeDeg) > 75) return `${name} ${leftward === latitudeDeg > 0 ? '↻' : '↺'}`
  if (frame === 'equatorial') return leftward ? 'E ← → W' : 'W ← → E'
  return leftward ? `${name} ←` : `→ ${name}`
}
