import { useEffect, useMemo, useRef, useState } from 'react'
import { sessionStore, useSession } from '../session/store.ts'
import { placeOf } from '../study/desks.ts'
import { commandFor, commandTable, type Page } from './commands.ts'
import { FirstSentence } from './FirstSentence.tsx'
import { DropVeil } from './DropVeil.tsx'
import type { MakeMap } from './exports/maps.ts'
import { late } from './late.tsx'
import { MissingFiles } from './MissingFiles.tsx'
import { Notices } from './Notices.tsx'
import { Offers } from './Offers.tsx'
import { SkyPane } from './sky/SkyPane.tsx'
import { StatusBar } from './StatusBar.tsx'
import { applyTheme, storedTheme, themeAfter } from './theme.ts'
import { TopBar } from './TopBar.tsx'
import { CommandChip } from './widgets/CommandButton.tsx'

/** Boxes of the same size: nothing moves when the plots come, a moment after the map. */
const EMPTY_PLOTS = [0, 1, 2].map((i) => <section key={i} className="card first-plot" />)
const RecipePanel = late(() => import('./panels/RecipePanel.tsx').then((part) => part.RecipePanel))
const Plots = late(() => import('./plots/Plots.tsx').then((part) => part.Plots), EMPTY_PLOTS)

const ObservePanel = late(() => import('./observe/ObservePanel.tsx').then((part) => part.ObservePanel))
const ObservePlots = late(() => import('./observe/ObservePlots.tsx').then((part) => part.ObservePlots), EMPTY_PLOTS)

const ReadCardDialog = late(() => import('./dialogs/ReadCardDialog.tsx').then((part) => part.ReadCardDialog))
const ShareDialog = late(() => import('./dialogs/ShareDialog.tsx').then((part) => part.ShareDialog))
const ExportDialog = late(() => import('./exports/ExportDialog.tsx').then((part) => part.ExportDialog))
const HelpDialog = late(() => import('./dialogs/HelpDialog.tsx').then((part) => part.HelpDialog))

export interface AppProps {
  /** Asks the desk for the file of a map. */
  readonly makeMap: MakeMap
}

/** Somebody reaches for a file: what it will need is fetched meanwhile, and once. */
function expectFile(): void {
  sessionStore.getState().expectFile()
  ReadCardDialog.prepare()
}

/** The page, at whichever place it is open. */
export function App({ makeMap }: AppProps) {
  const picker = useRef<HTMLInputElement>(null)
  const [theme, setTheme] = useState(storedTheme)
  const [dialog, setDialog] = useState<'share' | 'export' | 'help'>()
  const place = useSession(({ study }) => placeOf(study))
  const cardShown = useSession((session) => session.cardShown)
  const pickFiles = () => picker.current?.click()
  const commands = useMemo(() => {
    const page: Page = { pickFiles, show: setDialog, nextTheme: () => setTheme(themeAfter) }
    return commandTable(page)
  }, [])

  useEffect(() => applyTheme(theme), [theme])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const session = sessionStore.getState()
      const command = commandFor(event, document.activeElement, commands)
      if (command === undefined || event.defaultPrevented) return
      event.preventDefault()
      if (command.enabled(session)) command.run(session)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [commands])

  return (
    <div className="page" data-place={place}>
      <TopBar commands={commands} theme={theme} onReach={expectFile} />
      <div className="banners">
        <MissingFiles onChoose={pickFiles} />
        <Offers />
      </div>
      <main className="sky-area">
        <FirstSentence />
        <SkyPane />
      </main>
      <section className="quick-chips" aria-label="Quick changes">
        <CommandChip command={commands.dipole} label="− dipole" />
        <CommandChip command={commands.quadrupole} label="− quadrupole" />
        <CommandChip command={commands.smooth} label="smooth" />
      </section>
      <div className="plots">
        {place === 'observe' ? <ObservePlots /> : <Plots />}
      </div>
      <aside className="recipe-area">
        {place === 'observe' ? <ObservePanel /> : <RecipePanel commands={commands} />}
      </aside>
      <StatusBar />
      <FilePicker picker={picker} />
      {cardShown && <ReadCardDialog />}
      {dialog === 'share' && <ShareDialog open onClose={() => setDialog(undefined)} />}
      {dialog === 'export' && <ExportDialog open makeMap={makeMap} onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <HelpDialog open commands={commands} onClose={() => setDialog(undefined)} />}
      <Notices />
      <DropVeil onReach={expectFile} />
    </div>
  )
}

function FilePicker({ picker }: { readonly picker: React.RefObject<HTMLInputElement | null> }) {
  return (
    <input
      ref={picker}
      type="file"
      multiple
      accept=".fits,.fit,.fts,.gz,.fz,.npy,.npz,.csv,.tsv,.txt,.dat,.ecsv,.zip,.json,.png,.svg"
      hidden
      aria-label="Open files"
      onChange={(event) => {
        void sessionStore.getState().openFiles([...(event.currentTarget.files ?? [])])
        event.currentTarget.value = '' // the same file may be chosen again
      }}
    />
  )
}
