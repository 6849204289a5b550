import { useEffect, useMemo, useRef, useState } from 'react'
import { FIGURE_SIZES, pixelsOf, type SizeName } from '../../drawing/figure/sizes.ts'
import { isProblem, type Problem } from '../../science/problem.ts'
import { sessionStore, useSession } from '../../session/store.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { fileName, save } from './files.ts'
import { arranged, DEFAULT_CHOICE, pngOf, subjectOf, svgFileOf, type Arranged, type PictureChoice, type Subject } from './pictures.ts'
import type { Task } from './useTask.ts'

/** What was chosen last stays chosen during the visit. */
let lastChoice = DEFAULT_CHOICE

/** The map as a picture: how it will look, how large, what stands in it. */
export function PictureExport({ task }: { readonly task: Task }) {
  const study = useSession((session) => session.study)
  const findings = useSession((session) => session.findings)
  const [choice, setChoice] = useState(lastChoice)
  const subject = useMemo(() => subjectOf({ study, findings }), [study, findings])
  const made = useMemo(() => subject && arranged(subject, choice), [subject, choice])
  const change = (patch: Partial<PictureChoice>) => setChoice((lastChoice = { ...choice, ...patch }))
  const refusal = made && refusalOf(made)
  return (
    <section className="picture-export" aria-label="Picture of the map">
      <Preview made={made} />
      <div className="picture-choices">
        <PictureChoices choice={choice} onChange={change} />
        {made !== undefined && <p className="soft small number">{refusal === undefined ? sizeText(made) : `${refusal.message} ${refusal.remedy}`}</p>}
        <PictureButtons {...{ made, subject, task }} disabled={made === undefined || task.running !== undefined} tooLarge={refusal !== undefined} />
      </div>
    </section>
  )
}

function refusalOf({ laid, sized }: Arranged): Problem | undefined {
  try {
    pixelsOf(laid.figure, sized.density)
    return undefined
  } catch (reason) {
    if (isProblem(reason)) return reason
    throw reason
  }
}

function sizeText({ laid, sized }: Arranged): string {
  const { width, height } = pixelsOf(laid.figure, sized.density)
  return `${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels${sized.dotsPerInch === undefined ? '' : `, ${sized.dotsPerInch} to the inch`}`
}

const SIZES = Object.fromEntries(Object.entries(FIGURE_SIZES).map(([name, { label }]) => [name, label])) as Record<SizeName, string>
const TIMES = { 1: '1×', 2: '2×', 3: '3×', 4: '4×' } as const

function PictureChoices({ choice, onChange }: { readonly choice: PictureChoice; onChange(patch: Partial<PictureChoice>): void }) {
  const tick = (name: 'title' | 'caption' | 'bar' | 'key', label: string) => (
    <label className="tick">
      <input type="checkbox" checked={choice[name]} onChange={(event) => onChange({ [name]: event.currentTarget.checked })} />
      {label}
    </label>
  )
  return (
    <>
      <Choice label="Width" options={SIZES} value={choice.size} onChange={(size) => onChange({ size })} />
      {choice.size === 'screen' && <NumberField label="Pixels at 1×" value={choice.screenWidth} min={400} max={2000} step={10} onChange={(screenWidth) => onChange({ screenWidth })} />}
      <Choice label="Pixels" options={TIMES} value={String(choice.times) as '1'} onChange={(times) => onChange({ times: Number(times) })} />
      <Choice label="Ground" options={{ white: 'white', transparent: 'transparent' }} value={choice.ground} onChange={(ground) => onChange({ ground })} />
      <div className="ticks">
        {tick('title', 'title')}
        {tick('caption', 'caption')}
        {tick('bar', 'colour bar')}
        {tick('key', 'key to the lines')}
      </div>
    </>
  )
}

interface ButtonsProps {
  readonly made: Arranged | undefined
  readonly subject: Subject | undefined
  readonly task: Task
  readonly disabled: boolean
  readonly tooLarge: boolean
}

function PictureButtons({ made, subject, task, disabled, tooLarge }: ButtonsProps) {
  if (made === undefined || subject === undefined) return <p className="soft">The map is being made.</p>
  const { study } = subject
  const copy = () =>
    task.start('Copying the picture', async (waiting) => {
      // The promise goes into the item: browsers let a page write to the clipboard only while they remember the press.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(made, waiting) })])
      sessionStore.getState().say({ tone: 'status', text: 'The picture is copied.' })
    })
  return (
    <div className="picture-buttons">
      <button type="button" className="button primary" disabled={disabled || tooLarge} onClick={() => task.start('Making the picture', async (waiting) => save(await pngOf(made, waiting), fileName(study, '', 'png')))}>
        Save picture (PNG)
      </button>
      <button type="button" className="button" disabled={disabled} onClick={() => task.start('Making the drawing', async (waiting) => save(await svgFileOf(made, waiting), fileName(study, '', 'svg')))}>
        Save drawing (SVG)
      </button>
      {'ClipboardItem' in globalThis && (
        <button type="button" className="button" disabled={disabled || tooLarge} onClick={copy}>
          Copy picture
        </button>
      )}
    </div>
  )
}

/** Pixels of the preview's width. */
const PREVIEW = 1000

/** The picture itself, coarse: it can be dragged out, and opens the study again as the saved one does. */
function Preview({ made }: { readonly made: Arranged | undefined }) {
  const [url, setUrl] = useState<string>()
  /** Addresses of pictures that the next one takes the place of: given back once it is there. */
  const passed = useRef<string[]>([])
  const giveBack = () => passed.current.splice(0).forEach((old) => URL.revokeObjectURL(old))
  useEffect(() => {
    if (made === undefined) return
    const own = new AbortController()
    const old = passed.current
    let shown: string | undefined
    const density = Math.min(made.sized.density, PREVIEW / made.laid.figure.width)
    pngOf(made, { signal: own.signal, report: () => {} }, density).then(
      (blob) => {
        if (!own.signal.aborted) setUrl((shown = URL.createObjectURL(blob)))
      },
      (reason: unknown) => {
        if (!own.signal.aborted) throw reason
      },
    )
    return () => {
      own.abort()
      if (shown !== undefined) old.push(shown)
    }
  }, [made])
  useEffect(() => () => void setTimeout(giveBack, 1000), [])
  const { width, height } = made?.laid.figure ?? { width: 2, height: 1 }
  return (
    <div className="picture-preview" data-ground={made?.laid.figure.ground} style={{ aspectRatio: `${width} / ${height}` }}>
      {url !== undefined && <img src={url} onLoad={giveBack} alt="The map as it will be saved" title="It can be dragged into a document" />}
    </div>
  )
}
