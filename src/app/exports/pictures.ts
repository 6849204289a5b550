/** The map as a picture or a drawing, with the study inside. */
import { skyAlone, paintFigure, textMeasure, type Painted } from '../../drawing/figure/canvasFigure.ts'
import type { Figure } from '../../drawing/figure/figure.ts'
import { layout, type Laid } from '../../drawing/figure/layout.ts'
import { paceOf } from '../../drawing/figure/pace.ts'
import { pixelsOf, sizedFor, type Sized, type SizeName } from '../../drawing/figure/sizes.ts'
import { svgOf } from '../../drawing/figure/svgFigure.ts'
import type { Unseen } from '../../drawing/paint.ts'
import { colourScale, type ColourScale } from '../../drawing/scale.ts'
import { STUDY_KEYWORD } from '../../formats/pngStudy.ts'
import { visible } from '../../formats/text.ts'
import { pngWriter } from '../../formats/writePng.ts'
import { radians } from '../../science/units.ts'
import type { Session } from '../../session/session.ts'
import { findingOf } from '../../session/store.ts'
import type { MapPane, Study, View } from '../../study/document.ts'
import type { Contours, Display } from '../../study/results.ts'
import { linesOver, pictureOf, shownMaps } from '../../study/shown.ts'
import { studyJson } from '../../study/studyText.ts'
import { version } from '../../study/version.ts'
import { caption } from '../caption.ts'
import { linesOf, overlaysOver, sitesOf } from '../sky/linesOf.ts'

export interface PictureChoice {
  readonly size: SizeName
  /** Pixels at 1×, for screens. */
  readonly screenWidth: number
  /** 1 … 4 */
  readonly times: number
  readonly ground: Figure['ground']
  readonly title: boolean
  readonly caption: boolean
  readonly bar: boolean
  readonly key: boolean
}

export const DEFAULT_CHOICE: PictureChoice = { size: 'aaPage', screenWidth: 1000, times: 2, ground: 'white', title: true, caption: true, bar: true, key: true }

/** The first map of the page, as it is shown. */
export interface Subject {
  readonly study: Study
  readonly pane: MapPane
  readonly display: Display
  readonly colours: ColourScale
  readonly contours: Contours | undefined
}

export function subjectOf(session: Pick<Session, 'study' | 'findings'>): Subject | undefined {
  const { study } = session
  const pane = shownMaps(study)[0]?.pane
  const display = pane && findingOf(session, pictureOf(pane))?.value
  if (pane === undefined || display === undefined) return undefined
  return { study, pane, display, colours: colourScale(display.quantity, pane.scale, display.autoLimit), contours: findingOf(session, linesOver(pane))?.value }
}

export interface Arranged {
  readonly laid: Laid
  readonly sized: Sized
  readonly subject: Subject
}

export function arranged(subject: Subject, choice: PictureChoice): Arranged {
  const { study, pane, display, colours, contours } = subject
  const [raDeg, decDeg] = study.view.pinDeg ?? []
  const pin = raDeg === undefined || decDeg === undefined ? {} : { pin: { alpha: radians(raDeg), delta: radians(decDeg) } }
  const over = { lines: linesOf({ ...study.view, overlays: overlaysOver(study.view.overlays, study.parts, pane.part) }, sitesOf(study.parts, pane.part), display), edge: study.view.unseen === 'white', ...(contours === undefined ? {} : { contours }), ...pin }
  const sized = sizedFor(choice.size, choice.screenWidth, choice.times)
  const words = { ...(choice.title ? { title: study.title } : {}), ...(choice.caption ? { caption: caption(study, pane, display) } : {}) }
  return { laid: layout({ display, view: study.view, colours, ...over }, { width: sized.width, ground: choice.ground, bar: choice.bar, key: choice.key, ...words }, textMeasure()), sized, subject }
}

export interface Waiting {
  readonly signal: AbortSignal
  report(done: number): void
}

/** @param density  pixels per unit, if not those of the choice */
export async function pngOf({ laid, sized, subject }: Arranged, { signal, report }: Waiting, density = sized.density): Promise<Blob> {
  const { study, pane, display } = subject
  const dots = sized.dotsPerInch === undefined ? {} : { dotsPerInch: (sized.dotsPerInch * density) / sized.density }
  const texts = [
    { keyword: 'Title', text: visible(study.title, 200) },
    { keyword: 'Description', text: visible(caption(study, pane, display), 2000) },
    { keyword: 'Software', text: `Anisky ${version}` },
    { keyword: STUDY_KEYWORD, text: studyJson(study) },
  ]
  return painted(laid, subject, density, { signal, report }, { ...dots, texts })
}

export async function svgFileOf({ laid, sized, subject }: Arranged, waiting: Waiting): Promise<Blob> {
  const { study, pane, display } = subject
  const sky = await dataUrlOf(await painted(skyAlone(laid), subject, Math.max(2, sized.density), waiting))
  const text = svgOf({
    ...{ figure: laid.figure, sky },
    ...(sized.millimetres === undefined ? {} : { millimetres: sized.millimetres }),
    title: visible(study.title, 200),
    description: visible(caption(study, pane, display), 2000),
    study: { name: STUDY_KEYWORD, json: studyJson(study) },
  })
  return new Blob([text], { type: 'image/svg+xml' })
}

async function painted(laid: Laid, { display, colours, study }: Subject, density: number, { signal, report }: Waiting, head: Pick<Parameters<typeof pngWriter>[0], 'dotsPerInch' | 'texts'> = {}): Promise<Blob> {
  const painting: Painted = { display, painting: { ...colours, unseen: UNSEEN[study.view.unseen] } }
  const writer = pngWriter({ ...pixelsOf(laid.figure, density), transparent: laid.figure.ground === 'transparent', ...head })
  try {
    await paintFigure(laid, painting, density, paceOf(signal, report), (rgba) => writer.rows(rgba))
    return await writer.finish()
  } catch (reason) {
    writer.abandon()
    throw reason
  }
}

const plain = (grey: number): Unseen => ({ ground: [grey, grey, grey], hatch: [grey, grey, grey] })

/** Sky that is not looked at, on paper. */
const UNSEEN: Readonly<Record<View['unseen'], Unseen>> = { hatched: { ground: [148, 154, 163], hatch: [120, 127, 137] }, grey: plain(128), white: plain(255) }

const dataUrlOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error('a picture could not be read back'))
    reader.readAsDataURL(blob)
  })
