import { useMemo, type ReactNode } from 'react'
import { sessionStore, useSession } from '../../session/store.ts'
import type { Study } from '../../study/document.ts'
import { of } from '../../study/graph.ts'
import { pictureOf, shownMaps } from '../../study/shown.ts'
import { studyFile } from '../../study/studyText.ts'
import type { MapFormat, MapRef } from '../../study/takenAway.ts'
import { recipeOf, skyId } from '../seen.ts'
import { fileName, save } from './files.ts'
import type { MakeMap } from './maps.ts'
import { saveTable, saveTables } from './saveTable.ts'
import { tablesOf } from './tables.ts'
import type { Task } from './useTask.ts'

interface MapRow {
  readonly id: string
  readonly label: string
  readonly ref: MapRef
}

/** Maps, tables and the study: the numbers behind what is seen. */
export function NumbersExport({ makeMap, task }: { readonly makeMap: MakeMap; readonly task: Task }) {
  const study = useSession((session) => session.study)
  const findings = useSession((session) => session.findings)
  const tables = useMemo(() => tablesOf({ study, findings }), [study, findings])
  const busy = task.running !== undefined
  const saveMap = ({ id, label, ref }: MapRow, format: MapFormat) =>
    task.start(`${label} (${format === 'fits' ? 'FITS' : 'CSV'})`, async ({ signal, report }) => save(await makeMap(study, ref, format, { signal, report }), fileName(study, id, format)))
  const now = () => sessionStore.getState()
  return (
    <>
      <Shelf title="Maps" note="FITS as healpy reads it, double precision, unseen pixels UNSEEN; CSV has a row for every pixel.">
        {mapsOf(study).map((row) => (
          <li key={row.id}>
            <span>{row.label}</span>
            <FileButton label={`${row.label} (FITS)`} text="FITS" disabled={busy} onPress={() => saveMap(row, 'fits')} />
            <FileButton label={`${row.label} (CSV)`} text="CSV" disabled={busy} onPress={() => saveMap(row, 'csv')} />
          </li>
        ))}
      </Shelf>
      <Shelf title="Tables" note="CSV: all digits, errors, units, and where the numbers come from.">
        {tables.map(({ name, label }) => (
          <li key={name}>
            <span>{label}</span>
            <FileButton label={`${label} (CSV)`} text="CSV" onPress={() => saveTable(now(), name)} />
          </li>
        ))}
        {tables.length > 0 && (
          <li>
            <span>All tables in one archive</span>
            <FileButton label="All tables (ZIP)" text="ZIP" onPress={() => saveTables(now())} />
          </li>
        )}
      </Shelf>
      <Shelf title="Study" note="Every setting; files by name and fingerprint. Pictures and drawings saved here carry it too: drop one on the page to open it.">
        <li>
          <span>{study.title}</span>
          <FileButton label="Study file (.anisky.json)" text="anisky.json" onPress={() => save(new Blob([studyFile(study)], { type: 'application/json' }), fileName(study, '', 'anisky.json'))} />
        </li>
      </Shelf>
    </>
  )
}

function mapsOf(study: Study): readonly MapRow[] {
  const sky = skyId(study)
  const recipe = recipeOf(study)
  const pane = shownMaps(study)[0]?.pane
  if (pane === undefined) return []
  return [
    { id: 'relative-intensity', label: 'Relative intensity', ref: of('intensity', sky) },
    ...(recipe?.subtract.on ? [{ id: 'residual', label: 'Residual after subtraction', ref: of('residual', sky) }] : []),
    ...(recipe?.smooth.on ? [{ id: 'smoothed', label: 'Smoothed, with significance', ref: of('smoothed', sky) }] : []),
    { id: 'as-shown', label: 'As shown, single precision', ref: pictureOf(pane) },
  ]
}

function Shelf({ title, note, children }: { readonly title: string; readonly note: string; readonly children: ReactNode }) {
  return (
    <section className="export-shelf" aria-label={title}>
      <h3>{title}</h3>
      <p className="soft small">{note}</p>
      <ul>{children}</ul>
    </section>
  )
}

interface FileButtonProps {
  /** What the file is. */
  readonly label: string
  /** What the button shows. */
  readonly text: string
  readonly disabled?: boolean
  onPress(): void
}

const FileButton = ({ label, text, disabled = false, onPress }: FileButtonProps) => (
  <button type="button" className="button" aria-label={label} disabled={disabled} onClick={onPress}>
    {text}
  </button>
)
