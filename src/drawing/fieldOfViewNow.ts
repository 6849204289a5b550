/** The field of view of one detector over the map: what it sees at a moment, and in a day (Fig. 5 of the review). */
import { rotate } from '../science/math/matrix3.ts'
import { equatorialVector } from '../science/sphere/directions.ts'
import { radians } from '../science/units.ts'
import type { Camera } from './camera.ts'
import { circle, parallel, type Curve } from './curves.ts'
import type { LineStyle, SkyPath } from './lineStyles.ts'
import { penOf } from './pen.ts'
import { onScreen, reachOf } from './sight.ts'

export interface MomentaryView {
  /** Φ (radians) */
  readonly latitude: number
  /** ωt (radians), the right ascension of the zenith. */
  readonly sidereal: number
  /** θ_max (radians) */
  readonly zenithMax: number
}

const overlay = (dash: readonly number[], width: number): LineStyle => ({ tone: 'overlay', width, dash })

/** As in the figure: the circles of 30° and 60° are dashed; the cut is the heaviest line, and the limits of a day are dotted and dashed. */
export const viewStyles = { guide: overlay([5, 4], 1.2), cut: overlay([], 1.8), limit: overlay([10, 3, 2, 3], 1.2) } as const satisfies Readonly<Record<string, LineStyle>>

export interface ViewLine {
  readonly kind: keyof typeof viewStyles
  /** Unit vectors in equatorial components. */
  readonly curve: Curve
}

const GUIDES = [radians(30), radians(60)]
/** Two circles closer than this are one line. */
const SAME = radians(0.5)

/** Circles about the zenith, θ = 30°, 60° and the cut; none beyond the cut. @param sampling  between points, radians of arc */
export function momentaryLines({ latitude, sidereal, zenithMax }: MomentaryView, sampling: number): readonly ViewLine[] {
  const zenith = equatorialVector(sidereal, latitude)
  const guides = GUIDES.filter((theta) => theta < zenithMax - SAME).map((theta): ViewLine => ({ kind: 'guide', curve: circle(zenith, theta, sampling) }))
  return [...guides, { kind: 'cut', curve: circle(zenith, zenithMax, sampling) }]
}

/** The declinations between which the field of view sweeps in a day, Φ ± θ_max; a limit beyond a pole is none. */
export function dailyLimits({ latitude, zenithMax }: Pick<MomentaryView, 'latitude' | 'zenithMax'>, sampling: number): readonly ViewLine[] {
  return [latitude - zenithMax, latitude + zenithMax]
    .filter((delta) => Math.abs(delta) < Math.PI / 2 - 1e-9)
    .map((delta): ViewLine => ({ kind: 'limit', curve: parallel(delta, sampling) }))
}

export interface DrawnView {
  /** In the order in which they are drawn, in the form of `SkyLines`. */
  readonly paths: readonly SkyPath[]
  /** Where the zenith falls on the canvas, if it does. */
  readonly zenith: readonly [number, number] | undefined
}

/** The lines as the camera sees them. */
export function drawView(camera: Camera, view: MomentaryView): DrawnView {
  const sampling = Math.min(radians(2), Math.max(radians(0.25), reachOf(camera) / 30))
  const pen = penOf(camera)
  const paths = [...dailyLimits(view, sampling), ...momentaryLines(view, sampling)].map(({ kind, curve }) => ({ d: pen(curve, camera.rotation), style: viewStyles[kind] }))
  return { paths: paths.filter(({ d }) => d !== ''), zenith: onScreen(camera, rotate(camera.rotation, equatorialVector(view.sidereal, view.latitude))) }
}
