/** What a person can do, as objects: button, shortcut, menu, help sheet and test use the same ones. */
import type { Session } from '../session/session.ts'
import { cameraOf } from '../drawing/camera.ts'
import { centredOn, zoomed } from '../drawing/moves.ts'
import { BOUNDS } from '../study/bounds.ts'
import type { CameraView, Quantity } from '../study/document.ts'
import { showQuantity } from '../study/comparing.ts'
import { setCard, toggleDegree } from '../study/edits.ts'
import { announce, redoAloud, undoAloud } from './announce.ts'
import { MULTIPOLES } from './multipoles.ts'
import { canShow, mapPane, recipeId, recipeOf, subtracted } from './seen.ts'

export interface Command {
  readonly id: string
  readonly label: string
  /** As in `Mod+Z`; Mod is ⌘ on a Mac and Ctrl elsewhere. A key without Mod works while the map has focus, or nothing has. */
  readonly keys?: readonly string[]
  readonly pressed?: (session: Session) => boolean
  enabled(session: Session): boolean
  run(session: Session): void
}

/** What commands may ask of the page around the session. */
export interface Page {
  pickFiles(): void
  show(dialog: 'share' | 'export' | 'help'): void
  nextTheme(): void
}

const QUANTITIES: readonly { readonly quantity: Quantity; readonly label: string; readonly key: string }[] = [
  { quantity: 'relativeIntensity', label: 'Show relative intensity', key: '1' },
  { quantity: 'significance', label: 'Show significance', key: '2' },
  { quantity: 'counts', label: 'Show counts', key: '3' },
]

const always = () => true

export type CommandId =
  | 'open' | 'undo' | 'redo' | 'share' | 'export' | 'help' | 'theme' | 'forget' | 'smooth' | 'dipole' | 'quadrupole' | 'octupole' | 'nearer' | 'farther' | 'whole' | 'centre' | Quantity

export type CommandTable = { readonly [K in CommandId]: Command }

export function commandTable(page: Page): CommandTable {
  return {
    open: { id: 'open', label: 'Open…', keys: ['Mod+O'], enabled: always, run: () => page.pickFiles() },
    undo: { id: 'undo', label: 'Undo', keys: ['Mod+Z'], enabled: ({ past }) => past.length > 0, run: undoAloud },
    redo: { id: 'redo', label: 'Redo', keys: ['Mod+Shift+Z', 'Ctrl+Y'], enabled: ({ future }) => future.length > 0, run: redoAloud },
    ...(Object.fromEntries(MULTIPOLES.map((multipole) => [multipole.name, subtract(multipole)])) as Record<'dipole' | 'quadrupole' | 'octupole', Command>),
    smooth: {
      id: 'smooth',
      label: 'Smooth',
      keys: ['s'],
      pressed: ({ study }) => recipeOf(study)?.smooth.on ?? false,
      enabled: ({ study }) => recipeOf(study) !== undefined,
      run: (session) => {
        const on = !recipeOf(session.study)!.smooth.on
        announce(session, setCard(recipeId(session.study), 'smooth', { on }), on ? 'Smoothing on' : 'Smoothing off')
      },
    },
    ...(Object.fromEntries(QUANTITIES.map((row) => [row.quantity, show(row)])) as Record<Quantity, Command>),
    nearer: { id: 'nearer', label: 'Come nearer', keys: ['+', '='], enabled: ({ study }) => study.view.camera.zoom < BOUNDS.zoom[1], run: (session) => zoom(session, 1.5) },
    farther: { id: 'farther', label: 'Go back', keys: ['-'], enabled: ({ study }) => study.view.camera.zoom > 1, run: (session) => zoom(session, 1 / 1.5) },
    whole: { id: 'whole', label: 'Whole sky', keys: ['0'], enabled: always, run: ({ look, study }) => look(wholeSky(study.view.camera)) },
    centre: {
      id: 'centre',
      label: 'Centre the cursor',
      keys: ['c'],
      enabled: ({ cursor }) => cursor !== undefined,
      run: ({ look, study, cursor }) => cursor !== undefined && look(centredOn(cameraOf(study.view.camera, 2, 1), cursor.alpha, cursor.delta)),
    },
    export: { id: 'export', label: 'Export…', keys: ['Mod+S'], enabled: ({ study }) => mapPane(study) !== undefined, run: () => page.show('export') },
    share: { id: 'share', label: 'Share link', enabled: always, run: () => page.show('share') },
    theme: { id: 'theme', label: 'Change between light and dark', enabled: always, run: () => page.nextTheme() },
    forget: {
      id: 'forget',
      label: 'Forget what this browser keeps',
      enabled: ({ kept }) => kept.study === 'kept' || kept.files.length > 0 || kept.earlier !== undefined,
      run: (session) => void session.forgetKept(),
    },
    help: { id: 'help', label: 'Help', keys: ['?'], enabled: always, run: () => page.show('help') },
  }
}

const subtract = ({ l, name, key }: (typeof MULTIPOLES)[number]): Command => ({
  id: name,
  label: `Subtract the ${name}`,
  keys: [key],
  pressed: (session) => subtracted(session).includes(l),
  enabled: ({ study }) => recipeOf(study) !== undefined,
  run: (session) => {
    const back = subtracted(session).includes(l)
    const Name = name[0]!.toUpperCase() + name.slice(1)
    announce(session, toggleDegree(recipeId(session.study), l), back ? `${Name} put back` : `${Name} subtracted`)
  },
})

const zoom = ({ look, study }: Session, factor: number): void => look(zoomed(cameraOf(study.view.camera, 2, 1), factor))

/** As the view is by default, in the projection, the frame and the direction that were chosen. */
const wholeSky = ({ projection, centreDeg: [longitudeDeg, latitudeDeg] }: CameraView): Partial<CameraView> =>
  projection === 'polar' ? { zoom: 1, centreDeg: [longitudeDeg, latitudeDeg < 0 ? -90 : 90] } : { zoom: 1, centreDeg: [longitudeDeg, projection === 'globe' ? latitudeDeg : 0] }

const show = ({ quantity, label, key }: (typeof QUANTITIES)[number]): Command => ({
  id: quantity,
  label,
  keys: [key],
  pressed: ({ study }) => mapPane(study)?.quantity === quantity && mapPane(study)?.multipole === undefined,
  enabled: ({ study }) => mapPane(study) !== undefined && canShow(study, quantity),
  run: ({ edit }) => edit(showQuantity(quantity), { label }),
})

const ON_A_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** `Ctrl+Shift+Z` in its keys; plus is a key too. */
const partsOf = (chord: string): readonly string[] => (chord === '+' ? ['+'] : chord.split('+'))

/** How a chord is printed: `⌘⇧Z` on a Mac, `Ctrl+Shift+Z` elsewhere. */
export function chordText(chord: string, mac = ON_A_MAC): string {
  const parts = partsOf(chord).map((part) => (part.length === 1 ? part.toUpperCase() : part))
  const names: Readonly<Record<string, string>> = mac ? { Mod: '⌘', Shift: '⇧', Ctrl: '⌃' } : { Mod: 'Ctrl' }
  return parts.map((part) => names[part] ?? part).join(mac ? '' : '+')
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Whether a key press is the chord. A bare key is compared as typed, so that `?` needs no knowledge of the keyboard. */
export function isChord(chord: string, press: KeyPress, mac = ON_A_MAC): boolean {
  const parts = partsOf(chord)
  const key = parts.at(-1)!
  if (press.altKey || press.key.toLowerCase() !== key.toLowerCase()) return false
  const ctrl = parts.includes('Ctrl') || (parts.includes('Mod') && !mac)
  const meta = parts.includes('Mod') && mac
  const shiftMatters = parts.length > 1
  return press.ctrlKey === ctrl && press.metaKey === meta && (!shiftMatters || press.shiftKey === parts.includes('Shift'))
}

/** The command a key press means where the focus is, if any. */
export function commandFor(press: KeyPress, focus: Element | null, commands: CommandTable): Command | undefined {
  const command = Object.values<Command>(commands).find(({ keys = [] }) => keys.some((chord) => isChord(chord, press)))
  if (command === undefined || focus?.closest('dialog')) return undefined
  const bare = !press.ctrlKey && !press.metaKey
  const mapHasIt = focus === null || focus === document.body || focus.closest('.map-stage') !== null
  if (bare) return mapHasIt ? command : undefined
  // A field keeps its own undo while somebody types in it.
  const typing = focus instanceof HTMLInputElement && ['number', 'text'].includes(focus.type)
  return typing && command.id !== 'open' ? undefined : command
}
