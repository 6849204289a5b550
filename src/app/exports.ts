/** What can be taken away: the picture, the maps as FITS, the study. Each is a function of the session. */
import { radians } from '../science/units.ts'
import type { Session } from '../session/session.ts'
import type { Study } from '../study/document.ts'
import { of, type Ref } from '../study/graph.ts'
import { later } from '../study/later.ts'
import { caption } from './caption.ts'
import { displayShown, mapPane, recipeOf, skyId } from './seen.ts'

export type MakeFits = (study: Study, ref: Ref<'intensity' | 'residual' | 'smoothed'>) => Promise<Uint8Array>

export interface Export {
  readonly id: string
  readonly label: string
  enabled(session: Session): boolean
  run(session: Session): Promise<void>
}

export const exportsOf = (makeFits: MakeFits): readonly Export[] => [
  {
    id: 'png',
    label: 'Picture of the map (PNG)',
    enabled: (session) => displayShown(session) !== undefined,
    run: async (session) => savePicture(session),
  },
  fits(makeFits, 'relative-intensity', 'Relative intensity (FITS)', 'intensity', () => true),
  fits(makeFits, 'residual', 'Residual after subtraction (FITS)', 'residual', ({ study }) => recipeOf(study)?.subtract.on ?? false),
  fits(makeFits, 'smoothed', 'Smoothed map (FITS)', 'smoothed', ({ study }) => recipeOf(study)?.smooth.on ?? false),
  {
    id: 'study',
    label: 'Study file (.anisky.json)',
    enabled: () => true,
    run: async ({ study }) => save(new Blob([JSON.stringify(study, undefined, 2)], { type: 'application/json' }), `${stem(study)}.anisky.json`),
  },
]

function fits(makeFits: MakeFits, id: string, label: string, result: 'intensity' | 'residual' | 'smoothed', asked: (session: Session) => boolean): Export {
  const run = async ({ study }: Session) =>
    save(new Blob([(await makeFits(study, of(result, skyId(study)))) as Uint8Array<ArrayBuffer>], { type: 'application/fits' }), `${stem(study)}-${id}.fits`)
  return { id, label, enabled: asked, run }
}

const PICTURE_SCALE = 2

async function savePicture(session: Session): Promise<void> {
  const { study } = session
  const display = displayShown(session)
  const pane = mapPane(study)
  if (display === undefined || pane === undefined) return
  const [raDeg, decDeg] = study.view.pinDeg ?? []
  const pin = raDeg === undefined || decDeg === undefined ? {} : { pin: { alpha: radians(raDeg), delta: radians(decDeg) } }
  const { mapPicture } = await later(() => import('../drawing/picture.ts'))
  save(await mapPicture(display, { camera: study.view.camera, scale: pane.scale, ...pin }, PICTURE_SCALE, caption(study)), `${stem(study)}.png`)
}

/** A file name from the study's title. */
export const stem = ({ title }: Study): string =>
  title.replace(/\.(fits?|gz|fz|json)\b/gi, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'anisky'

/** Hands a file to the browser's downloads. */
function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
