import { describe, expect, test } from 'vitest'
import { cameraOf, frameOf, toScreen } from '../drawing/camera.ts'
import { rotate, transposed } from '../science/math/matrix3.ts'
import { equatorialAngles, equatorialVector } from '../science/sphere/directions.ts'
import { radians } from '../science/units.ts'
import type { CameraView } from '../study/document.ts'
import { defaultCamera } from '../study/seeded.ts'
import { directionWords, frameWords, partWords } from './layoutWords.ts'

const seen = (change: Partial<CameraView>): CameraView => ({ ...defaultCamera, ...change })

describe('the layout of the sky in words', () => {
  test('names the frame, and the pole of the magnetic one', () => {
    expect(frameWords(seen({ frame: 'galactic' }))).toBe('Galactic coordinates')
    expect(frameWords(seen({ frame: 'magnetic', magneticPoleDeg: [229.2, -11.4] }))).toBe('magnetic coordinates (pole α 229.2°, δ −11.4°)')
  })

  test('tells the whole sky, a hemisphere and a part of the sky from each other', () => {
    expect(partWords(seen({ centreDeg: [180, 0] }))).toBe('the whole sky around right ascension 180°, declination 0°')
    expect(partWords(seen({ projection: 'globe', frame: 'galactic', centreDeg: [359.7, -29.6] }))).toBe('a hemisphere around Galactic longitude 0°, latitude −30°')
    expect(partWords(seen({ projection: 'polar', centreDeg: [0, -90] }))).toBe('a hemisphere around the south pole')
    expect(partWords(seen({ frame: 'ecliptic', centreDeg: [83, 22], zoom: 4 }))).toBe('a part of the sky around ecliptic longitude 83°, latitude +22°')
  })

  test.each(['equatorial', 'galactic', 'ecliptic', 'magnetic'] as const)('says where %s longitude grows as the picture has it', (frame) => {
    for (const projection of ['mollweide', 'polar', 'globe'] as const) {
      for (const longitude of ['leftward', 'rightward'] as const) {
        for (const latitudeDeg of [-90, -85, -40, 0, 40, 85, 90]) {
          const view = seen({ frame, projection, longitude, centreDeg: [70, latitudeDeg] })
          expect(directionWords(view)).toContain(`longitude growing ${growing(view)}`.replace('longitude', frame === 'equatorial' ? 'right ascension' : 'longitude'))
        }
      }
    }
  })
})

/** From where two neighbouring directions fall in the picture. */
function growing(view: CameraView): string {
  const [longitudeDeg, latitudeDeg] = view.centreDeg
  const camera = cameraOf(view, 400, 400)
  const back = transposed(frameOf(view.frame, view))
  const fall = (deg: number, at: number) => {
    const { alpha, delta } = equatorialAngles(rotate(back, equatorialVector(radians(deg), radians(at))))
    return toScreen(camera, alpha, delta)!
  }
  if (Math.abs(latitudeDeg) <= 80) return fall(longitudeDeg + 5, latitudeDeg)[0] < fall(longitudeDeg - 5, latitudeDeg)[0] ? 'to the left' : 'to the right'
  const pole = Math.sign(latitudeDeg) * 90
  const [x, y] = fall(longitudeDeg, pole)
  const [[x1, y1], [x2, y2]] = [fall(longitudeDeg, pole * 0.8), fall(longitudeDeg + 20, pole * 0.8)]
  // The screen's y grows downwards: a positive cross product turns clockwise.
  return `${(x1 - x) * (y2 - y) - (y1 - y) * (x2 - x) > 0 ? 'clockwise' : 'anticlockwise'} about the ${pole > 0 ? 'north' : 'south'} pole`
}
