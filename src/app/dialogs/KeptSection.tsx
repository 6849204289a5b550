import { byteSize } from '../../science/units.ts'
import type { Kept } from '../../session/session.ts'
import { sessionStore, useSession } from '../../session/store.ts'
import type { Study } from '../../study/document.ts'
import type { Command } from '../commands.ts'
import { CommandButton } from '../widgets/CommandButton.tsx'
import { Switch } from '../widgets/Switch.tsx'

/** What this browser keeps, and the person's say in it. */
export function KeptSection({ forget }: { readonly forget: Command }) {
  const kept = useSession((session) => session.kept)
  const { keepOpened, edit } = sessionStore.getState()
  return <KeptView kept={kept} forget={forget} onKeepOpened={keepOpened} onOpen={(study) => edit(() => study, { label: 'Opened an earlier study' })} />
}

export interface KeptViewProps {
  readonly kept: Kept
  readonly forget: Command
  onKeepOpened(keep: boolean): void
  onOpen(study: Study): void
}

const STUDY: { readonly [K in Kept['study']]: string } = {
  kept: 'Your study is kept in this browser, and is here after a reload. It stays on this computer.',
  nothing: 'Your study will be kept in this browser as soon as you change something. It stays on this computer.',
  refused: 'This browser does not keep your study. Save a study file (Export) before you close the page.',
}

export function KeptView({ kept, forget, onKeepOpened, onOpen }: KeptViewProps) {
  const { study, files, earlier, opened } = kept
  return (
    <section className="kept" aria-label="Kept in this browser">
      <h3>Kept in this browser</h3>
      <p>{STUDY[study]}</p>
      {earlier !== undefined && (
        <p>
          An earlier one, “{earlier.title}”, is kept aside.{' '}
          <button type="button" className="text-button" onClick={() => onOpen(earlier)}>
            Open it
          </button>
        </p>
      )}
      <Switch on={opened === true} onChange={onKeepOpened}>
        Keep opened files in this browser
      </Switch>
      <p className="soft small">
        {files.length === 0
          ? 'No file is kept. At most 500 MB would be; those opened longest ago go first.'
          : `${files.map(({ name, bytes }) => `${name} (${byteSize(bytes)})`).join(', ')}. At most 500 MB are kept; those opened longest ago go first.`}
      </p>
      <div>
        <CommandButton command={forget} />
      </div>
    </section>
  )
}
