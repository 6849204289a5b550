/** Joins the layers: the desk computes, the session remembers, the page draws. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import type { MakeMap } from './app/exports/maps.ts'
import { Bridge } from './compute/bridge.ts'
import { spawnDesk } from './compute/spawn.ts'
import { browserShelf } from './session/shelf.ts'
import { start } from './session/start.ts'
import { sessionStore } from './session/store.ts'

/** The development server has no service worker. */
const keepProgramLater = () => void import('./session/offline.ts').then(({ keepProgram }) => keepProgram(sessionStore), () => {})

const bridge = new Bridge(spawnDesk)
/** The file of a map, with how far it is. */
const makeMap: MakeMap = (study, ref, format, { signal, report }) => bridge.exportMap(study, ref, format, { signal, onNews: (news) => news.kind === 'progress' && report(news.done) })

// Not awaited at the top of the module: a bundler may then put what later parts share into this one.
void start(sessionStore, bridge, window, browserShelf()).then(() =>
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App makeMap={makeMap} />
    </StrictMode>,
  ),
)
if (import.meta.env.PROD) {
  if (document.readyState === 'complete') keepProgramLater()
  else addEventListener('load', keepProgramLater)
}
